"""Measures an `.xlsx` before it is read: a ZIP of XML, in which little can stand for very much.

Members are unpacked in pieces and never kept. Counted are what a reader would keep: the rectangle
of each sheet, by the references of cells that hold something (blank cells with a style reach far
in honest files), shared strings, and how much text the cells make of them.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

from nightschool.documents.sheets import limits

_PIECE = 1 << 18
_ENCRYPTED = 1
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^/>]*(/?)>')
_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_REFERENCE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']\s*([A-Za-z]*)([0-9]*)")
_TABLE = re.compile(rb"<(?:[\w.-]+:)?sst(?:\s[^>]*)?>")
_END_OF_STRING = re.compile(rb"</(?:[\w.-]+:)?si\s*>|<(?:[\w.-]+:)?si\s*/>")
_SHARED = re.compile(rb">\s*([0-9]{1,8})\s*</(?:[\w.-]+:)?v")


def check(data: bytes) -> None:
    """Raise a `UserError` unless this is an `.xlsx` that can be read without harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
            tally = _measure(archive)
            if tally.longest_string * tally.cells > limits.TEXT_BYTES:
                _check_text(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise limits.damaged() from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename.lower() for member in members}
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise limits.encrypted()
    if "xl/workbook.xml" not in names:
        raise limits.another_kind()
    if len(names) != len(members):
        raise limits.damaged()
    size = sum(member.file_size for member in members)
    if len(members) > limits.MEMBERS or size > limits.UNPACKED_BYTES:
        raise limits.too_large()


class _Tally:
    """What has been counted over all members."""

    def __init__(self) -> None:
        self.unpacked = self.tags = self.strings = self.merges = 0
        self.cells = self.rectangles = self.longest_string = 0

    def check(self) -> None:
        if (
            self.unpacked > limits.UNPACKED_BYTES
            or self.tags > limits.TAGS
            or self.strings > limits.STRINGS
            or self.merges > limits.MERGES
            or self.rectangles > limits.CELLS
        ):
            raise limits.too_large()


class _Extent:
    """The last row and column that hold something in one sheet, counted from 1."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row, self._column = 1, 0

    def feed(self, piece: bytes, tally: _Tally) -> None:
        """Count the cells of a piece that begins and ends between tags."""
        cells = _CELL.findall(piece)
        if piece.count(b"<c") == len(cells) and b":c" not in piece:
            tally.tags += len(cells)
            tally.cells += len(cells)
            self._take(cells)
        else:
            self._follow(piece, tally)

    def _take(self, cells: list[tuple[bytes, bytes, bytes]]) -> None:
        full = [(letters, digits) for letters, digits, closed in cells if not closed]
        columns = {letters for letters, _ in full}
        rows = {digits for _, digits in full}
        self.columns = max(self.columns, *map(_number_of, columns), 0)
        self.rows = max(self.rows, *map(int, rows), 0)
        if cells:
            self._row, self._column = int(cells[-1][1]), _number_of(cells[-1][0])

    def _follow(self, piece: bytes, tally: _Tally) -> None:
        """Tags in any other spelling; cells without reference stand beside the one before."""
        for name, attributes in _TAG.findall(piece):
            tally.tags += 2
            if tally.tags > limits.TAGS:
                raise limits.too_large()
            reference = _REFERENCE.search(attributes)
            if name == b"row":
                self._row = int(reference[2] or 1) if reference else self._row + 1
                self._column = 0
                continue
            tally.cells += 1
            self._column += 1
            if reference:
                self._column = _number_of(reference[1].upper())
                self._row = int(reference[2] or self._row)
            if not attributes.endswith(b"/"):
                self.rows = max(self.rows, self._row)
                self.columns = max(self.columns, self._column)


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Strings:
    """The lengths in bytes of the shared strings of a member, where it is the table of them."""

    def __init__(self) -> None:
        self.longest = 0
        self._is_table = False
        self._begun = 0

    def feed(self, piece: bytes) -> list[int]:
        """The lengths of the strings that end in this piece."""
        if not self._is_table:
            begin = _TABLE.search(piece) if b"sst" in piece else None
            if begin is None:
                return []
            self._is_table, piece = True, piece[begin.end() :]
        *ended, rest = map(len, _END_OF_STRING.split(piece))
        if ended:
            ended[0] += self._begun
            self._begun = 0
        self._begun += rest
        self.longest = max(self.longest, self._begun, *ended)
        return ended


def _measure(archive: zipfile.ZipFile) -> _Tally:
    tally = _Tally()
    for member in archive.infolist():
        extent, strings = _Extent(), _Strings()
        for piece in _pieces(archive, member):
            tally.unpacked += len(piece)
            tally.merges += piece.count(b"mergeCell ")
            tally.strings += len(strings.feed(piece))
            tally.longest_string = max(tally.longest_string, strings.longest)
            extent.feed(piece, tally)
            tally.check()
        tally.rectangles += limits.check_rectangle(extent.rows, extent.columns)
        tally.check()
    return tally


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes, cut only where a tag begins or inside text."""
    rest = b""
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            piece = rest + piece
            cut = piece.rfind(b"<")
            if cut < 0 or b">" in piece[cut:]:
                cut = len(piece)
            if len(piece) - cut > _PIECE:
                raise limits.damaged()
            rest = piece[cut:]
            yield piece[:cut]
    yield rest


def _check_text(archive: zipfile.ZipFile) -> None:
    """Count exactly: each cell's string by its number in the table of shared strings."""
    lengths: dict[int, int] = {}
    used: Counter[int] = Counter()
    for member in archive.infolist():
        strings, number = _Strings(), 0
        for piece in _pieces(archive, member):
            for length in strings.feed(piece):
                lengths[number] = max(lengths.get(number, 0), length)
                number += 1
            used.update(map(int, _SHARED.findall(piece)))
    if sum(count * lengths.get(number, 0) for number, count in used.items()) > limits.TEXT_BYTES:
        raise limits.too_large()
