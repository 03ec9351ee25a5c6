"""Pieces of the page: where things are drawn, what a difference shows, and that text stays text."""

import itertools
import math
import re
from xml.etree import ElementTree

import pytest

from asm_gym.html_figures import Dot, Mark, dot_plot, shown, side_by_side, stacked_bar

HOSTILE = "</td><script>alert(1)</script>\"'&\x1b[2J\u202e\udc80"


def dot(speedup, mark=Mark.FASTER, *, name="p", note="n", width=0.1, null=None):
    """A dot with an interval of that relative half-width."""
    low, high = speedup * (1 - width), speedup * (1 + width)
    return Dot(name=name, mark=mark, speedup=speedup, low=low, high=high, note=note, null=null)


def elements(svg, kind):
    """Elements of a class, parsed as XML: the drawing is well-formed."""
    return [one for one in ElementTree.fromstring(svg).iter() if one.get("class") == kind]


def numbers(some, name):
    """That attribute of each element."""
    return [float(one.get(name)) for one in some]


def test_text_is_shown_without_markup_or_control():
    """Quotes too, for it may be in an attribute; direction marks and half characters become escapes."""
    text = shown(HOSTILE)
    assert text.isprintable()
    assert not set(text) & set("<>\"'")
    assert text.endswith("&amp;\\x1b[2J\\u202e\\udc80")
    assert shown(None) == "None"


def test_the_axis_is_logarithmic():
    """From 1 to 2 is as far as from 2 to 4, and a half as far on the other side."""
    svg = dot_plot([dot(x) for x in (0.5, 1.0, 2.0, 4.0)])
    half, one, two, four = numbers(elements(svg, "dot"), "cx")
    assert two - one == pytest.approx(four - two, abs=0.2)
    assert one - half == pytest.approx(two - one, abs=0.2)


def test_whiskers_span_the_interval():
    """Their ends are where the axis has low and high, on the row of their dot."""
    svg = dot_plot([dot(2.0, width=0.5), dot(1.0, width=0.0), dot(3.0, width=0.0)])
    first = elements(svg, "whisker")[0]
    middle, one, three = numbers(elements(svg, "dot"), "cx")
    assert float(first.get("x1")) == pytest.approx(one, abs=0.2)
    assert float(first.get("x2")) == pytest.approx(three, abs=0.2)
    assert first.get("y1") == first.get("y2") == elements(svg, "dot")[0].get("cy")
    assert one < middle < three


def test_the_line_at_one_is_where_one_is():
    """It is drawn for any range, and has its tick."""
    for speedups in ((1.0, 1.001), (1.0, 30.0), (1.0, 0.01), (1.0, 10_000.0)):
        svg = dot_plot([dot(x, width=0.0) for x in speedups])
        (line,) = elements(svg, "one")
        assert float(line.get("x1")) == pytest.approx(float(elements(svg, "dot")[0].get("cx")), abs=0.2)
        assert [one.text for one in elements(svg, "tick")].count("1") == 2


def test_noise_does_not_fill_the_axis():
    """Where all is equal, an interval of 1 % is a small part of the width."""
    (whisker,) = elements(dot_plot([dot(1.0, Mark.SAME, width=0.01)]), "whisker")
    assert float(whisker.get("x2")) - float(whisker.get("x1")) < 150


@pytest.mark.parametrize("speedups", [(0.9, 1.1), (0.5, 2.0), (0.01, 100.0), (0.0001, 1e6), (1.0,), (1e300, 1e-300)])
def test_ticks_do_not_run_into_one_another(speedups):
    """There are a few, in order and apart, and everything is drawn within the plot."""
    svg = dot_plot([dot(x) for x in speedups])
    places = numbers(elements(svg, "tick"), "x")[::2]
    assert len(places) >= 3
    assert all(right - left >= 45 for left, right in itertools.pairwise(places))
    drawn = [*numbers(elements(svg, "dot"), "cx"), *numbers(elements(svg, "whisker"), "x2")]
    assert all(0 <= x <= 1000 and math.isfinite(x) for x in drawn)


def test_a_failure_is_a_cross_and_not_a_dot():
    """It says so instead of a figure; so does a program that was too brief."""
    svg = dot_plot([dot(1.0, Mark.FAILED), dot(1.0, Mark.UNTIMED), dot(2.0)])
    assert [one.tag for one in elements(svg, "dot")] == ["path", "circle", "circle"]
    assert [one.text for one in elements(svg, "figure")] == ["failed", "-", "2.00"]


def test_equal_speed_is_drawn_below_its_candidate():
    """One small circle and one line, lower than the dot of the same row and higher than the next."""
    svg = dot_plot([dot(2.0, null=(1.0, 0.9, 1.1)), dot(2.0)])
    line, circle = elements(svg, "null")
    first, second = numbers(elements(svg, "dot"), "cy")
    assert first < float(circle.get("cy")) < second
    assert float(line.get("x1")) < float(circle.get("cx")) < float(line.get("x2"))


@pytest.mark.parametrize(("count", "named"), [(1, True), (60, True), (150, True), (151, False), (2000, False)])
def test_many_problems_lose_their_names_and_not_their_dots(count, named):
    """The drawing stays readable and of bounded height."""
    svg = dot_plot([dot(1 + number / 100, name=f"p{number}") for number in range(count)])
    assert len(elements(svg, "dot")) == count
    assert len(elements(svg, "name")) == (count if named else 0)
    height = float(ElementTree.fromstring(svg).get("viewBox").split()[3])
    assert height <= 64 + max(21 * 60, 15 * 150, 5 * count)


def test_names_and_notes_in_a_drawing_are_escaped():
    """Long names are cut, and whole in what the pointer is told."""
    svg = dot_plot([dot(2.0, name=HOSTILE + "x" * 100, note=HOSTILE)])
    assert "<script" not in svg
    (row,) = [one for one in ElementTree.fromstring(svg) if "row" in one.get("class", "")]
    assert row.find("title").text.count("<script>") == 2
    assert len(elements(svg, "name")[0].text) <= 40


def test_a_bar_has_parts_in_proportion():
    """Empty ones are left out of bar and legend."""
    text = stacked_bar({"a": ("first", 3), "b": ("none", 0), "c": ("<third>", 1)})
    assert re.findall(r"flex-grow:(\d+)", text) == ["3", "1"]
    assert "first <b>3</b> <i>75%</i>" in text
    assert "&lt;third&gt; <b>1</b> <i>25%</i>" in text
    assert "none" not in text


# ---------------------------------------------------------------------------------------------------------- difference


def sides(table):
    """The rows of a difference: (number, class, text) of both sides."""
    body = table[table.index("<tbody>") + 7 : table.index("</tbody>")]
    cell = r'<td class="number">(\d*)</td><td(?: class="(\w+)")?>([^<]*)</td>'
    return [re.findall(cell, row) for row in re.findall(r"<tr>(.*?)</tr>", body)]


def test_changed_lines_face_each_other():
    """A replaced, a deleted and an inserted line, with the numbers that they have in their texts."""
    before = "a\nb\nc\nd\ne\n"
    after = "a\nB\nc\ne\nf\n"
    assert sides(side_by_side(before, after, ("x", "y"))) == [
        [("1", "", "a"), ("1", "", "a")],
        [("2", "del", "b"), ("2", "ins", "B")],
        [("3", "", "c"), ("3", "", "c")],
        [("4", "del", "d"), ("", "none", "")],
        [("5", "", "e"), ("4", "", "e")],
        [("", "none", ""), ("5", "ins", "f")],
    ]


def test_what_does_not_change_is_left_out():
    """Three lines around each change stay, and a gap is marked between two changes."""
    before = [f"line{number}" for number in range(100)]
    after = list(before)
    after[20], after[70] = "x", "y"
    table = side_by_side("\n".join(before), "\n".join(after), ("x", "y"))
    assert [row[0][0] for row in sides(table)] == [str(n) for n in (*range(18, 25), *range(68, 75))]
    assert table.count('class="gap"') == 1


def test_white_space_and_unwind_tables_do_not_count():
    """Numbers of the lines are those of the texts all the same."""
    before = "main:\n\t.cfi_startproc\n\tmovl  $1, %eax\n\tret\n"
    after = "main:\n\tmovl\t$1, %eax\n\t.cfi_def_cfa_offset 16\n\tret\n\tnop\n"
    rows = sides(side_by_side(before, after, ("x", "y")))
    assert [row[1][0] for row in rows if "ins" in row[1] or "del" in row[0]] == ["5"]
    assert not any(".cfi" in text for row in rows for _, _, text in row)
    assert "no line differs" in side_by_side(before, before.replace("\t", "    "), ("x", "y"))


def test_hostile_texts_are_bounded():
    """Endless lines, endless texts and equal lines by the thousand give a page of ordinary size in ordinary time."""
    for before, after in (
        ("a\n" * 200_000, "b\n" * 200_000),
        ("x" * 1_000_000, "y" * 1_000_000),
        ("\tnop\n\tret\n" * 5000, "\tret\n\tret\n\tnop\n" * 5000),
    ):
        table = side_by_side(before, after, ("x", "y"))
        assert table.count("<tr") <= 1501
        assert len(table) < 500_000
    assert "only the first 3000 lines" in side_by_side("a\n" * 3001, "b\n", ("x", "y"))
    assert "1500 more lines are not shown" in side_by_side("a\n" * 3000, "", ("x", "y"))


def test_code_in_a_difference_is_escaped():
    """Titles too; tabs are spaces, so that columns stand below one another."""
    table = side_by_side("a\n", HOSTILE + "\n\tmov\t$1\n", (HOSTILE, "y"))
    assert "<script" not in table
    assert "        mov     $1" in table
    assert "\x1b" not in table
