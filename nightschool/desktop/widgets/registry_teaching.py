"""The county's catalogue of courses and its pool of lecturers: lists alike, each with a search."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import FlowLayout, SearchBox, Table, button, muted
from nightschool.domain import labels, pinyin
from nightschool.domain.course import Course
from nightschool.domain.lecturer import Lecturer
from nightschool.i18n import _

One = TypeVar("One", Course, Lecturer)


class TeachingPanel(QWidget, Generic[One]):
    """Courses or lecturers; those out of use are seen where that is asked for."""

    def __init__(
        self,
        settings: Settings,
        name: str,
        title: str,
        columns: Sequence[Column[One]],
        said: Callable[[One], str],
        add: str,
    ) -> None:
        super().__init__()
        self._rows: Sequence[One] = ()
        self._said: Callable[[One], str] = said
        self.search, self.count = SearchBox(_("Name, pinyin or code")), muted("")
        self.every = QCheckBox(_("Show also what is out of use"))
        self.model: RowsModel[One] = RowsModel(columns)
        self.table = Table(self.model, f"registry-{name}", settings, title)
        self.add = button(add, lambda: None, icon="plus", kind="primary")
        self.edit = button(_("Change …"), lambda: None, icon="pencil")
        self.turn = button("", lambda: None, icon="ban", name=_("Take out of use"))
        for made, one in ((self.add, "add"), (self.edit, "edit"), (self.turn, "turn")):
            made.setObjectName(f"{name}-{one}")
        self._build()

    @property
    def chosen(self) -> One | None:
        """What is marked."""
        index = self.table.currentIndex()
        return self.model.record(index) if index.isValid() else None

    def show_rows(self, rows: Sequence[One]) -> None:
        """Show these."""
        kept = self.chosen
        self._rows = rows
        self._filter()
        for row, one in enumerate(self.model.rows):
            if kept is not None and one.id == kept.id:
                self.table.select(row)

    def _filter(self) -> None:
        text = self.search.text().strip()
        found = [
            one
            for one in self._rows
            if (one.active or self.every.isChecked())
            and (not text or text in self._said(one) or pinyin.matches(_name(one), text))
        ]
        self.model.show(found)
        facts = {"count": len(found), "all": len(self._rows)}
        self.count.setText(_("%(count)d of %(all)d") % facts)
        if found:
            self.table.select(0)
        self._mark()

    def _mark(self) -> None:
        one = self.chosen
        self.edit.setEnabled(one is not None)
        self.turn.setEnabled(one is not None)
        active = one is None or one.active
        self.turn.setText(_("Take out of use") if active else _("Allow again"))
        self.turn.setAccessibleName(self.turn.text())
        style.lead(self.turn, "ban" if active else "check", "text")

    def _build(self) -> None:
        top, below = QWidget(), QWidget()
        row, acts = FlowLayout(top, gap=style.px(8)), FlowLayout(below, gap=style.px(8))
        self.search.setMinimumWidth(style.px(220))
        for one in (self.search, self.every, self.count):
            row.addWidget(one)
        buttons: tuple[QPushButton, ...] = (self.add, self.edit, self.turn)
        for made in buttons:
            acts.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.setSpacing(style.px(8))
        hint = muted(_("What is changed here reaches all schools with the next packages."))
        for part in (top, self.table, hint, below):
            layout.addWidget(part, 1 if part is self.table else 0)
        self.search.searched.connect(lambda _text: self._filter())
        self.every.toggled.connect(lambda _on: self._filter())
        self.table.chosen.connect(lambda _index: self._mark())
        self.table.opened.connect(lambda _index: self.edit.click())


def courses_panel(settings: Settings) -> TeachingPanel[Course]:
    """The catalogue."""
    columns: list[Column[Course]] = [
        Column(_("Code"), lambda one: one.code, sort=lambda one: one.code),
        Column(_("Title"), lambda one: one.title, sort=lambda one: one.title),
        Column(_("Kind"), lambda one: labels.label(one.kind), sort=lambda one: one.kind),
        Column(_("Content"), lambda one: labels.label(one.provincial_kind)),
        Column(_("Subject"), lambda one: labels.label(one.group), sort=lambda one: one.group),
        Column(_("Skill"), lambda one: one.skill or "–"),
        Column(_("State"), lambda one: _state(one.active)),
    ]
    said = _course_said
    return TeachingPanel(settings, "courses", _("Courses"), columns, said, _("Add a course …"))


def lecturers_panel(settings: Settings) -> TeachingPanel[Lecturer]:
    """The pool."""
    columns: list[Column[Lecturer]] = [
        Column(_("Name"), lambda one: one.name, sort=lambda one: one.name),
        Column(_("Kind"), lambda one: labels.label(one.kind), sort=lambda one: one.kind),
        Column(_("Teaches in"), lambda one: labels.label(one.language)),
        Column(_("Phone"), lambda one: one.phone or "–"),
        Column(_("Note"), lambda one: one.note),
        Column(_("State"), lambda one: _state(one.active)),
    ]
    add = _("Add a lecturer …")
    return TeachingPanel(settings, "lecturers", _("Lecturers"), columns, _name, add)


def _course_said(one: Course) -> str:
    return f"{one.code} {one.title} {one.skill} {labels.label(one.kind)}"


def _name(one: Course | Lecturer) -> str:
    return one.title if isinstance(one, Course) else one.name


def _state(active: bool) -> str:
    return _("✓ in use") if active else _("– out of use")
