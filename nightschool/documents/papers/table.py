"""Tables over many pages: cells wrap, rows never part, the head stands on each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nightschool.documents.fonts import SANS, SANS_BOLD
from nightschool.documents.papers.page import GREEN, INK, PALE, Surface, lines_of
from nightschool.documents.pdf import MM

LEADING = 1.3
PAD = 1.4 * MM
_MOST_LINES = 14
"""Of one cell: what is longer ends with ….  A remark of a page would push all else away."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its share of the width (in mm where all add up to it), and how its cells stand."""

    title: str
    width: float
    align: float = 0
    bold: bool = False
    size: float = 0
    """Of the cells' letters, where it is not the table's."""
    once: bool = False
    """A value that the row above has too is not written again on the same page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `band` is one title across, `strong` a sum, `shade` a pale ground."""

    cells: Sequence[str]
    band: bool = False
    strong: bool = False
    shade: bool = False


@dataclass(frozen=True, slots=True)
class _Set:
    """A row as it will stand: its lines, and how high it is."""

    row: Row
    lines: tuple[tuple[str, ...], ...]
    height: float


@dataclass(slots=True)
class Table:
    """Columns and rows set for a width in points."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    width: float
    size: float = 9
    least: float = 6.5 * MM
    """How high a row is at least."""
    _set: list[_Set] = field(init=False)
    _head: _Set = field(init=False)

    def __post_init__(self) -> None:
        titles = Row([column.title for column in self.columns], strong=True)
        self._head = self._setting(titles, least=7.5 * MM)
        self._set = [self._setting(row, self.least) for row in self.rows]

    @property
    def head_height(self) -> float:
        return self._head.height

    def pages(self, first: float, other: float) -> list[range]:
        """The rows of each page, where `first` and `other` points are free for head and rows.

        A band never stands last on a page. There is at least one page, perhaps without rows.
        """
        starts, room = [0], first - self.head_height
        for number, each in enumerate(self._set):
            held = each.height
            if each.row.band and number + 1 < len(self._set):
                held += self._set[number + 1].height
            if held > room and number > starts[-1]:
                starts.append(number)
                room = other - self.head_height
            room -= each.height
        return [range(*pair) for pair in pairwise([*starts, len(self._set)])]

    def height(self, rows: range) -> float:
        """How high head and rows stand."""
        return self.head_height + sum(self._set[number].height for number in rows)

    def draw(self, surface: Surface, x: float, top: float, rows: range) -> float:
        """Draw head and rows from `top` down; returns where they end."""
        edges = self._edges(x)
        y = top - self._head.height
        surface.box(x, y, self.width, self._head.height, fill=PALE)
        for place, lines in enumerate(self._head.lines):
            self._cell(surface, edges[place], edges[place + 1], y, self._head, lines, 0.5)
        above: Sequence[str] = ()
        for number in rows:
            each = self._set[number]
            y -= each.height
            self._row(surface, edges, y, each, above)
            surface.rule(x, y + each.height, x + self.width, y + each.height, 0.4)
            above = () if each.row.band else each.row.cells
        surface.rule(x, top, x + self.width, top, 0.9, GREEN)
        surface.rule(x, y, x + self.width, y, 0.9, GREEN)
        self._verticals(surface, edges, top, rows)
        return y

    def _row(
        self, surface: Surface, edges: list[float], y: float, each: _Set, above: Sequence[str]
    ) -> None:
        surface.mention("".join(each.row.cells))
        if each.row.shade or each.row.band or each.row.strong:
            surface.box(edges[0], y, self.width, each.height, fill=PALE)
        if each.row.band:
            self._cell(surface, edges[0], edges[-1], y, each, each.lines[0], 0)
            return
        for place, lines in enumerate(each.lines):
            column = self.columns[place]
            if column.once and above and above[place] == each.row.cells[place]:
                continue
            align, size = column.align, column.size
            self._cell(
                surface, edges[place], edges[place + 1], y, each, lines, align, column.bold, size
            )

    def _cell(
        self,
        surface: Surface,
        left: float,
        right: float,
        y: float,
        each: _Set,
        lines: Sequence[str],
        align: float,
        bold: bool = False,
        size: float = 0,
    ) -> None:
        """Lines in the middle of the row's height."""
        size = size or self.size
        strong = bold or each.row.strong or each.row.band
        chain = SANS_BOLD if strong else SANS
        x = left + PAD + align * (right - left - 2 * PAD)
        line_y = y + each.height / 2 + (len(lines) / 2 * LEADING - 1) * size + 0.02 * size
        for line in lines:
            surface.write(x, line_y, line, size, chain, INK, align)
            line_y -= LEADING * size

    def _verticals(self, surface: Surface, edges: list[float], top: float, rows: range) -> None:
        for piece_top, piece_bottom in self._pieces(top, rows):
            for edge in edges[1:-1]:
                surface.rule(edge, piece_top, edge, piece_bottom, 0.4)

    def _pieces(self, top: float, rows: range) -> Iterator[tuple[float, float]]:
        """From where to where columns are parted: not through bands."""
        start = y = top
        for each in [self._head, *(self._set[number] for number in rows)]:
            if each.row.band:
                yield start, y
                start = y - each.height
            y -= each.height
        yield start, y

    def _edges(self, x: float) -> list[float]:
        scale = self.width / sum(column.width for column in self.columns)
        edges = [x]
        for column in self.columns:
            edges.append(edges[-1] + column.width * scale)
        return edges

    def _setting(self, row: Row, least: float) -> _Set:
        edges = self._edges(0)
        lines: tuple[tuple[str, ...], ...]
        if row.band:
            lines = (tuple(lines_of(row.cells[0], self.size, self.width - 2 * PAD, SANS_BOLD, 2)),)
        else:
            lines = tuple(
                tuple(
                    lines_of(
                        cell,
                        column.size or self.size,
                        right - left - 2 * PAD,
                        SANS_BOLD if row.strong or column.bold else SANS,
                        _MOST_LINES,
                    )
                )
                for cell, column, (left, right) in zip(
                    row.cells, self.columns, pairwise(edges), strict=True
                )
            )
        sizes = [self.size] if row.band else [column.size or self.size for column in self.columns]
        high = max(
            len(cell) * LEADING * size + 1.6 * MM for cell, size in zip(lines, sizes, strict=True)
        )
        return _Set(row, lines, max(least, high))
