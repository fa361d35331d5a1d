"""A lesson week after week: what will be made and what is skipped, seen before it is made."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from nightschool.desktop import lesson_words, style
from nightschool.desktop.dialogs.form import FormDialog
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import FormField, Table, label
from nightschool.domain.lesson import Lesson
from nightschool.errors import UserError
from nightschool.i18n import _, ngettext
from nightschool.services import timetable
from nightschool.services.timetable import MOST_WEEKS, Planned

_WEEKS = 8
_MOST_EVERY = 8


class WeeklyDialog(FormDialog):
    """`planned` is the plan that was looked at; nothing is written here."""

    def __init__(self, parent: QWidget, session: Session, draft: Lesson) -> None:
        super().__init__(parent, _("Every week"), "")
        self.setObjectName("weekly")
        self._session, self._draft = session, draft
        self.planned: tuple[Planned, ...] = ()
        self.weeks, self.every = QSpinBox(), QSpinBox()
        self.weeks.setRange(1, MOST_WEEKS)
        self.weeks.setValue(_WEEKS)
        self.every.setRange(1, _MOST_EVERY)
        row = QHBoxLayout()
        for key, text, editor in (
            ("weeks", _("For so many weeks"), self.weeks),
            ("every", _("Every so many weeks"), self.every),
        ):
            self._fields[key] = FormField(text, editor)
            row.addWidget(self._fields[key], 1)
            editor.valueChanged.connect(lambda _value: self._plan())
        self.model = RowsModel[Planned](
            (
                Column(_("Day"), lambda one: lesson_words.day(one.lesson.day), width=150),
                Column(
                    _("State"),
                    lambda one: (
                        _("skipped: %(why)s") % {"why": one.skipped}
                        if one.skipped
                        else _("○ will be planned")
                    ),
                    tip=lambda one: one.skipped,
                    tone=lambda one: "warn" if one.skipped else "info",
                ),
            )
        )
        table = Table(self.model, "weekly", session.settings, _("The plan"))
        table.setMinimumSize(style.px(420), style.px(230))
        self.count = label("", "muted")
        self.body.addWidget(
            label(
                _("From %(day)s on, %(hour)s")
                % {"day": lesson_words.day(draft.day), "hour": lesson_words.hour(draft)}
            )
        )
        self.body.addLayout(row)
        self.body.addWidget(table)
        self.body.addWidget(self.count)
        self._show(())
        self._plan()
        self.weeks.setFocus()
        self.weeks.selectAll()

    def _plan(self) -> None:
        workspace, draft = self._session.workspace, self._draft
        weeks, every = self.weeks.value(), self.every.value()
        self._session.jobs.read(
            lambda _task: timetable.plan_weekly(workspace, draft, weeks, every),
            self._show,
            self._refuse,
            key="weekly",
            owner=self,
        )

    def _show(self, planned: Sequence[Planned]) -> None:
        self.planned = tuple(planned)
        self.model.show(self.planned)
        made = sum(not one.skipped for one in self.planned)
        skipped = len(self.planned) - made
        text = ngettext("Plan %(count)d lesson", "Plan %(count)d lessons", made)
        self.accept_button.setText(text % {"count": made})
        self.accept_button.setAccessibleName(self.accept_button.text())
        self.accept_button.setEnabled(made > 0)
        self.count.setText(_("Skipped: %(count)d.") % {"count": skipped} if skipped else "")
        self._fields["weeks"].fault()

    def _refuse(self, error: UserError) -> None:
        self._show(())
        self._fields["weeks"].fault(f"{error.message} {error.remedy}")
