"""Running papers of a school: gathered here, set in `documents/papers`, written where asked.

ID numbers and phones are masked, unless somebody says why not: that is kept (`disclosures`).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nightschool import clock, files
from nightschool.documents.papers import (
    household_file,
    households,
    ledger,
    listing,
    register,
    timetable,
    training_card,
    words,
)
from nightschool.documents.papers.households import HouseholdLine
from nightschool.documents.papers.ledger import LedgerLine
from nightschool.documents.papers.listing import Listing
from nightschool.documents.papers.register import RegisterLine
from nightschool.documents.papers.timetable import PosterLesson
from nightschool.documents.papers.training_card import TrainingCard
from nightschool.domain import certificate
from nightschool.domain.codes import Belonging, LessonState
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import lessons, practice, progress
from nightschool.services.paper_sources import MASKED, Held, Shown, home_of
from nightschool.services.workspace import Workspace
from nightschool.storage import disclosures
from nightschool.storage.disclosures import Disclosure

_FORMATS: Mapping[str, Callable[[Listing], bytes]] = {
    ".pdf": listing.pdf,
    ".xlsx": listing.xlsx,
    ".csv": listing.comma_separated,
}


@dataclass(frozen=True, slots=True)
class Written:
    """A paper that was written, and how many people, lessons or households stand on it."""

    file: Path
    count: int


@practice.marked
def write_register(
    workspace: Workspace, path: Path, on: date, school: str | None = None, shown: Shown = MASKED
) -> Written:
    """花名册: everybody on the register who is here, as `.pdf`, `.xlsx` or `.csv`."""
    held = Held(workspace, on, school)
    lines = [
        RegisterLine(
            shown.reachable(one),
            held.household_no(one),
            shown.citizen_no(one),
            held.progress[one.id],
        )
        for one in sorted(held.here, key=held.place)
        if one.belonging is Belonging.REGISTERED
    ]
    make = _format(path)
    return _write(
        workspace,
        path,
        held,
        "register",
        shown,
        len(lines),
        lambda: make(register.listing(held.name, on, lines)),
    )


@practice.marked
def write_ledger(
    workspace: Workspace,
    path: Path,
    on: date,
    school: str | None = None,
    month: date | None = None,
) -> Written:
    """教学台账: the lessons of a month, or all until the day, as `.pdf`, `.xlsx` or `.csv`."""
    home = home_of(workspace, school)
    lines = [
        LedgerLine(each.lesson, each.title, each.kind, each.lecturer, each.on_roll, each.attended)
        for each in lessons.listing(workspace, school, month)
        if month or each.lesson.day <= on
    ]
    about = words.month(month) if month else ""
    made = ledger.listing(certificate.school_name(home), on, about, lines)
    return Written(_save(path, _format(path)(made)), len(lines))


@practice.marked
def write_households(
    workspace: Workspace, path: Path, on: date, school: str | None = None, shown: Shown = MASKED
) -> Written:
    """Every household in a row, as `.pdf`, `.xlsx` or `.csv`."""
    held = Held(workspace, on, school)
    standing = {home.household: home for home in progress.households(workspace, on, school)}
    lines = [
        HouseholdLine(
            shown.reachable(home),
            standing[home.id],
            sum(held.progress[one.id].hours.total for one in held.members.get(home.id, ())),
        )
        for home in held.households.values()
        if home.id in standing
    ]
    make = _format(path)
    return _write(
        workspace,
        path,
        held,
        "households",
        shown,
        len(lines),
        lambda: make(households.listing(held.name, on, lines)),
    )


@practice.marked
def write_household_files(
    workspace: Workspace,
    path: Path,
    on: date,
    school: str | None = None,
    number: str | None = None,
    shown: Shown = MASKED,
) -> Written:
    """一户一档: each household from a new page, or the one of this 户编号 or head's name."""
    held = Held(workspace, on, school)
    made = [one for one in held.files(shown) if number in (None, one.household.number, one.head)]
    if not made:
        raise UserError(
            _("There is no such household here."), _("Give its number, or its head's whole name.")
        )
    people = sum(len(one.members) for one in made)
    return _write(
        workspace,
        path,
        held,
        "household",
        shown,
        people,
        lambda: household_file.render_files(held.name, on, made),
    )


@practice.marked
def write_cards(
    workspace: Workspace,
    path: Path,
    on: date,
    school: str | None = None,
    people: Collection[RowId] | None = None,
    shown: Shown = MASKED,
) -> Written:
    """培训卡: a card for each of these people, or for everybody who has begun."""
    held = Held(workspace, on, school)
    lessons_of = held.attended()
    cards = [
        TrainingCard(
            person=one,
            citizen_no=shown.citizen_no(one),
            household_no=held.household_no(one),
            progress=held.progress[one.id],
            lessons=lessons_of.get(one.id, ()),
            certificates=held.certificates.get(one.id, ()),
        )
        for one in held.people
        if (one.id in people if people is not None else held.begun(one))
    ]
    if not cards:
        raise UserError(
            _("There is nobody to print a card for."), _("Hold a lesson first, or name people.")
        )
    return _write(
        workspace,
        path,
        held,
        "card",
        shown,
        len(cards),
        lambda: training_card.render_training_cards(held.name, on, held.policy, cards),
    )


@practice.marked
def write_poster(
    workspace: Workspace, path: Path, on: date, month: date, school: str | None = None
) -> Written:
    """The lessons of a month that are not called off, as a poster."""
    home = home_of(workspace, school)
    shown = [
        PosterLesson(
            each.lesson.day,
            each.lesson.start,
            each.lesson.end,
            each.title,
            each.kind,
            each.lecturer,
            each.lesson.place,
            each.lesson.language,
        )
        for each in lessons.listing(workspace, school, month)
        if each.lesson.state is not LessonState.CANCELLED
    ]
    data = timetable.render_poster(certificate.school_name(home), on, month, shown)
    return Written(_save(path, data), len(shown))


def disclosed(workspace: Workspace) -> list[Disclosure]:
    """The papers of this desk that showed ID numbers and phones whole, the latest first."""
    with workspace.database.read() as connection:
        return disclosures.all_of(connection)


def _write(
    workspace: Workspace,
    path: Path,
    held: Held,
    paper: str,
    shown: Shown,
    count: int,
    render: Callable[[], bytes],
) -> Written:
    """Write a paper with people on it; one with whole numbers is noted first."""
    data = render()
    if shown.reason:
        database = workspace.database
        now = clock.now().isoformat()
        made = Disclosure(now, database.user, held.code, paper, count, shown.reason)
        with database.alone() as connection:
            disclosures.keep(connection, made)
    return Written(_save(path, data), count)


def _format(path: Path) -> Callable[[Listing], bytes]:
    try:
        return _FORMATS[path.suffix.lower()]
    except KeyError:
        raise UserError(
            _("%(file)s: a list is written as .pdf, .xlsx or .csv.") % {"file": path.name},
            _("Give the file one of these endings."),
        ) from None


def _save(path: Path, data: bytes) -> Path:
    return files.write_durably(path, lambda file: file.write(data))
