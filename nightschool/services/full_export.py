"""Taking out the data: all that a county holds as a set of workbooks, in the user's language.

Numbers are masked unless the county says why not, which is kept (`disclosures`). Rows go from the
database to the disk a school and a year at a time, so the largest county fits any memory.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from nightschool import clock, files
from nightschool.documents import streamed
from nightschool.documents.streamed import Sheet
from nightschool.documents.workbook import Column
from nightschool.domain import labels
from nightschool.domain.codes import CourseKind, Mark, Role
from nightschool.domain.identity import RowId
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import desks, laptops, practice, progress, schools
from nightschool.services import export_tables as tables
from nightschool.services.export_tables import Masking, Row
from nightschool.services.workspace import Workspace
from nightschool.storage import disclosures, ledger
from nightschool.storage.disclosures import Disclosure
from nightschool.storage.queries import certificates as issued
from nightschool.storage.queries import common
from nightschool.storage.queries import full_export as found
from nightschool.storage.queries import people as known
from nightschool.task import SILENT, Task

PAPER = "export_all"
"""Stands where `papers.disclosed` names the paper."""

_STEP = 1_000
"""Rows between two reports."""


@dataclass(frozen=True, slots=True)
class WrittenBook:
    """One workbook of the set, and how many rows it has."""

    file: Path
    rows: int


@dataclass(frozen=True, slots=True)
class FullExport:
    """The folder that was made, and what lies in it."""

    folder: Path
    books: tuple[WrittenBook, ...]


def export_all(
    workspace: Workspace,
    target: Path,
    *,
    unmasked: bool = False,
    reason: str = "",
    task: Task = SILENT,
) -> FullExport:
    """Write everything into a new folder in `target`, with ID numbers and phones masked.

    They are whole with `unmasked`, which needs a reason and is kept with it. The attendance has a
    workbook for each year. Raises `UserError` away from a county's desk, without a reason, and
    where the disk fails; `Cancelled` when the person stops it: then nothing is left.
    """
    _require_county(workspace, unmasked=unmasked, reason=reason)
    day = clock.today()
    name = f"{desks.place_name(workspace, workspace.scope)}-{day}"
    folder = files.make_folder(files.unused_name(files.make_folder(target) / name))
    try:
        work = _Work(workspace, folder, day, Masking(unmasked), task)
        if unmasked:
            _note(workspace, work.people, reason.strip())
        return FullExport(folder, tuple(work.books()))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@dataclass(slots=True)
class _Work:
    """One export in the making: who bears which number, and how far it is."""

    workspace: Workspace
    folder: Path
    day: date
    masking: Masking
    task: Task
    people: int = field(init=False)
    _schools: tuple[School, ...] = field(init=False)
    _years: list[int] = field(init=False)
    _numbers: dict[RowId, int] = field(init=False, default_factory=dict)
    _total: int = field(init=False)
    _done: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._schools = schools.served(self.workspace)
        with self.workspace.database.read() as connection:
            self.people = found.count_people(connection, self.workspace.scope)
            lines = found.count_lines(connection, self.workspace.scope)
            self._years = found.years(connection, self.workspace.scope)
        self._total = max(self.people + lines, 1)

    def books(self) -> Iterator[WrittenBook]:
        """Write one after the other; people first, whose numbers the others name."""
        yield self._book(_("Villagers"), [(tables.person_columns(), self._people())])
        yield self._book(
            _("List of households"), [(tables.household_columns(), self._households())]
        )
        yield self._book(_("Schools"), [(tables.school_columns(), self._places())])
        yield self._book(_("Ledger of lessons"), [(tables.lesson_columns(), self._lessons())])
        for year in self._years:
            rows = self._attendance(year)
            yield self._book(f"{_('Attendance')} {year}", [(tables.attendance_columns(), rows)])
        certificates = (tables.certificate_columns(), self._certificates())
        yield self._book(_("Certificates"), [certificates])
        yield self._book(
            _("Courses and lecturers"),
            [
                (tables.course_columns(), self._courses()),
                (tables.lecturer_columns(), self._lecturers()),
            ],
            (_("Courses"), _("Lecturers")),
        )
        yield self._book(
            _("Laptops and packages"),
            [
                (tables.laptop_columns(), self._laptops()),
                (tables.ledger_columns(), self._ledger()),
            ],
            (_("Laptops"), _("Packages")),
        )

    def _book(
        self,
        name: str,
        parts: list[tuple[list[Column], Iterator[Row]]],
        names: tuple[str, ...] = (),
    ) -> WrittenBook:
        sheets = [
            Sheet(each, self._title(each), columns, rows)
            for each, (columns, rows) in zip(names or (name,), parts, strict=True)
        ]
        path = self.folder / f"{files.safe_name(name)}.xlsx"
        written = 0

        def fill(file: Any) -> None:
            nonlocal written
            written = streamed.write(file, sheets, self.folder)

        return WrittenBook(files.write_durably(path, fill), written)

    def _title(self, name: str) -> str:
        county = desks.place_name(self.workspace, self.workspace.scope)
        shown = _("ID numbers whole") if self.masking.whole else _("ID numbers masked")
        return f"{county} · {name} · {self.day} · {shown}"

    def _people(self) -> Iterator[Row]:
        standing = {one.person.id: one for one in progress.people(self.workspace, self.day)}
        for school in self._schools:
            with self.workspace.database.read() as connection:
                homes = {one.id: one.number for one in found.households(connection, school.code)}
                people = known.rows_of(connection, school.code)
            for one in people:
                home = homes.get(one.household) if one.household else None
                mine = standing.get(one.id)
                yield tables.person_row(school, one, self._number, home, mine, self.masking)
            self._report(len(people), school.place)

    def _households(self) -> Iterator[Row]:
        for school in self._schools:
            with self.workspace.database.read() as connection:
                homes = found.households(connection, school.code)
            for one in homes:
                yield tables.household_row(school, one, self.masking)
            self._report(0, school.place)

    def _places(self) -> Iterator[Row]:
        return map(tables.school_row, self._schools)

    def _lessons(self) -> Iterator[Row]:
        for school in self._schools:
            with self.workspace.database.read() as connection:
                lines = found.lessons(connection, school.code)
            for line in lines:
                yield tables.lesson_row(school, line)
            self._report(0, school.place)

    def _attendance(self, year: int) -> Iterator[Row]:
        words = {one: labels.label(one) for one in (*Mark, *CourseKind)}
        for school in self._schools:
            with self.workspace.database.read() as connection:
                waiting = 0
                for one in found.attendance(connection, school.code, year):
                    yield tables.attendance_row(school, one, self._number, words)
                    waiting += 1
                    if waiting == _STEP:
                        self._report(waiting, f"{year} {school.place}")
                        waiting = 0
            self._report(waiting, f"{year} {school.place}")

    def _certificates(self) -> Iterator[Row]:
        for school in self._schools:
            with self.workspace.database.read() as connection:
                every = issued.certificates(connection, school.code)
            for one in every:
                yield tables.certificate_row(school, one, self._number)
            self._report(0, school.place)

    def _courses(self) -> Iterator[Row]:
        with self.workspace.database.read() as connection:
            return map(tables.course_row, common.courses(connection))

    def _lecturers(self) -> Iterator[Row]:
        with self.workspace.database.read() as connection:
            every = found.lecturers(connection, self.workspace.scope)
        return (tables.lecturer_row(one, self.masking) for one in every)

    def _laptops(self) -> Iterator[Row]:
        return map(tables.laptop_row, laptops.listing(self.workspace).laptops)

    def _ledger(self) -> Iterator[Row]:
        with self.workspace.database.read() as connection:
            return map(tables.ledger_row, ledger.everything(connection))

    def _number(self, person: RowId) -> int:
        """Whoever is asked for first gets the next number."""
        return self._numbers.setdefault(person, len(self._numbers) + 1)

    def _report(self, rows: int, text: str) -> None:
        self._done += rows
        self.task.step(min(self._done, self._total), self._total, text)


def _require_county(workspace: Workspace, *, unmasked: bool, reason: str) -> None:
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("Only a county's office takes out all its data."),
            _("A school prints its lists: nightschool print register."),
        )
    practice.require_real(workspace)
    if unmasked and not reason.strip():
        raise UserError(
            _("ID numbers are exported whole only for a reason."), _("Say why: --reason TEXT.")
        )


def _note(workspace: Workspace, people: int, reason: str) -> None:
    """Kept before the first row is written, as for papers."""
    now = clock.now().isoformat()
    made = Disclosure(now, workspace.database.user, workspace.scope, PAPER, people, reason)
    with workspace.database.alone() as connection:
        disclosures.keep(connection, made)
