"""A mark across every paper that is made meanwhile, such as 练习 on those of a practice school."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PRACTICE = "练习"
_present: ContextVar[str] = ContextVar("mark", default="")


@contextmanager
def marked(mark: str) -> Iterator[None]:
    """Papers made in the block bear this mark; an empty one marks nothing."""
    token = _present.set(mark)
    try:
        yield
    finally:
        _present.reset(token)


def present() -> str:
    """The mark for what is being made now, empty for none."""
    return _present.get()
