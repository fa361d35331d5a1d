"""Where a person stands: of working age or why not, hours against the policy, papers."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nightschool.desktop import people_words as words
from nightschool.desktop import style
from nightschool.desktop.widgets import Card, button, label, muted
from nightschool.desktop.widgets.charts import Bars, Mark
from nightschool.domain import citizen_number, labels
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CourseKind
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person, StatusChange
from nightschool.domain.policy import Policy
from nightschool.domain.progress import PersonProgress
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.services.cards import PersonCard

_FULL = 100


class PersonStanding(QWidget):
    """The first thing that is shown of a person."""

    def __init__(
        self, reveal: Callable[[], object], open_certificate: Callable[[RowId], object]
    ) -> None:
        super().__init__()
        self._open = open_certificate
        self.why = label("", wrap=True)
        self.bars = Bars(_("Class hours by kind"), most=_FULL)
        self.needs = label("", wrap=True)
        self.attended = muted()
        hours = Card(_("Rotation"), self.why, self.bars, self.needs, self.attended)
        self._papers = Card(_("Certificates"))
        self._list = QVBoxLayout()
        self._papers.body.addLayout(self._list)
        self.number = label()
        self.number.setObjectName("citizen-no")
        self.show_button = button(
            _("Show"), reveal, icon="eye", kind="quiet", name=_("Show the whole ID number")
        )
        self.register = muted()
        row = QHBoxLayout()
        row.addWidget(self.number)
        row.addWidget(self.show_button)
        row.addStretch()
        numbers = Card(_("Register entry"))
        numbers.body.addLayout(row)
        numbers.body.addWidget(self.register)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(10))
        for card in (hours, self._papers, numbers):
            layout.addWidget(card)
        layout.addStretch()

    def show_card(self, card: "PersonCard", policy: Policy, on: date) -> None:
        """Show another person, or the same anew."""
        progress = card.progress
        self.why.setText(words.why_due(progress, policy, on))
        self.bars.show_marks(_marks(progress, policy))
        self._show_needs(progress)
        self._show_papers(card.certificates)
        self._show_numbers(card.person, card.way)

    def show_number(self, number: str) -> None:
        """The whole ID number, until another person is shown."""
        self.number.setText(_("ID number: %(number)s") % {"number": number})
        self.show_button.hide()

    def _show_needs(self, progress: PersonProgress) -> None:
        needs = words.missing(progress.missing)
        if progress.complete:
            self.needs.setText(_("✓ The rotation is complete."))
        else:
            self.needs.setText(_("Still needs: %(what)s") % {"what": needs} if needs else "")
        self.needs.setVisible(progress.complete or (progress.due and bool(needs)))
        hours = progress.hours
        if hours.called:
            text = _("Attended %(attended)d of %(called)d lessons, last on %(day)s.")
            facts = {"attended": hours.attended, "called": hours.called}
            self.attended.setText(text % (facts | {"day": hours.last_day or "–"}))
        else:
            self.attended.setText(_("Has not been on a finished roll yet."))

    def _show_papers(self, certificates: Sequence[Certificate]) -> None:
        while self._list.count():
            self._list.takeAt(0).widget().deleteLater()
        for one in certificates:
            text = f"{labels.label(one.kind)} {one.number} · {one.issued_on}"
            if one.voided_on:
                text = _("%(certificate)s (void)") % {"certificate": text}
            self._list.addWidget(_opener(text, partial(self._open, one.id)))
        self._papers.setVisible(bool(certificates))

    def _show_numbers(self, one: Person, way: Sequence[StatusChange]) -> None:
        if one.citizen_no:
            number = citizen_number.masked(one.citizen_no)
            self.number.setText(_("ID number: %(number)s") % {"number": number})
        else:
            self.number.setText(_("ID number: not known yet"))
        self.show_button.setVisible(bool(one.citizen_no))
        self.register.setText("\n".join(_on_register(one, way)))


def _opener(text: str, slot: Callable[[], object]) -> QWidget:
    return button(text, slot, icon="certificate", kind="quiet")


def _marks(progress: PersonProgress, policy: Policy) -> list[Mark]:
    """All hours and those of each kind; a full bar is what the policy asks for."""
    total = progress.hours.total
    marks = [_mark(_("all"), total, policy.half_hours, strong=True)]
    for kind in CourseKind:
        got = progress.hours.by_kind.get(kind, 0)
        if kind is CourseKind.TECHNOLOGY:
            marks.append(_mark(labels.label(kind), got, policy.technology_half_hours, strong=True))
        else:
            marks.append(_mark(labels.label(kind), got, policy.half_hours, strong=False))
    return marks


def _mark(name: str, got: int, asked: int, *, strong: bool) -> Mark:
    share = _FULL * got / asked if asked else _FULL
    text = words.hours(got)
    if strong:
        text = _("%(hours)s of %(asked)s") % {"hours": text, "asked": words.hours(asked)}
    return Mark(name, share, text, "good" if strong and got >= asked else "accent")


def _on_register(one: Person, way: Sequence[StatusChange]) -> list[str]:
    lines = [labels.label(one.belonging)]
    if one.person_no:
        lines.append(_("Person number: %(number)s") % {"number": one.person_no})
    if one.disability_no:
        number = citizen_number.masked(one.disability_no)
        lines.append(_("Disability certificate: %(number)s") % {"number": number})
    for step in way:
        since = f" · {step.since}" if step.since else ""
        lines.append(f"{labels.label(step.status)}{since}")
    if one.came_on:
        lines.append(_("Came on %(day)s") % {"day": one.came_on})
    if one.left_on:
        lines.append(words.left(one.left_on, one.left_reason))
    if one.phone:
        lines.append(_("Phone: %(phone)s") % {"phone": one.phone})
    return lines
