"""Inputs for hex_dump_decoder: number of rounds, replaced characters in each, seed and a hex dump."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_LIMITS = (0, 9, 10, 31, 32, 46, 48, 126, 127, 128, 255)


def _line(data: bytes, offset: int) -> str:
    """One line of a hex dump."""
    digits = "".join(f" {byte:02x}" for byte in data)
    shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data)
    return f"{offset:08x}:{digits:48}  |{shown}|"


def _dump(rng: np.random.Generator, size: int) -> list[str]:
    """A dump of random bytes, text, and bytes at the limits of what can be shown."""
    data = bytearray()
    while len(data) < size:
        kind = int(rng.integers(0, 4))
        if kind == 0:
            data += rng.bytes(int(rng.integers(1, 40)))
        elif kind == 1:
            data += bytes(_LIMITS[int(index)] for index in rng.integers(len(_LIMITS), size=12))
        else:
            data += rng.integers(32, 127, size=int(rng.integers(1, 60))).astype(np.uint8).tobytes()
    return [_line(bytes(data[at : min(at + 16, size)]), at) for at in range(0, size, 16)]


def _damage(rng: np.random.Generator, lines: list[str]) -> None:
    """Change the shape of one line that is still whole."""
    at = int(rng.integers(len(lines)))
    line = lines[at]
    if len(line) < 62:
        return
    kind = int(rng.integers(0, 13))
    if kind == 0:
        lines[at] = line[: int(rng.integers(len(line)))]
    elif kind == 1:
        lines[at] = line + "|"
    elif kind == 2:
        lines[at] = _line(bytes(range(int(rng.integers(0, 18)))), 16 * at)
    elif kind == 3:
        lines[at] = line.upper()
    elif kind == 4:
        lines[at] = f"{16 * at ^ 1 << int(rng.integers(32)):08x}" + line[8:]
    else:
        special = (8, 9, 12, 54, 57, 58, 59, 60, len(line) - 2, len(line) - 1)[int(rng.integers(10))]
        place = special if kind == 5 else int(rng.integers(8 if kind < 10 else 60))
        lines[at] = line[:place] + "/09:`afg@8ex|"[int(rng.integers(13))] + line[place + 1 :]


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Return one input of the program.

    Args:
        rng: Source of randomness; it alone determines the result.
        size: "small" for a test input or "timing" for one to measure the speed on.

    Returns:
        The bytes for the program's standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    rounds, changes, end = 1, 0, "\n"
    if size == "timing":
        lines = _dump(rng, 12_000 + int(rng.integers(100)))
        rounds, changes = 600, 25
    elif size == "small":
        lines = _dump(rng, int(rng.integers(1, 1800)))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            lines = lines[: int(rng.integers(0, 2))]
        elif kind < 4:
            rounds, changes = int(rng.integers(1, 6)), int(rng.integers(1, 40))
        elif kind < 11:
            for _ in range(int(rng.integers(10, 200))):
                _damage(rng, lines)
        end = "\n" * int(rng.integers(0, 2))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return (f"{rounds} {changes} {rng.integers(_SEEDS)}\n" + "\n".join(lines) + end).encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    start = b"1 0 7\n"
    plain = "\n".join(_dump(rng, 16 * 20))
    ends = [_line(bytes(range(60, 60 + count)), 0) for count in range(18)]
    whole = _line(b"0123456789abcdef", 0)
    places = [(place, c) for place in range(12) for c in "/09:`afg@8e-"]
    limits = [f"{16 * at:08x}{whole[8:]}" for at in range(len(places))]
    limits = [line[:place] + c + line[place + 1 :] for line, (place, c) in zip(limits, places, strict=True)]
    wrong = [chr(code) for code in range(1, 127) if code != 10]
    digits = [f"{16 * at:08x}{whole[8:10]}{c}{whole[11:]}" for at, c in enumerate(wrong)]

    return [
        b"",
        b"1 2\n",
        b"1 0 0 00000000:\n",
        f"0 5 {seed}\n{plain}\n".encode(),
        f"5 5 {seed}\n".encode(),
        start + b"\n\n\n",
        *(start + line.encode() for line in (ends[0], ends[1], ends[17])),
        start + "\n".join(f"{16 * at:08x}" + line[8:] for at, line in enumerate(ends)).encode() + b"\n",
        start + "\n".join(_line(bytes(range(at, at + 16)), at) for at in range(0, 256, 16)).encode(),
        start + "\n".join(whole[:at] for at in range(len(whole))).encode(),
        start + "\n".join(limits).encode(),
        start + "\n".join(digits).encode(),
        f"300 9 {seed}\n{plain}\n".encode(),
    ]
