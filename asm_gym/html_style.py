"""The style sheet of a page: light and dark, for screen and paper."""

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --back: #fbfbfc; --card: #ffffff; --text: #1c2330; --dim: #667085; --line: #e3e6ec;
  --faster: #15803d; --same: #64748b; --slower: #c2410c; --copy: #7c3aed; --untimed: #a8b1bf; --failed: #be123c;
  --null: #b4bcc8; --del: #fdecec; --ins: #e6f6ec; --none: #f3f4f7; --hover: #eef2f8; }
@media (prefers-color-scheme: dark) { :root { --back: #12151b; --card: #1a1f28; --text: #e4e8ef; --dim: #98a2b3;
  --line: #2c3340; --faster: #4ade80; --same: #94a3b8; --slower: #fb923c; --copy: #a78bfa; --untimed: #566072;
  --failed: #fb7185; --null: #596375; --del: #3a1f24; --ins: #17331f; --none: #171b22; --hover: #222936; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 74rem; background: var(--back); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 1.8rem; overflow-wrap: anywhere; }
h1 small { color: var(--dim); font-weight: 400; font-size: 1.15rem; }
h2 { margin: 0 0 .8rem; font-size: 1.15rem; }
p { margin: .5rem 0; color: var(--dim); font-size: .9rem; }
section { margin-top: 1.25rem; padding: 1.25rem 1.4rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 10px; }
i { color: var(--dim); font-style: normal; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .9rem; margin: 1.2rem 0 0;
  padding: 0; list-style: none; }
.cards li { padding: .9rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.cards span, .cards i { display: block; color: var(--dim); font-size: .85rem; }
.cards b { display: block; font-size: 1.9rem; line-height: 1.3; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .35rem .6rem; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; }
th:first-child { text-align: left; }
thead th { color: var(--dim); font-weight: 600; font-size: .8rem; vertical-align: bottom; }
tbody th { font-weight: 600; overflow-wrap: anywhere; }
tbody tr:last-child > * { border-bottom: 0; }
.wide { overflow-x: auto; } .wide tbody th { min-width: 10rem; }
.scroll { max-height: 42rem; margin-top: .6rem; overflow: auto; border: 1px solid var(--line); border-radius: 6px; }
.stack { display: flex; gap: 2px; height: 14px; border-radius: 7px; overflow: hidden; }
.part { min-width: 3px; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: .6rem 0 0; padding: 0; list-style: none;
  font-size: .88rem; }
.key { display: inline-block; width: .7em; height: .7em; margin-right: .45em; border-radius: 50%; }
.part.faster, .key.faster, .bar.faster { background: var(--faster); }
.part.same, .key.same { background: var(--same); }
.part.slower, .key.slower { background: var(--slower); }
.part.copy, .key.copy { background: var(--copy); }
.part.untimed, .key.untimed { background: var(--untimed); }
.part.failed, .key.failed, .bar.failed { background: var(--failed); }
.plot { display: block; width: 100%; height: auto; margin-top: .6rem; font-size: 12.5px; }
.plot .grid { stroke: var(--line); }
.plot .one { stroke: var(--text); stroke-width: 1.4; stroke-dasharray: 4 3; }
.plot text { fill: var(--text); }
.plot .tick { fill: var(--dim); text-anchor: middle; }
.plot .name, .plot .figure { text-anchor: end; }
.plot .hover { fill: transparent; }
.plot .row:hover .hover { fill: var(--hover); }
.plot .whisker { stroke-width: 2; stroke-linecap: round; }
.plot line.null { stroke: var(--null); stroke-width: 1.2; }
.plot circle.null { fill: var(--null); }
.plot .faster .whisker { stroke: var(--faster); } .plot .faster .dot { fill: var(--faster); }
.plot .faster .figure { fill: var(--faster); font-weight: 600; }
.plot .same .whisker { stroke: var(--same); } .plot .same .dot { fill: var(--same); }
.plot .slower .whisker { stroke: var(--slower); } .plot .slower .dot { fill: var(--slower); }
.plot .slower .figure { fill: var(--slower); font-weight: 600; }
.plot .copy .dot { fill: var(--card); stroke: var(--copy); stroke-width: 2; }
.plot .untimed .dot { fill: var(--card); stroke: var(--untimed); stroke-width: 2; }
.plot .failed .dot { fill: none; stroke: var(--failed); stroke-width: 2.2; }
.plot .failed .figure { fill: var(--failed); }
.verdicts th, .verdicts td { text-align: left; }
.verdicts .count { width: 32%; white-space: nowrap; }
.verdicts .count b { display: inline-block; width: 3.5em; }
.verdicts .zero { color: var(--dim); font-weight: 400; }
.bar { display: inline-block; height: .75em; min-width: 3px; border-radius: 3px; }
.problems .verdict.failed { color: var(--failed); font-weight: 600; }
.problems td { white-space: nowrap; } .problems tbody th { min-width: 12rem; }
.problems .remarks { min-width: 16rem; text-align: left; white-space: pre-line; overflow-wrap: anywhere;
  color: var(--dim); font-size: .82rem; }
.problems th:nth-child(2), .problems td:nth-child(2), .problems th:last-child { text-align: left; }
details { border-top: 1px solid var(--line); padding: .55rem 0; }
details:first-of-type { border-top: 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
.diff { table-layout: fixed; min-width: 46rem; }
.diff thead th { position: sticky; top: 0; padding: .35rem .6rem; background: var(--card); }
.diff td { padding: 0 .5rem; border: 0; text-align: left; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 12.5px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.diff th { text-align: left; }
.diff col.number { width: 3.4rem; }
.diff td.number { color: var(--dim); text-align: right; white-space: nowrap; overflow-wrap: normal; user-select: none; }
.diff .del { background: var(--del); } .diff .ins { background: var(--ins); } .diff .none { background: var(--none); }
.diff .gap td { color: var(--dim); text-align: center; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 0 2.5rem; align-items: start; }
.facts th, .facts td { text-align: left; } .facts th { width: 11rem; font-weight: 400; color: var(--dim); }
.facts td { overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; } .scroll { max-height: none; }
  section { break-inside: avoid-page; } }
"""
