"""What lessons give on paper and as workbooks, and what comes back."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from nightschool import clock, files
from nightschool.desktop import lesson_words
from nightschool.desktop.dialogs.paper import show_paper
from nightschool.desktop.page import Page
from nightschool.domain.identity import RowId
from nightschool.i18n import _, ngettext
from nightschool.services import lesson_sheets, papers, roll_sheets
from nightschool.services.lesson_sheets import Taken, Why, Written
from nightschool.task import Task


class LessonPapers:
    """What a page with lessons offers on paper."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._workspace = page.session.workspace

    def roll_sheet(self, lesson: RowId) -> None:
        """点名册 of one lesson, to sign."""

        def make(path: Path, _task: Task) -> None:
            roll_sheets.print_sheet(self._workspace, lesson, path)

        show_paper(self._page, _("Roll-call sheet"), make)

    def ledger(self, month: date | None) -> None:
        """教学台账 of a month, or of all lessons until today."""
        school = self._page.session.school

        def make(path: Path, _task: Task) -> None:
            papers.write_ledger(self._workspace, path, clock.today(), school, month)

        about = f" {lesson_words.month(month)}" if month else ""
        show_paper(self._page, _("Lesson ledger") + about, make)

    def poster(self, month: date) -> None:
        """The timetable of a month, to hang up."""
        school = self._page.session.school

        def make(path: Path, _task: Task) -> None:
            papers.write_poster(self._workspace, path, clock.today(), month, school)

        show_paper(self._page, _("Timetable") + f" {lesson_words.month(month)}", make)

    def choose_sheet_out(self, month: date) -> None:
        """Ask where a workbook of the month goes, to be filled in elsewhere."""
        name = files.safe_name(f"{_('Lesson sheet')} {lesson_words.month(month)}.xlsx")
        chosen, _filter = QFileDialog.getSaveFileName(
            self._page, _("Lesson sheet"), name, f"{_('Workbook')} (*.xlsx)"
        )
        if chosen:
            self.sheet_out(Path(chosen), month)

    def sheet_out(self, path: Path, month: date) -> None:
        """Write it."""
        school = self._page.session.school
        self._page.run(
            lambda _task: lesson_sheets.write(self._workspace, path, month=month, school=school),
            self._written,
            title=_("Lesson sheet"),
        )

    def choose_sheet_in(self) -> None:
        """Ask for a workbook that came back."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self._page, _("Lesson sheet"), "", f"{_('Workbook')} (*.xlsx *.xls *.csv)"
        )
        if chosen:
            self.sheet_in(Path(chosen))

    def sheet_in(self, path: Path) -> None:
        """Take its marks."""
        self._page.run(
            lambda _task: lesson_sheets.read(self._workspace, path),
            self._taken,
            title=_("Lesson sheet"),
        )

    def _written(self, made: Written) -> None:
        self._page.session.notice(
            _("Saved as %(file)s: %(people)d people, %(lessons)d lessons.")
            % {"file": made.file, "people": made.people, "lessons": made.lessons}
        )

    def _taken(self, taken: Taken) -> None:
        put = taken.put
        text = ngettext(
            "%(rows)d mark was read: %(new)d new, %(changed)d changed.",
            "%(rows)d marks were read: %(new)d new, %(changed)d changed.",
            taken.rows,
        ) % {"rows": taken.rows, "new": put.taken, "changed": put.updated}
        said = [text, *_refusals(taken), *taken.warnings]
        self._page.session.notice(" ".join(said))
        self._page.session.wrote("roll", "lessons", "people")


def _refusals(taken: Taken) -> list[str]:
    said = {
        Why.NO_LESSON: _("Of lessons that are not here: %(count)d."),
        Why.NO_PERSON: _("Of people who are not of this school: %(count)d."),
        Why.CANCELLED: _("Of lessons that were cancelled: %(count)d."),
        Why.FUTURE: _("Of lessons to come: %(count)d."),
    }
    counts = {why: sum(one.why is why for one in taken.refused) for why in said}
    return [said[why] % {"count": count} for why, count in counts.items() if count]
