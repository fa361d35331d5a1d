"""A course of the catalogue, or a lecturer of the pool: new or corrected."""

from enum import StrEnum

from PySide6.QtWidgets import QLineEdit, QWidget

from nightschool.desktop.dialogs.people_moves import MoveDialog
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain import labels
from nightschool.domain.codes import Language, LecturerKind, ProvincialKind, SubjectGroup
from nightschool.domain.course import Course
from nightschool.domain.lecturer import Lecturer
from nightschool.i18n import _


class CourseDialog(MoveDialog):
    """Title, kind of content, subject and the skill that it teaches."""

    def __init__(self, parent: QWidget, one: Course | None = None) -> None:
        title = _("Change the course") if one else _("New course")
        super().__init__(parent, "course-form", title, _("Save"))
        self.says.setText(
            _("%(code)s: lessons that name it show the new title, held ones too.")
            % {"code": one.code}
            if one
            else _("It gets a code of its own and is offered in all schools of the county.")
        )
        self.title_edit = QLineEdit(one.title if one else "")
        self.kind = _choice(ProvincialKind, one.provincial_kind if one else ProvincialKind.SKILLS)
        self.group = _choice(SubjectGroup, one.group if one else SubjectGroup.SPECIAL)
        self.skill = QLineEdit(one.skill if one else "")
        self.add("title", _("Title"), self.title_edit)
        self.add("kind", _("Content"), self.kind)
        self.add("group", _("Subject"), self.group)
        self.add("skill", _("Skill"), self.skill, _("Only where it teaches a practical skill."))

    @property
    def chosen_kind(self) -> ProvincialKind:
        return ProvincialKind(self.kind.currentData())

    @property
    def chosen_group(self) -> SubjectGroup:
        return SubjectGroup(self.group.currentData())

    def faults(self) -> dict[str, str]:
        return {} if self.title_edit.text().strip() else {"title": _("Enter a title.")}


class LecturerDialog(MoveDialog):
    """Name, kind, language and phone."""

    def __init__(self, parent: QWidget, one: Lecturer | None = None) -> None:
        title = _("Change the lecturer") if one else _("New lecturer")
        super().__init__(parent, "lecturer-form", title, _("Save"))
        self.says.setText(_("The county's pool may teach at all of its schools."))
        self.name = QLineEdit(one.name if one else "")
        self.kind = _choice(LecturerKind, one.kind if one else LecturerKind.EXPERT)
        self.language = _choice(Language, one.language if one else Language.CHINESE)
        self.phone = QLineEdit(one.phone if one else "")
        self.note = QLineEdit(one.note if one else "")
        self.add("name", _("Name"), self.name)
        self.add("kind", _("Kind"), self.kind)
        self.add("language", _("Teaches in"), self.language)
        self.add("phone", _("Phone"), self.phone)
        self.add("note", _("Note"), self.note)

    @property
    def chosen_kind(self) -> LecturerKind:
        return LecturerKind(self.kind.currentData())

    @property
    def chosen_language(self) -> Language:
        return Language(self.language.currentData())

    def faults(self) -> dict[str, str]:
        return {} if self.name.text().strip() else {"name": _("Enter the name.")}


def _choice(codes: type[StrEnum], chosen: StrEnum) -> Choice:
    made = Choice()
    for code in codes:
        made.addItem(labels.label(code), code.value)
    made.setCurrentIndex(made.findData(chosen.value))
    return made
