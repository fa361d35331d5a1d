"""Reading a roster file: its sheet, the meaning of its columns, whose rows it has."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nightschool import clock, files
from nightschool.domain.roster import columns, reading
from nightschool.domain.roster.columns import Found, Layout
from nightschool.domain.roster.fields import Field, title_key
from nightschool.domain.roster.reading import Reading
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import desks
from nightschool.services.roster import dealing as roster_dealing
from nightschool.services.roster import mending
from nightschool.services.roster.dealing import Dealing
from nightschool.services.roster.mending import NOTHING_MENDED, Mends
from nightschool.services.workspace import Workspace
from nightschool.storage import roster_ledger
from nightschool.storage.queries import common
from nightschool.task import Task

PER_CENT = 100
"""An import's task counts in hundredths of the whole."""
READ, UNDERSTOOD, PLANNED = 35, 60, 70


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """Keep Python from searching for dead cycles while a million cells are read and none dies.

    The search is a fifth of an import's time.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file was taken for."""

    file: str
    sheet: str
    other_sheets: tuple[str, ...]
    """Sheets that have a header too and were not read."""
    layout: Layout
    sha256: bytes
    """Of the file."""


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """A file with all that it says."""

    understood: Understood
    reading: Reading
    """The rows of this desk's schools, and the faults of the others."""
    dealing: Dealing
    schools: tuple[str, ...]
    """The codes of the schools that it is compared with: those of its rows, or the desk's own."""
    places: Mapping[str, str]
    """The schools that this desk knows: code to place."""
    remember: Mapping[str, Field]
    """Keys of titles that were mapped by hand now, and were not remembered like this."""

    @property
    def layout(self) -> Layout:
        return self.understood.layout


def read(
    workspace: Workspace,
    file: Path,
    mapping: Mapping[str, Field],
    task: Task,
    mends: Mends = NOTHING_MENDED,
) -> ReadRoster:
    """Read a file with the titles that were mapped by hand, now or before, and mended rows.

    Raises `UserError` for a file that is no roster, for a title that it does not have, and for
    one that is not the file any more whose rows were mended.
    """
    task.step(0, PER_CENT, _("Reading the file"))
    with workspace.database.read() as connection:
        remembered = roster_ledger.titles(connection)
        schools = common.schools(connection)
    by_hand = {title_key(title): field for title, field in mapping.items()}
    found = _found(file, {**remembered, **by_hand})
    _require_titles(found.layout, mapping)
    task.step(READ, PER_CENT, _("Checking the rows"))
    latest = clock.today() if clock.is_trusted() else None
    sha256 = files.sha256(file)
    rows = mending.applied(mends, sha256, found.sheet.rows)
    raw = reading.parse(found.layout, rows, latest)
    own = _own(workspace, schools)
    dealing = roster_dealing.deal(raw.rows, found.layout, schools, own)
    kept = tuple(dealt.row for dealt in dealing.rows)
    named = {dealt.school for dealt in dealing.rows}
    task.step(UNDERSTOOD, PER_CENT, _("Comparing with the register"))
    return ReadRoster(
        understood=Understood(file.name, found.sheet.name, found.also, found.layout, sha256),
        reading=Reading(kept, raw.faults + dealing.refused, raw.skipped),
        dealing=dealing,
        schools=tuple(own) if len(own) == 1 else tuple(sorted(named)),
        places={school.code: school.place for school in schools},
        remember={key: field for key, field in by_hand.items() if remembered.get(key) != field},
    )


def understand(workspace: Workspace, file: Path, mapping: Mapping[str, Field]) -> Understood:
    """What a file is taken for, also where it lacks a column that people are known by.

    Raises `UserError` for a file without a header.
    """
    with workspace.database.read() as connection:
        remembered = roster_ledger.titles(connection)
    by_hand = {title_key(title): field for title, field in mapping.items()}
    found = _found(file, {**remembered, **by_hand})
    return Understood(file.name, found.sheet.name, found.also, found.layout, files.sha256(file))


def _found(file: Path, remembered: Mapping[str, Field]) -> Found:
    from nightschool.documents.sheets import read_sheets

    return columns.find(read_sheets(file), remembered)


def _own(workspace: Workspace, schools: Sequence[School]) -> list[str]:
    """The schools whose rows this desk writes."""
    scopes = desks.scopes_of(workspace)
    return [school.code for school in schools if school.code.startswith(scopes)]


def _require_titles(layout: Layout, mapping: Mapping[str, Field]) -> None:
    there = {column.key for column in layout.columns}
    for title in mapping:
        if title_key(title) not in there:
            raise UserError(
                _("The roster has no column “%(title)s”.") % {"title": title},
                _("Its columns are: %(titles)s.")
                % {"titles": "、".join(column.title for column in layout.columns)},
            )
