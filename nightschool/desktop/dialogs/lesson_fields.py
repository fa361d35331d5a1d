"""Fields of a lesson: what is told of them, and days and hours by the keys."""

from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QDoubleSpinBox, QTimeEdit, QVBoxLayout, QWidget

from nightschool.desktop.widgets import FormField

_MINUTES = 5


class Field(FormField):
    """Besides its fault it shows what to think about, or else a note."""

    def __init__(self, text: str, editor: QWidget) -> None:
        super().__init__(text, editor)
        self._note = ""

    def tell_in(self, below: QVBoxLayout) -> None:
        """Tell across the whole row, not in the width of a short field."""
        for one in (self._hint, self._fault):
            below.addWidget(one)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        for one in (self._hint, self._fault):
            one.setVisible(visible and bool(one.text()))

    def note(self, text: str) -> None:
        """What stands below while there is nothing to think about."""
        self._note = text
        self.hint("")

    def hint(self, text: str) -> None:
        """What to think about; it forbids nothing."""
        self._hint.setText(f"! {text}" if text else self._note)
        self._hint.setVisible(bool(text or self._note))


class _Still:
    """Never changed by a wheel that passes over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Day(_Still, QDateEdit):
    """Up and Down go from day to day, also into the next month."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setSelectedSection(QDateEdit.Section.DaySection)

    def stepBy(self, steps: int) -> None:
        if self.currentSection() == QDateEdit.Section.DaySection:
            self.setDate(self.date().addDays(steps))
            self.setSelectedSection(QDateEdit.Section.DaySection)
        else:
            super().stepBy(steps)


class Hour(_Still, QTimeEdit):
    """Up and Down go five minutes at a time."""

    def stepBy(self, steps: int) -> None:
        many = self.currentSection() == QTimeEdit.Section.MinuteSection
        super().stepBy(steps * _MINUTES if many else steps)


class Hours(_Still, QDoubleSpinBox):
    """Class hours."""
