"""How long a county's figures take: python -m tests.bench.figures [SCHOOLS]."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from nightschool.documents.report import book, paper
from nightschool.domain import period
from nightschool.domain.codes import Mark
from nightschool.domain.roll import Attendance
from nightschool.services import progress, reports
from nightschool.services.reporting import gathering
from nightschool.services.workspace import Workspace
from nightschool.storage import hours, rows, tables
from nightschool.storage.queries.records import fetch, selecting
from tests.bench import generate

ROUNDS = 5
LAST_DAY = date(2020, 12, 31)
MIDDLE = date(2019, 6, 30)


def main(schools: int = 220) -> None:
    """Print the median of each way to the figures."""
    home = Path(tempfile.mkdtemp())
    try:
        workspace = generate.county(home, schools)
        total = progress.figures(workspace, LAST_DAY).figures
        print(f"{schools} schools, {total.households} households, {total.people} people,")
        print(f"{total.working_age} of working age, {total.lessons} lessons; median of {ROUNDS}")
        measure("figures of all schools, hours counted before", lambda: figures(workspace))
        measure("the same, of a day in the middle", lambda: progress.figures(workspace, MIDDLE))
        measure("the same, all hours counted anew", lambda: cold(workspace))
        measure("the same, one mark corrected before", lambda: corrected(workspace))
        code = progress.figures(workspace, LAST_DAY).at(progress.Level.SCHOOL)[0].code
        measure("people of one school", lambda: progress.people(workspace, LAST_DAY, code))
        report = reports.progress_report(workspace, LAST_DAY)
        measure("report as a workbook", lambda: reports.save(report, home / "report.xlsx"))
        last, before = period.month(LAST_DAY), period.month(date(2020, 9, 1))
        measure("a county's last month gathered", lambda: gathering.reports(workspace, last))
        measure("the same, three months before", lambda: gathering.reports(workspace, before))
        [month] = gathering.reports(workspace, last)
        measure("it as a PDF", lambda: paper.render_report(month))
        measure("it as a workbook", lambda: book.workbook_of(month))
        workspace.close()
    finally:
        shutil.rmtree(home)


def measure(what: str, work: Callable[[], object]) -> None:
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    print(f"{what:46} {median(times):7.3f} s")


def figures(workspace: Workspace) -> None:
    progress.figures(workspace, LAST_DAY)


def cold(workspace: Workspace) -> None:
    with workspace.database.write() as write:
        hours.forget(write.connection)
    figures(workspace)


def corrected(workspace: Workspace) -> None:
    with workspace.database.write() as write:
        query = selecting(Attendance, tables.Attendance).limit(1)
        [line] = fetch(write.connection, Attendance, query)
        other = Mark.ABSENT if line.mark is Mark.PRESENT else Mark.PRESENT
        key: rows.Key = (line.lesson, line.person)
        rows.edit(write, tables.Attendance, {key: {"mark": other}})
    figures(workspace)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
