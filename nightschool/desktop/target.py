"""Where to go: a page, and what it shall show."""

from dataclasses import dataclass

from nightschool.domain.identity import RowId


@dataclass(frozen=True, slots=True)
class Target:
    """A page by its key, with the record or the detail (a filter, a code) that it opens on."""

    page: str
    record: RowId | None = None
    detail: str = ""
