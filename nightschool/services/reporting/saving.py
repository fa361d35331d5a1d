"""Reports written to a folder: as PDF, as workbook, or both."""

from collections.abc import Sequence
from pathlib import Path

from nightschool import files
from nightschool.domain.report import PeriodReport
from nightschool.task import SILENT, Task


def save(
    found: Sequence[PeriodReport], folder: Path, *, pdf: bool, xlsx: bool, task: Task = SILENT
) -> list[Path]:
    """Write each report into the folder, made if need be; returns the files.

    A file that is there already stays: the new one gets a number. Raises `UserError` where the
    folder cannot be written, `Cancelled` between two reports.
    """
    from nightschool.documents.report import book, paper, words

    files.make_folder(folder)
    written: list[Path] = []
    for number, report in enumerate(found):
        task.step(number, len(found), report.name)
        stem = f"{report.period.code} {report.part.code} {report.name}{words.kind(report.period)}"
        contents = []
        if pdf:
            contents.append((".pdf", paper.render_report(report)))
        if xlsx:
            contents.append((".xlsx", book.workbook_of(report)))
        for suffix, data in contents:
            written.append(_write(folder / f"{files.safe_name(stem)}{suffix}", data))
    task.step(len(found), len(found), "")
    return written


def _write(path: Path, data: bytes) -> Path:
    return files.write_durably(path, lambda file: file.write(data))
