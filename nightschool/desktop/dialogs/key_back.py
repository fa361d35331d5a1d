"""A signed sheet keyed back: the code, then the row numbers of those who were not there."""

import re

from PySide6.QtWidgets import QLineEdit, QWidget

from nightschool.desktop.dialogs.form import FormDialog
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import muted
from nightschool.domain import labels
from nightschool.domain.codes import Mark
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import roll_sheets
from nightschool.services.roll_sheets import KeyedBack, RowMark
from nightschool.task import Task

_ROW = re.compile(r"(\d+)(?:\s*[-–—~～至]\s*(\d+))?")


def rows_of(typed: str) -> list[int] | None:
    """`3 7、12-15` as row numbers; None for what is no such list."""
    found: list[int] = []
    rest = _ROW.sub("", typed)
    if rest.strip(" ,，、;；.。"):
        return None
    for first, last in _ROW.findall(typed):
        found.extend(range(int(first), int(last or first) + 1))
    return found


class KeyBackDialog(FormDialog):
    """Whoever is not named by row number was there: that is most of them."""

    def __init__(self, parent: QWidget, session: Session, lesson: RowId | None) -> None:
        super().__init__(parent, _("From the signed sheet"), _("Take and finish"))
        self.setObjectName("key-back")
        self._session = session
        self.told = ""
        self.code = QLineEdit()
        self.add(
            "code", _("Code of the sheet"), self.code, _("Under the square: 8 letters and digits.")
        )
        self.rows: dict[Mark, QLineEdit] = {}
        for mark in (Mark.ABSENT, Mark.LATE, Mark.LEFT_EARLY, Mark.LEAVE):
            self.rows[mark] = QLineEdit()
            self.rows[mark].setPlaceholderText("3 7 12-15")
            text = _("Rows: %(mark)s") % {"mark": labels.label(mark)}
            self.add(mark.value, text, self.rows[mark])
        self.body.addWidget(muted(_("Everybody else on the sheet is marked present.")))
        self.code.setFocus()
        if lesson is not None:
            self._offer(lesson)

    def marks(self) -> dict[int, RowMark]:
        """What was typed, by row."""
        return {
            row: RowMark(mark, _("by the signed sheet") if mark is Mark.LEAVE else "")
            for mark, edit in self.rows.items()
            for row in rows_of(edit.text()) or ()
        }

    def faults(self) -> dict[str, str]:
        wrong = {
            mark.value: _("Enter row numbers, for example 3 7 12-15.")
            for mark, edit in self.rows.items()
            if rows_of(edit.text()) is None
        }
        if not self.code.text().strip():
            wrong["code"] = _("Enter the code.")
        return wrong

    def try_accept(self) -> None:
        """Accept once the sheet was taken; a mistyped code stands at its field."""
        faults = self.faults()
        for key, field in self._fields.items():
            field.fault(faults.get(key, ""))
        if faults:
            return
        workspace, code, marks = self._session.workspace, self.code.text(), self.marks()
        school = self._session.school

        def failed(error: UserError) -> None:
            self._fields["code"].fault(f"{error.message} {error.remedy}")

        self._session.jobs.run(
            lambda _task: roll_sheets.key_back(workspace, code, marks, school=school),
            self._done,
            failed,
            owner=self,
        )

    def _done(self, keyed: KeyedBack) -> None:
        put = keyed.put
        self.told = _("The sheet of %(day)s was taken: %(count)d rows.") % {
            "day": keyed.lesson.day,
            "count": put.taken + put.updated + put.unchanged,
        }
        self.told = " ".join((self.told, *keyed.warnings))
        self.accept()

    def _offer(self, lesson: RowId) -> None:
        """The lesson's own sheet, where one was printed."""
        workspace = self._session.workspace

        def work(_task: Task) -> str:
            return roll_sheets.latest_code(workspace, lesson)

        self._session.jobs.run(work, self._fill, owner=self)

    def _fill(self, code: str) -> None:
        if code and not self.code.text():
            self.code.setText(code)
            self.rows[Mark.ABSENT].setFocus()
