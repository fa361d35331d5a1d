"""Small forms of certificates: a test of a skill, a voiding, an office's list of keys."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QRadioButton, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.form import FormDialog
from nightschool.desktop.dialogs.people_moves import DayEdit
from nightschool.desktop.dialogs.tall import TallDialog
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import SearchBox, Table, label, muted
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain import pinyin
from nightschool.domain.certificate import Certificate
from nightschool.domain.course import Course
from nightschool.domain.person import Person
from nightschool.i18n import _


class AssessDialog(TallDialog):
    """One person, one skill, one day."""

    def __init__(
        self,
        parent: QWidget,
        settings: Settings,
        people: Sequence[Person],
        courses: Sequence[Course],
        assessors: Sequence[str],
    ) -> None:
        super().__init__(parent, _("Record an assessment"), _("Record"))
        self.setObjectName("assess")
        self.setMinimumWidth(style.px(440))
        self._people = people
        self._courses = [one for one in courses if one.skill]
        self.search = SearchBox(_("Name or initials"))
        self._model = RowsModel[Person](
            (
                Column(_("Name"), lambda one: one.name, width=150),
                Column(_("Birth date"), lambda one: f"{one.birth_date or ''}", width=120),
                Column(_("Hamlet"), lambda one: one.hamlet or "", width=60),
            )
        )
        self.table = Table(self._model, "assess-people", settings, _("People"))
        self.course, self.skill, self.assessor = Choice(), QLineEdit(), QLineEdit()
        self.day, self.note = DayEdit(), QLineEdit()
        self.passed = QCheckBox(_("Passed"))
        self.assessor.setCompleter(QCompleter(list(assessors), self))
        self._build()
        self.search.searched.connect(self._filter)
        self.search.moved.connect(lambda _by: self.table.setFocus())
        self._filter("")

    @property
    def person(self) -> Person | None:
        """Who was tested."""
        index = self.table.currentIndex()
        return self._model.record(index) if index.isValid() else None

    @property
    def taught(self) -> Course | None:
        """The course that taught the skill; None where it was learnt elsewhere."""
        at = self.course.currentIndex() - 1
        return self._courses[at] if at >= 0 else None

    def faults(self) -> dict[str, str]:
        found = {}
        if self.person is None:
            found["person"] = _("Choose who was tested.")
        if not (self.skill.text().strip() or self.taught):
            found["skill"] = _("Name the skill, or choose the course that teaches it.")
        if not self.assessor.text().strip():
            found["assessor"] = _("Say who assessed.")
        return found

    def _build(self) -> None:
        self.add("person", _("Who was tested?"), self.search)
        self.body.addWidget(self.table)
        self.course.addItem(_("learnt elsewhere"))
        for one in self._courses:
            self.course.addItem(f"{one.title} – {one.skill}")
        self.add("course", _("Course"), self.course)
        self.add("skill", _("Skill"), self.skill, _("Empty: the course's skill."))
        self.add("assessor", _("Assessor"), self.assessor)
        self.add("day", _("Day"), self.day)
        self.passed.setChecked(True)
        self.body.addWidget(self.passed)
        self.add("note", _("Note"), self.note)

    def _filter(self, typed: str) -> None:
        self._model.show([one for one in self._people if pinyin.matches(one.name, typed)])
        if typed and self._model.rows:
            self.table.select(0)


class VoidDialog(FormDialog):
    """Why, and whether another takes its place."""

    def __init__(self, parent: QWidget, one: Certificate) -> None:
        super().__init__(parent, _("Void a certificate"), _("Void"))
        self.setObjectName("void")
        self.body.addWidget(label(f"{one.name}  {one.number}", "heading"))
        self.reason = QLineEdit()
        self.add("reason", _("Why?"), self.reason, _("Whoever checks the certificate reads it."))
        self.alone = QRadioButton(_("Void it alone"))
        self.replaced = QRadioButton(_("Issue another in its place, with the data of today"))
        self.alone.setChecked(True)
        for choice in (self.alone, self.replaced):
            self.body.addWidget(choice)
        self.body.addWidget(
            muted(_("The number is never given again. The paper should be taken back."))
        )

    def faults(self) -> dict[str, str]:
        return {} if self.reason.text().strip() else {"reason": _("Say why.")}


class KeysDialog(FormDialog):
    """The key of an office that is not known here yet."""

    def __init__(self, parent: QWidget, file: Path, load: Callable[[str], object]) -> None:
        super().__init__(parent, _("List of keys"), _("Take"))
        self.setObjectName("keys")
        self.body.addWidget(label(file.name, "heading"))
        self.key = QLineEdit()
        self.key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX")
        self.add(
            "key",
            _("The office's key"),
            self.key,
            _("Only for an office not known here: as it told you by telephone."),
        )
        self.accepted.connect(lambda: load(self.key.text().strip()))
