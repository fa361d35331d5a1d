"""Taking the register's roster: what it would do, doing it, what was taken before."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nightschool import files, i18n
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.domain.roster.fields import Field
from nightschool.i18n import _
from nightschool.services.roster import faults as roster_faults
from nightschool.services.roster import plan as roster_plan
from nightschool.services.roster import reading as roster_reading
from nightschool.services.roster.faults import RowFault
from nightschool.services.roster.mending import NOTHING_MENDED, Mends
from nightschool.services.roster.plan import Plan
from nightschool.services.roster.reading import (
    PER_CENT,
    PLANNED,
    ReadRoster,
    Understood,
    no_search_for_garbage,
)
from nightschool.services.workspace import Workspace
from nightschool.storage import peers, roster_ledger
from nightschool.storage.database import Write
from nightschool.storage.queries import roster as known
from nightschool.storage.roster_ledger import Import
from nightschool.task import SILENT, Task

__all__ = [
    "RETURNED",
    "Import",
    "ImportResult",
    "Preview",
    "import_roster",
    "imports",
    "preview",
    "save_faults",
]

RETURNED = "-退回"
"""Added to a roster's name where its refused rows go back."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file says, and what taking it does; each row is taken, updated, unchanged, refused."""

    understood: Understood
    rows: int
    """Rows that are people."""
    households: int
    """Households of the rows that are taken."""
    households_updated: int
    taken: int
    """People who are new here."""
    updated: int
    unchanged: int
    missing: tuple[Person, ...]
    """Registered here and not in the file; nobody is deleted."""
    refused: tuple[RowFault, ...]
    flagged: tuple[RowFault, ...]
    """Rows that are taken, and to be looked at."""
    skipped: int
    """Rows that are no people."""
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was done."""

    preview: Preview
    id: RowId | None
    """By which it can be undone; None where nothing was new."""
    errors_file: Path | None
    """The workbook of the refused rows."""


@no_search_for_garbage()
def preview(
    workspace: Workspace,
    file: Path,
    mapping: Mapping[str, Field] | None = None,
    task: Task = SILENT,
    mends: Mends = NOTHING_MENDED,
) -> Preview:
    """What taking the file would do; writes nothing.

    `mapping` tells what unknown titles mean, `mends` what is to be read in the place of some rows.
    Raises `UserError` for a file that is no roster.
    """
    read = roster_reading.read(workspace, file, mapping or {}, task, mends)
    with workspace.database.read() as connection:
        register = known.register(connection, read.schools)
        earlier = roster_ledger.imports(connection)
    plan = roster_plan.make(read, register)
    task.report(PER_CENT, PER_CENT, "")
    return _preview(read, plan, earlier)


@no_search_for_garbage()
def import_roster(
    workspace: Workspace,
    file: Path,
    mapping: Mapping[str, Field] | None = None,
    *,
    errors: Path | None = None,
    task: Task = SILENT,
    mends: Mends = NOTHING_MENDED,
) -> ImportResult:
    """Take the good rows of a file in one transaction, and remember what `mapping` tells.

    Refused rows are saved as a workbook at `errors`, else in the workspace's folder. A file that
    says nothing new writes nothing. Raises `UserError` and `Cancelled`; then nothing was changed.
    """
    read = roster_reading.read(workspace, file, mapping or {}, task, mends)
    with workspace.database.read() as connection:
        _counter, seq = peers.counters(connection)
        plan = roster_plan.make(read, known.register(connection, read.schools))
        earlier = roster_ledger.imports(connection)
    task.step(PLANNED, PER_CENT, _("Writing"))
    row, saved = None, None
    if plan.is_empty and not read.remember:
        saved = _save_refused(workspace, read, plan, errors)
    else:
        with workspace.database.write() as write:
            if write.seq != seq + 1:  # someone wrote since we read
                register = known.register(write.connection, read.schools)
                plan = roster_plan.make(read, register)
            row = _write(write, read, plan, task)
            saved = _save_refused(workspace, read, plan, errors)
    task.report(PER_CENT, PER_CENT, "")
    return ImportResult(_preview(read, plan, earlier), row, saved)


@no_search_for_garbage()
def save_faults(
    workspace: Workspace,
    file: Path,
    target: Path,
    mapping: Mapping[str, Field] | None = None,
    task: Task = SILENT,
    mends: Mends = NOTHING_MENDED,
) -> Path | None:
    """Save the refused rows as a workbook without taking the others; None where there are none."""
    read = roster_reading.read(workspace, file, mapping or {}, task, mends)
    with workspace.database.read() as connection:
        plan = roster_plan.make(read, known.register(connection, read.schools))
    return _save_refused(workspace, read, plan, target)


def imports(workspace: Workspace) -> list[Import]:
    """The rosters that were taken here, the latest first; undone ones too."""
    with workspace.database.read() as connection:
        return roster_ledger.imports(connection)


def _write(write: Write, read: ReadRoster, plan: Plan, task: Task) -> RowId | None:
    roster_ledger.remember(write, read.remember)
    if plan.is_empty:
        return None
    day = read.layout.stated_on
    reason = _("Roster of %(day)s") % {"day": day} if day else _("Roster")
    done = _counting(sum(map(len, plan.writes)), task)
    for each in plan.writes:
        each.apply(write, reason, done)
    return roster_ledger.add(
        write, read.understood.file, read.understood.sha256, _summary(read, plan)
    )


def _counting(total: int, task: Task) -> Callable[[int], None]:
    """A function that is told of written rows and moves the task on."""
    written = 0

    def done(count: int) -> None:
        nonlocal written
        written += count
        share = (PER_CENT - 1 - PLANNED) * written // total
        task.step(PLANNED + share, PER_CENT, _("Writing"))

    return done


def _summary(read: ReadRoster, plan: Plan) -> dict[str, Any]:
    """What is remembered of an import."""
    day = read.layout.stated_on
    return {
        "rows": len(plan.reading.rows) + len(plan.reading.refused_rows),
        "taken": plan.taken,
        "updated": plan.updated,
        "unchanged": plan.unchanged,
        "refused": len(plan.reading.refused_rows),
        "stated_on": day.isoformat() if day else None,
        "schools": plan.schools,
        "made": {each.table: each.made for each in plan.writes},
    }


def _preview(read: ReadRoster, plan: Plan, earlier: list[Import]) -> Preview:
    reading = plan.reading
    return Preview(
        understood=read.understood,
        rows=len(reading.rows) + len(reading.refused_rows),
        households=plan.households,
        households_updated=plan.households_updated,
        taken=plan.taken,
        updated=plan.updated,
        unchanged=plan.unchanged,
        missing=plan.missing,
        refused=roster_faults.by_row(reading.refused),
        flagged=roster_faults.by_row(reading.flagged),
        skipped=reading.skipped,
        warnings=tuple(_warnings(read, plan, earlier)),
    )


def _warnings(read: ReadRoster, plan: Plan, earlier: list[Import]) -> Iterator[str]:
    day = read.layout.stated_on
    days = [
        date.fromisoformat(one.summary["stated_on"])
        for one in earlier
        if not one.undone
        and one.summary["stated_on"]
        and not set(plan.schools).isdisjoint(one.summary["schools"])
    ]
    if day and days and day < max(days):
        yield _(
            "This roster is of %(day)s, older than the one of %(latest)s that was taken before:"
            " what it says stands now."
        ) % {"day": day, "latest": max(days)}
    if read.understood.other_sheets:
        yield _("Other sheets with a header were not read: %(sheets)s.") % {
            "sheets": "、".join(read.understood.other_sheets)
        }
    if not plan.reading.rows and not plan.reading.faults:
        yield _("There is nobody below the header.")


def _save_refused(
    workspace: Workspace, read: ReadRoster, plan: Plan, path: Path | None
) -> Path | None:
    """The workbook goes back to whoever made the roster, so it speaks Chinese on any screen."""
    if not plan.reading.refused:
        return None
    from nightschool.documents import roster_faults as paper

    name = f"{files.safe_name(Path(read.understood.file).stem)}{RETURNED}.xlsx"
    content = paper.workbook(read.layout, plan.reading.faults, translate=i18n.load("zh").gettext)
    target = path or workspace.home / "refused" / name
    return files.write_durably(target, lambda file: file.write(content))
