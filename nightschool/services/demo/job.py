"""The stations of the demo, in the order of the work."""

import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nightschool import paths
from nightschool.domain.codes import LessonState
from nightschool.domain.roll import ATTENDED
from nightschool.keys import codes
from nightschool.services import (
    certificate_printing,
    certificates,
    courses,
    enrolment,
    exporting,
    founding,
    lesson_sheets,
    lessons,
    progress,
    registry,
    reports,
    roll_call,
    taking,
)
from nightschool.services.demo import folder, term, timetable
from nightschool.services.progress import Section
from nightschool.services.roster import importing
from nightschool.services.roster.faults import RowFault
from nightschool.services.workspace import Workspace
from nightschool.storage import ledger

COUNTY = "513432"
SCHOOL = "513432101208"
"""Xide county and its village Xiaoshan, where Sichuan's first farmers' night school was opened."""
ROSTER = "roster-xiaoshan.xlsx"

Opened = Callable[[Path, Callable[[], str]], AbstractContextManager[Workspace]]
"""How a workspace is opened: `bootstrap.opened`."""


@dataclass(frozen=True, slots=True)
class Station:
    """One stop of the job: its stable name, its figures, the files that it left."""

    name: str
    figures: Mapping[str, Any]
    files: tuple[Path, ...] = ()
    refused: tuple[RowFault, ...] = ()
    sections: tuple[Section, ...] = ()
    """Places whose figures this station shows."""


def new_password() -> str:
    """A password for a demo's workspaces."""
    return codes.new_code()


def run(home: Path, password: str, opened: Opened) -> Generator[Station, None, None]:
    """Do the whole job under `home`, which may be new, empty or an earlier demo's; about 170 rows.

    Yields each station when it is done. Raises `UserError` for any other folder and for an empty
    password; then nothing was changed.
    """
    folder.require_usable(home)
    county_home, school_home = home / "county", home / "school"
    begun = home.with_name(f"{home.name}.new")
    founding.create(begun, COUNTY, password)  # where this fails, an earlier demo still stands
    folder.begin(home)
    begun.rename(county_home)
    with opened(county_home, lambda: password) as county:
        yield _county(county)
        made = enrolment.enrol(county, (SCHOOL,), home / "stick")
        enrolment.create_from(school_home, made.file, made.code, lambda: password)
        with opened(school_home, lambda: password) as school:
            yield Station(
                "enrolment", {"schools": made.schools, "code": made.code}, (made.file, school_home)
            )
            yield _roster(school, home / "papers")
            term.teach(school)
            yield _lessons(school, home / "papers")
            yield _progress(school)
            yield _certificates(school, home / "papers")
            yield from _carry(school, county, home / "stick")
        yield _report(county, home / "papers")


def _county(county: Workspace) -> Station:
    places = [one for one in registry.search(COUNTY) if one.county_code == COUNTY]
    figures = {
        "schools": len(places),
        "townships": len({one.township_code for one in places}),
        "courses": len(courses.courses(county)),
    }
    return Station("county", figures, (county.home,))


def _roster(school: Workspace, papers: Path) -> Station:
    file = Path(shutil.copy(paths.resources() / "data" / ROSTER, papers))
    taken = importing.import_roster(school, file, errors=papers / "roster-refused.xlsx")
    seen = taken.preview
    figures = {
        "rows": seen.rows,
        "households": seen.households,
        "taken": seen.taken,
        "updated": seen.updated,
        "unchanged": seen.unchanged,
        "missing": len(seen.missing),
        "refused": len(seen.refused),
        "flagged": len(seen.flagged),
    }
    files = (file, taken.errors_file) if taken.errors_file else (file,)
    return Station("roster", figures, files, refused=seen.refused)


def _lessons(school: Workspace, papers: Path) -> Station:
    sheet = lesson_sheets.write(school, papers / "lesson-sheet.xlsx", month=timetable.UNFINISHED)
    every = [line.lesson for line in lessons.listing(school)]
    rolls = [
        roll_call.show(school, one.id).counts for one in every if one.state is LessonState.HELD
    ]
    figures = {
        "lessons": len(every),
        **{state.value: sum(one.state is state for one in every) for state in LessonState},
        "marks": sum(sum(roll.values()) for roll in rolls),
        "attended": sum(roll.get(mark, 0) for roll in rolls for mark in ATTENDED),
        "first_day": str(every[0].day),
        "last_day": str(every[-1].day),
    }
    return Station("lessons", figures, (sheet.file,))


def _progress(school: Workspace) -> Station:
    section = progress.figures(school, timetable.REVIEWED)
    return Station("progress", _figures(section), sections=(section,))


def _certificates(school: Workspace, papers: Path) -> Station:
    issued = certificates.issue(school, timetable.REVIEWED)
    [file] = certificate_printing.save(school, issued, papers / "certificates.pdf")
    figures = {
        "issued": len(issued),
        "first": issued[0].number,
        "last": issued[-1].number,
        "on": str(timetable.REVIEWED),
    }
    return Station("certificates", figures, (file,))


def _carry(school: Workspace, county: Workspace, stick: Path) -> Iterator[Station]:
    """The school's package to the county, and the county's with the receipt back."""
    yield (package := _export("package", school, stick))
    yield _take("import", county, package)
    yield (answer := _export("answer", county, stick))
    back = _take("receipt", school, answer)
    with school.database.read() as connection:
        [sent] = ledger.entries(connection, school.device)
    yield replace(back, figures={**back.figures, "receipt": sent.state})


def _export(name: str, sender: Workspace, stick: Path) -> Station:
    [made] = exporting.export(sender, stick)
    rows = sum(made.rows.values())
    return Station(name, {"number": made.number, "to": made.to, "rows": rows}, (made.file,))


def _take(name: str, receiver: Workspace, sent: Station) -> Station:
    [taken] = taking.take(receiver, sent.files)
    changed = sum((taken.changed or {}).values())
    if taken.state == taking.REFUSED:
        raise RuntimeError(f"the demo's package was refused: {taken.reason}")
    figures = {"state": taken.state, "sender": taken.sender, "changed": changed}
    return Station(name, figures)


def _report(county: Workspace, papers: Path) -> Station:
    report = reports.progress_report(county, timetable.REVIEWED)
    file = reports.save(report, papers / "progress.xlsx")
    sections = [report.section, *_with_people(report.section)]
    return Station("report", _figures(report.section), (file,), sections=tuple(sections))


def _with_people(section: Section) -> Iterator[Section]:
    """The places within, down to the schools, that have anybody."""
    for part in section.parts:
        if part.figures.people:
            yield part
            yield from _with_people(part)


def _figures(section: Section) -> dict[str, Any]:
    figures = reports.named(section)
    forecast = figures["forecast"]
    return {"on": str(timetable.REVIEWED), **figures, "forecast": forecast and str(forecast)}
