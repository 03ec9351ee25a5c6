"""A few items at work at once, results in the order of the items."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_order(
    work: Callable[[_Item], _Result], items: Iterable[_Item], workers: int
) -> Generator[tuple[_Item, _Result]]:
    """Items with their results, in their order; items are taken as they are needed, so they may be endless.

    Args:
        work: Called in other threads; what it raises is raised here, in its turn.
        items: What to work on. What it raises is raised here, after the results of the items before.
        workers: Threads; up to twice as many items are under way.
    """
    with ThreadPoolExecutor(workers) as pool:
        pending: deque[tuple[_Item, Future[_Result]]] = deque()
        try:
            failure: Exception | None = None
            source = iter(items)
            while True:
                try:
                    item = next(source)
                except StopIteration:
                    break
                except Exception as error:  # noqa: BLE001 - raised below, after the results of what came before
                    failure = error
                    break
                pending.append((item, pool.submit(work, item)))
                if len(pending) >= 2 * workers:
                    yield pending[0][0], pending.popleft()[1].result()
            while pending:
                yield pending[0][0], pending.popleft()[1].result()
            if failure is not None:
                raise failure
        finally:
            for _, future in pending:
                future.cancel()
