"""Reads the rows of arXiv 2505.11480: parquet with C code, tests and the assembly that the row calls the baseline.

A row has ``prompt``, ``data_source``, ``reward_model`` and ``extra_info``; the last has ``c_code``, ``inputs``,
``outputs``, ``unoptimized_assembly``, ``answer``, ``index`` and ``split``. The assembly is gcc -O0's in rows that the
released scripts make and gcc -O3's in the published ones, whatever its name says; an import tells which
(`provenance.py`), since the baseline of asm_gym is what the local gcc -O3 makes of the C program.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from asm_gym.errors import DatasetError, ProblemError
from asm_gym.submission import SPLITS, Entry, GivenTest, Submission

_BATCH_ROWS: Final = 64


def read_supercoder(path: str | os.PathLike[str]) -> Iterator[Entry]:
    """Yields the rows of a parquet file, a batch at a time.

    Raises:
        DatasetError: It cannot be read, lacks a column, or pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        msg = f"{path}: reading parquet needs pyarrow ({error}); pip install 'asm-gym[data]'"
        raise DatasetError(msg) from error
    path = Path(path).expanduser()
    try:
        file = parquet.ParquetFile(path)
        if "extra_info" not in file.schema_arrow.names:
            names = ", ".join(file.schema_arrow.names)
            msg = f"{path} has no column 'extra_info' but {names}; is it the paper's dataset?"
            raise DatasetError(msg)
    except (OSError, pyarrow.ArrowException) as error:
        msg = f"{path} cannot be read as parquet: {error}"
        raise DatasetError(msg) from error
    columns = [name for name in ("extra_info", "data_source") if name in file.schema_arrow.names]
    return _rows(file, columns, path)


def _rows(file: Any, columns: list[str], path: Path) -> Iterator[Entry]:
    import pyarrow

    batches, number = file.iter_batches(batch_size=_BATCH_ROWS, columns=columns), 0
    while True:
        try:
            rows = next(batches).to_pylist()
        except StopIteration:
            return
        except (OSError, UnicodeDecodeError, pyarrow.ArrowException) as error:
            msg = f"{path} is damaged after row {number - 1}: {error}"
            raise DatasetError(msg) from error
        for row in rows:
            name = f"{path.stem}_{number:05d}"
            yield Entry(name, functools.partial(row_submission, row, name, f"{path.name} row {number}"))
            number += 1


def row_submission(row: Mapping[str, Any], name: str, source: str) -> Submission:
    """A row as a submission.

    Raises:
        ProblemError: it is malformed.
    """
    info = row.get("extra_info")
    if not isinstance(info, Mapping):
        msg = f"{source}: extra_info is {type(info).__name__}, expected a struct with c_code, inputs and outputs"
        raise ProblemError(msg)
    c_code, stdins, stdouts = info.get("c_code"), info.get("inputs"), info.get("outputs")
    if not isinstance(c_code, str) or not isinstance(stdins, list) or not isinstance(stdouts, list):
        msg = f"{source}: extra_info lacks c_code (text), inputs or outputs (lists)"
        raise ProblemError(msg)
    if len(stdins) != len(stdouts) or not all(isinstance(one, str) for one in (*stdins, *stdouts)):
        msg = f"{source}: {len(stdins)} inputs and {len(stdouts)} outputs; as many texts of each are expected"
        raise ProblemError(msg)
    tests = [GivenTest(_encoded(i), _encoded(o)) for i, o in zip(stdins, stdouts, strict=True)]
    assembly = info.get("unoptimized_assembly")
    named = (info.get("split"), row.get("data_source"))
    split = info.get("split") or next((one for one in named if one in SPLITS), None)
    return Submission(
        id=name, task=None, c_code=c_code, tests=tuple(tests), split=split if isinstance(split, str) else None,
        source=source, assembly=assembly if isinstance(assembly, str) else "",
    )  # fmt: skip


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
