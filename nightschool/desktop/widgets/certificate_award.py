"""What certificates shall be given for: their kind and day, and what the kind asks besides."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nightschool import clock
from nightschool.desktop import style
from nightschool.desktop.dialogs.people_moves import DayEdit
from nightschool.desktop.widgets import FlowLayout, FormField, button, muted
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.desktop.widgets.views import Views
from nightschool.domain import labels
from nightschool.domain.codes import CertificateKind
from nightschool.domain.course import Course
from nightschool.i18n import _
from nightschool.services.certificate_drafts import Award, Decision

_KINDS = (
    CertificateKind.COMPLETION,
    CertificateKind.ATTENDANCE,
    CertificateKind.SKILL,
    CertificateKind.HONOUR,
)
_WIDE, _NARROW = 200, 130


class AwardForm(QWidget):
    """`changed`: others may be entitled now; `worded`: the same people, for something else."""

    changed = Signal()
    worded = Signal()
    assess = Signal()
    """An assessment is to be recorded."""

    def __init__(self) -> None:
        super().__init__()
        self._courses: tuple[Course, ...] = ()
        self.kind, self.course = Choice(), Choice()
        self.day, self.first, self.last, self.decided = DayEdit(), DayEdit(), DayEdit(), DayEdit()
        self.reason, self.by = QLineEdit(), QLineEdit()
        self.reason_field = FormField(_("Honoured for"), self.reason)
        self.by_field = FormField(_("Decided by"), self.by)
        for kind in _KINDS:
            self.kind.addItem(labels.label(kind), kind.value)
        self.first.set_day(clock.today().replace(month=1, day=1))
        self._build()
        self._connect()

    @property
    def chosen(self) -> CertificateKind:
        """The kind."""
        return _KINDS[self.kind.currentIndex()]

    @property
    def on(self) -> date:
        """The day that the certificates bear."""
        return self.day.day

    def award(self) -> Award:
        """What is asked for now."""
        match self.chosen:
            case CertificateKind.ATTENDANCE:
                at = self.course.currentIndex() - 1
                course = self._courses[at].id if at >= 0 else None
                return Award(self.chosen, self.first.day, self.last.day, course)
            case CertificateKind.HONOUR:
                decision = Decision(self.reason.text(), self.decided.day, self.by.text())
                return Award(self.chosen, decision=decision)
            case _:
                return Award(self.chosen)

    def offer(self, courses: Sequence[Course]) -> None:
        """The courses whose hours may be certified; the chosen one stays."""
        if tuple(courses) == self._courses:
            return
        chosen = self.course.currentText()
        self._courses = tuple(courses)
        self.course.blockSignals(True)
        self.course.clear()
        self.course.addItems([_("All courses"), *(one.title for one in courses)])
        self.course.setCurrentIndex(max(self.course.findText(chosen), 0))
        self.course.blockSignals(False)

    def is_whole(self) -> bool:
        """Whether nothing is missing; what is stands at its field."""
        if self.chosen is not CertificateKind.HONOUR:
            return True
        lacking = _("Fill this in: it stands on the certificate.")
        for field, editor in ((self.by_field, self.by), (self.reason_field, self.reason)):
            field.fault("" if editor.text().strip() else lacking)
            if field.faulty:
                editor.setFocus()
        return not (self.reason_field.faulty or self.by_field.faulty)

    def _show_kind(self) -> None:
        self._asks.show_view(self._views[self.chosen])
        self.changed.emit()

    def _build(self) -> None:
        test = button(_("Record an assessment …"), self.assess.emit, icon="clipboard-check")
        test.setObjectName("record-assessment")
        period = (
            FormField(_("First day"), self.first),
            FormField(_("Last day"), self.last),
            FormField(_("Course"), self.course),
        )
        honour = (self.reason_field, self.by_field, FormField(_("Decided on"), self.decided))
        self._views = {
            CertificateKind.COMPLETION: _part(
                muted(_("Who has completed the rotation and holds no certificate of it."))
            ),
            CertificateKind.ATTENDANCE: _part(_flow(*period)),
            CertificateKind.SKILL: _part(
                muted(_("Who passed an assessment and holds no certificate of the skill.")),
                _flow(test),
            ),
            CertificateKind.HONOUR: _part(_flow(*honour)),
        }
        self._asks = Views(*(self._views[kind] for kind in _KINDS))
        for editor in (self.kind, self.course, self.reason, self.by):
            editor.setMinimumWidth(style.px(_WIDE))
        for day in (self.day, self.first, self.last, self.decided):
            day.setMinimumWidth(style.px(_NARROW))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(8))
        layout.addWidget(
            _flow(FormField(_("Kind"), self.kind), FormField(_("Day of issue"), self.day))
        )
        layout.addWidget(self._asks)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _index: self._show_kind())
        self.course.currentIndexChanged.connect(lambda _index: self.changed.emit())
        for day in (self.day, self.first, self.last):
            day.dateChanged.connect(lambda _day: self.changed.emit())
        self.decided.dateChanged.connect(lambda _day: self.worded.emit())
        for text in (self.reason, self.by):
            text.textChanged.connect(lambda _text: self.worded.emit())


def _flow(*parts: QWidget) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, gap=style.px(10))
    for part in parts:
        flow.addWidget(part)
    return made


def _part(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    return made
