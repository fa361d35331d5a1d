"""Measures an `.xls` before it is read: BIFF records in a compound file ([MS-XLS], [MS-CFB]).

The rectangle of a sheet is what its DIMENSIONS record claims, and what its cells reach.
"""

import struct
from collections.abc import Iterator

from nightschool.documents.sheets import limits

_END_OF_CHAIN = 0xFFFFFFFA
"""This and all above are marks, not sectors."""
_EOF, _FILE_PASS, _BOUND_SHEET, _STRINGS = 0x000A, 0x002F, 0x0085, 0x00FC
_DIMENSIONS, _MANY_NUMBERS = 0x0200, 0x00BD
_CELLS = frozenset({0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, _MANY_NUMBERS})
_SHORTEST_STRING = 3
_SHORTEST_STREAM = 4096
"""Shorter streams lie elsewhere in the file; spreadsheet programs fill up to this length."""


def check(data: bytes) -> None:
    """Raise a `UserError` unless this is an `.xls` that can be read without harm."""
    try:
        streams = _directory(data)
        if "EncryptedPackage" in streams:
            raise limits.encrypted()
        where = streams.get("Workbook") or streams.get("Book")
        if where is None:
            raise limits.another_kind()
        if where[1] < _SHORTEST_STREAM:
            raise limits.damaged()
        _measure(_chain(data, _sector_size(data), _table(data), where[0])[: where[1]])
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise limits.damaged() from error


def _sector_size(data: bytes) -> int:
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise limits.damaged()
    return 1 << int(shift)


def _sector(data: bytes, size: int, number: int) -> bytes:
    start = (number + 1) * size
    if start >= len(data):
        raise limits.damaged()
    return data[start : start + size]


def _table(data: bytes) -> list[int]:
    """Which sector follows which (FAT); its own sectors are listed in the header and beyond."""
    size = _sector_size(data)
    listed = list(struct.unpack_from("<109I", data, 76))
    (beyond,) = struct.unpack_from("<I", data, 68)
    while beyond < _END_OF_CHAIN:
        *more, beyond = _numbers(_sector(data, size, beyond))
        listed += more
        if len(listed) > len(data) // size + 2 * size:
            raise limits.damaged()
    table: list[int] = []
    for number in listed:
        if number < _END_OF_CHAIN:
            table.extend(_numbers(_sector(data, size, number)))
    return table


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _chain(data: bytes, size: int, table: list[int], number: int) -> bytes:
    sectors: list[bytes] = []
    while number < _END_OF_CHAIN:
        sectors.append(_sector(data, size, number))
        if len(sectors) * size > len(data):
            raise limits.damaged()
        number = table[number]
    return b"".join(sectors)


def _directory(data: bytes) -> dict[str, tuple[int, int]]:
    """Name of each stream to its first sector and its length in bytes; first of a name wins."""
    (start,) = struct.unpack_from("<I", data, 48)
    entries = _chain(data, _sector_size(data), _table(data), start)
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(entries) - 127, 128):
        name = entries[at : at + 64].decode("utf-16-le").split("\0", 1)[0]
        found.setdefault(name, struct.unpack_from("<2I", entries, at + 116))
    return found


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and length of each record up to the end of this part of the workbook."""
    at, last = start, len(stream) - 4
    unpack = struct.Struct("<HH").unpack_from
    while at <= last:
        kind, length = unpack(stream, at)
        yield kind, at + 4, length
        if kind == _EOF:
            return
        at += 4 + length


def _measure(stream: bytes) -> None:
    sheets: set[int] = set()
    strings = range(len(stream) // _SHORTEST_STRING + 1)
    for kind, at, _length in _records(stream, 0):
        if kind == _FILE_PASS:
            raise limits.encrypted()
        if kind == _STRINGS and struct.unpack_from("<i", stream, at + 4)[0] not in strings:
            raise limits.damaged()
        if kind == _BOUND_SHEET:
            (start,) = struct.unpack_from("<I", stream, at)
            if start in sheets:
                raise limits.damaged()
            sheets.add(start)
    total = sum(limits.check_rectangle(*_rectangle(stream, start)) for start in sheets)
    if total > limits.CELLS:
        raise limits.too_large()


def _rectangle(stream: bytes, start: int) -> tuple[int, int]:
    """Rows and columns that a sheet reaches, or claims to."""
    rows = columns = cells = 0
    unpack = struct.Struct("<HH").unpack_from
    for kind, at, length in _records(stream, start):
        if kind in _CELLS:
            row, column = unpack(stream, at)
            if kind == _MANY_NUMBERS:
                column = unpack(stream, at + length - 4)[1]
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            cells += 1
        elif kind == _DIMENSIONS:
            top, bottom, left, right = struct.unpack_from(
                "<2I2H" if length == 14 else "<4H", stream, at
            )
            if (bottom and top >= bottom) or (right and left >= right):
                raise limits.damaged()
            rows, columns = max(rows, bottom), max(columns, right)
        if cells > limits.TAGS:
            raise limits.too_large()
    return rows, columns
