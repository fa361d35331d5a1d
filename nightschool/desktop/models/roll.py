"""The people of a roll call as seats, in the order of their row numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nightschool.domain import labels, pinyin
from nightschool.domain.codes import Mark
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.domain.roll import Attendance
from nightschool.i18n import _

Index = QModelIndex | QPersistentModelIndex
SEAT = Qt.ItemDataRole.UserRole
FAINT = Qt.ItemDataRole.UserRole + 1
"""Whether what is searched for leaves this seat out."""

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Seat:
    """One person of the roll; numbers stay while the roll is on the screen."""

    number: int
    person: Person
    line: Attendance

    def found_by(self, typed: str) -> bool:
        """By the row number as it begins, by initials or pinyin, or by characters."""
        if typed.isdecimal():
            return str(self.number).startswith(typed)
        return pinyin.matches(self.person.name, typed)

    def meant_by(self, typed: str) -> bool:
        """Whether what was typed is this seat's number or initials, whole."""
        return typed in (str(self.number), pinyin.initials(self.person.name))


class RollModel(QAbstractListModel):
    """All seats, or those with one mark alone; a search only dims the others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seats: tuple[Seat, ...] = ()
        self._shown: list[int] = []
        self._only: Mark | None = None
        self._typed = ""
        self._hits: frozenset[int] = frozenset()

    def show(self, people: Iterable[tuple[Person, Attendance]]) -> None:
        """Seat these people; who sits here already keeps the number, who is new comes after."""
        known = {seat.person.id: seat.number for seat in self.seats}
        arrived = list(people)
        here = [one for one in arrived if one[0].id in known]
        new = [one for one in arrived if one[0].id not in known]
        here.sort(key=lambda one: known[one[0].id])
        last = max(known.values(), default=0)
        seats = [Seat(known[person.id], person, line) for person, line in here]
        seats += [Seat(last + at, person, line) for at, (person, line) in enumerate(new, 1)]
        self._reset(tuple(seats))

    def clear(self) -> None:
        """Another lesson: numbers begin anew."""
        self._reset(())

    def mark(self, lines: Mapping[RowId, Attendance]) -> None:
        """Show other lines of people who sit here."""
        self.seats = tuple(
            replace(seat, line=lines[seat.person.id]) if seat.person.id in lines else seat
            for seat in self.seats
        )
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def only(self, mark: Mark | None) -> None:
        """Show the seats with this mark alone; None shows all. Marking moves nobody away."""
        self._only = mark
        self._reset(self.seats)

    def search(self, typed: str) -> list[int]:
        """Dim whom this does not find; returns the rows found, the likeliest first."""
        self._typed = typed
        rows = [row for row, at in enumerate(self._shown) if self.seats[at].found_by(typed)]
        self._hits = frozenset(rows)
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [FAINT])
        return sorted(rows, key=lambda row: not self.seats[self._shown[row]].meant_by(typed))

    def seat(self, index: Index) -> Seat | None:
        """The seat of a row."""
        return self.seats[self._shown[index.row()]] if index.isValid() else None

    def row_of(self, person: RowId) -> int | None:
        """The row of a person; None where the person is not shown."""
        for row, at in enumerate(self._shown):
            if self.seats[at].person.id == person:
                return row
        return None

    def counts(self) -> Mapping[Mark, int]:
        """How many of the roll bear each mark."""
        counted = dict.fromkeys(Mark, 0)
        for seat in self.seats:
            counted[seat.line.mark] += 1
        return counted

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        seat = self.seat(index)
        if seat is None:
            return None
        if role == SEAT:
            return seat
        if role == FAINT:
            return bool(self._typed) and index.row() not in self._hits
        if role == Qt.ItemDataRole.DisplayRole:
            return seat.person.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return said(seat)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said(seat)
        return None

    def _reset(self, seats: tuple[Seat, ...]) -> None:
        self.beginResetModel()
        self.seats = seats
        self._shown = _rows(seats, self._only)
        self._typed, self._hits = "", frozenset()
        self.endResetModel()


def said(seat: Seat) -> str:
    """A seat in words: “3 沙马拉且: late”, with corrected hours and the remark."""
    text = f"{seat.number} {seat.person.name}: {labels.label(seat.line.mark)}"
    if seat.line.half_hours is not None:
        text += _(", %(hours)g class hours") % {"hours": seat.line.half_hours / 2}
    return f"{text} ({seat.line.remark})" if seat.line.remark else text


def _rows(seats: Sequence[Seat], only: Mark | None) -> list[int]:
    return [at for at, seat in enumerate(seats) if only is None or seat.line.mark is only]
