"""Which row is the header, and which column holds which field.

Exports have title rows above the header, blank rows and columns, group titles over sub-titles,
and columns in any order. The header is the row, or pair of rows, in which most different fields
are named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from nightschool.domain.roster import preamble
from nightschool.domain.roster.cells import Cell, Sheet, squeezed
from nightschool.domain.roster.fields import Field, field_of, is_not_read, title_key
from nightschool.domain.roster.preamble import Place
from nightschool.errors import UserError
from nightschool.i18n import N_, _

SEARCHED_ROWS = 100
"""A header further down is none."""
_LONGEST_TITLE = 60
_FEWEST_FIELDS = 3

Titles = list[str]


class Standing(Enum):
    """What became of a column."""

    READ = "read"
    REMEMBERED = "remembered"
    """Read, because its unknown title was mapped by hand."""
    REPEATED = "repeated"
    """Another column to the left holds the same field."""
    IGNORED = "ignored"
    """Known for something that is not needed."""
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """For people."""
        return _(_STANDINGS[self])


_STANDINGS: Mapping[Standing, str] = {
    Standing.READ: N_("read"),
    Standing.REMEMBERED: N_("read, as told before"),
    Standing.REPEATED: N_("not read: another column holds the same"),
    Standing.IGNORED: N_("not needed"),
    Standing.UNKNOWN: N_("not known"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One titled column."""

    index: int
    """From 0."""
    title: str
    """As it stands in the file, blanks removed; group and sub-title joined where both count."""
    standing: Standing
    field: Field | None = None

    @property
    def key(self) -> str:
        """Under which a mapping by hand is remembered."""
        return title_key(self.title)

    @property
    def letter(self) -> str:
        """The spreadsheet's own name of the column: A, B … AA."""
        number, letters = self.index + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(frozen=True, slots=True)
class Layout:
    """How one sheet is to be read."""

    first_header_row: int
    """From 1, as the spreadsheet numbers it."""
    last_header_row: int
    columns: tuple[Column, ...]
    header_keys: frozenset[str]
    """All titles, by which a header that is repeated on each page is known."""
    stated_on: date | None
    """The day that the title rows give for the figures."""
    place: Place

    @property
    def at(self) -> dict[Field, int]:
        """Field to index of the column that it is read from."""
        read = (Standing.READ, Standing.REMEMBERED)
        return {one.field: one.index for one in self.columns if one.field and one.standing in read}

    @property
    def titles(self) -> dict[Field, str]:
        """Field to its title in this file."""
        title = {column.index: column.title for column in self.columns}
        return {field: title[index] for field, index in self.at.items()}

    def of(self, standing: Standing) -> tuple[Column, ...]:
        """The columns that fared like this."""
        return tuple(column for column in self.columns if column.standing is standing)

    def require(self) -> None:
        """Raise a `UserError` unless people can be told apart by what is read."""
        at = self.at
        if Field.NAME not in at:
            raise UserError(_("The roster has no column for the name (姓名)."), self._way_out())
        if Field.PERSON_NO not in at and Field.CITIZEN_NO not in at:
            raise UserError(
                _("The roster has neither person numbers (人编号) nor ID numbers (证件号码)."),
                self._way_out(),
            )

    def _way_out(self) -> str:
        unknown = "、".join(column.title for column in self.of(Standing.UNKNOWN))
        if not unknown:
            return _("Export the roster again with that column.")
        return _("Say which of these columns it is: %(titles)s.") % {"titles": unknown}


@dataclass(frozen=True, slots=True)
class Found:
    """The sheet of a file that holds the roster."""

    sheet: Sheet
    layout: Layout
    also: tuple[str, ...]
    """Names of other sheets with a header, which are not read."""


def find(sheets: Iterable[Sheet], remembered: Mapping[str, Field] | None = None) -> Found:
    """The sheet whose header names most fields, the first of equals.

    Raises `UserError` where no sheet has a header.
    """
    best: tuple[Sheet, Layout] | None = None
    headed: list[str] = []
    for sheet in sheets:
        layout = understand(sheet.rows, remembered)
        if layout is None:
            continue
        headed.append(sheet.name)
        if best is None or len(layout.at) > len(best[1].at):
            best = sheet, layout
    if best is None:
        raise UserError(
            _("No row with the register's titles (姓名, 人编号, 证件号码 …) was found."),
            _("Export the roster with its header, in the first %(rows)d rows.")
            % {"rows": SEARCHED_ROWS},
        )
    return Found(*best, also=tuple(name for name in headed if name != best[0].name))


def understand(
    rows: Sequence[Sequence[Cell]], remembered: Mapping[str, Field] | None = None
) -> Layout | None:
    """Find the header among the first rows; None where no row looks like one.

    `remembered` maps keys of titles (`Column.key`) that no list knows to the field they hold.
    """
    mapped = remembered or {}
    best: tuple[tuple[bool, int], int, int, Titles] | None = None
    for last in range(min(len(rows), SEARCHED_ROWS)):
        single = [_title(cell) for cell in rows[last]]
        candidates = [(1, single)]
        if last:
            candidates.append(
                (2, _joined([_title(cell) for cell in rows[last - 1]], single, mapped))
            )
        for depth, titles in candidates:
            score = _score(titles, mapped)
            if score[1] and (best is None or score > best[0]):
                best = score, last, depth, titles
    if best is None:
        return None
    _best_score, last, depth, titles = best
    return _layout(rows, last - depth + 1, last, titles, mapped)


def _title(cell: Cell) -> str:
    words = squeezed(cell) if isinstance(cell, str) else ""
    return words if len(words) <= _LONGEST_TITLE else ""


def _score(titles: Titles, mapped: Mapping[str, Field]) -> tuple[bool, int]:
    """Whether there is a name, and how many fields are named; 0 where it is no header."""
    fields = {field for title in titles if title and (field := field_of(title, mapped))}
    enough = len(fields) >= (2 if Field.NAME in fields else _FEWEST_FIELDS)
    return Field.NAME in fields, len(fields) if enough else 0


def _joined(upper: Titles, lower: Titles, mapped: Mapping[str, Field]) -> Titles:
    """One title a column out of a group row and the row below it."""
    width = max(len(upper), len(lower))
    upper, lower = (row + [""] * (width - len(row)) for row in (upper, lower))
    joined, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        joined.append(_join(group, below, mapped) if below else above)
    return joined


def _join(group: str, title: str, mapped: Mapping[str, Field]) -> str:
    """The first of 户主+姓名, 户+联系电话 and 姓名 that is known, else the sub-title."""
    stem = title_key(group).removesuffix("信息").removesuffix("情况").removesuffix("基本")
    for words in (stem + title, title + stem) if group != title else ():
        if field_of(words, mapped) or is_not_read(words):
            return words
    return title


def _layout(
    rows: Sequence[Sequence[Cell]],
    first: int,
    last: int,
    titles: Titles,
    mapped: Mapping[str, Field],
) -> Layout:
    columns: list[Column] = []
    seen: set[Field] = set()
    for index, title in enumerate(titles):
        if title:
            columns.append(_column(index, title, mapped, seen))
    keys = {title_key(cell) for row in (titles, *rows[first : last + 1]) for cell in row}
    above = rows[:first]
    return Layout(
        first_header_row=first + 1,
        last_header_row=last + 1,
        columns=tuple(columns),
        header_keys=frozenset(keys - {""}),
        stated_on=preamble.stated_day(above),
        place=preamble.place(above),
    )


def _column(index: int, title: str, mapped: Mapping[str, Field], seen: set[Field]) -> Column:
    field = field_of(title, mapped)
    if field is None:
        return Column(index, title, Standing.IGNORED if is_not_read(title) else Standing.UNKNOWN)
    if field in seen:
        return Column(index, title, Standing.REPEATED, field)
    seen.add(field)
    by_hand = title_key(title) in mapped
    return Column(index, title, Standing.REMEMBERED if by_hand else Standing.READ, field)
