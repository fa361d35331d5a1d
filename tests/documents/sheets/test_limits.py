"""Files made to harm: each is refused for what it is, with little memory."""

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nightschool.documents import sheets
from nightschool.errors import UserError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = f'<worksheet xmlns="{MAIN}"><sheetData>'
TAIL = "</sheetData></worksheet>"


def xlsx(sheet: str | Iterator[str], strings: str = "", **more: str) -> bytes:
    """A workbook of one sheet with this XML; `more` maps other members to their text."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        if strings:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        for name, text in more.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as member:
            for piece in [sheet] if isinstance(sheet, str) else sheet:
                member.write(piece.encode())
    return data.getvalue()


def zeros() -> Iterator[str]:
    yield HEAD
    for _piece in range(200):
        yield " " * (1 << 20)
    yield TAIL


def cell(reference: str, text: str = "x") -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(cells: str, tag: str = "<row>") -> str:
    return f"{HEAD}{tag}{cells}</row>{TAIL}"


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


BOF = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
EOF = record(0x0A, b"")


def label(row: int, column: int, text: str) -> bytes:
    head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
    return record(0x204, head + text.encode("utf-16-le"))


def dimensions(*ends: int) -> bytes:
    return record(0x200, struct.pack("<IIHHH", *ends, 0))


def xls(cells: bytes, globals_: bytes = b"", stream: str = "Workbook") -> bytes:
    """An old workbook of one sheet: BIFF8 records in a compound file."""
    name = struct.pack("<BB", 1, 0) + b"a"
    length = len(BOF) + len(globals_) + 4 + 6 + len(name) + len(EOF)
    bound = record(0x85, struct.pack("<IBB", length, 0, 0) + name)
    body = BOF + globals_ + bound + EOF + BOF + cells + EOF
    body += bytes(max(4096 - len(body), -len(body) % 512))
    body += bytes(-len(body) % 512)
    count = len(body) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1)
    header += struct.pack("<IIIIIII", 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(stream, 2, 2, len(body))
    table = b"".join(struct.pack("<I", one) for one in fat).ljust(512, b"\xff")
    return header + table + directory.ljust(512, b"\0") + body


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return head.ljust(116, b"\0") + struct.pack("<II", start, size) + bytes(4)


LONG = "<si><t>" + "x" * 32_000 + "</t></si>"
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a member of 200 MB": (lambda: xlsx(zeros()), "far more"),
    "two cells far apart": (lambda: xlsx(rows(cell("A1") + cell("XFD1048576"))), "too far"),
    "far down": (lambda: xlsx(rows(cell("A1") + cell("A1048576"))), "too far"),
    "single quotes": (
        lambda: xlsx(rows(cell("A1") + "<c  r = 'XFD1048576'><v>1</v></c>")),
        "too far",
    ),
    "a mark in an attribute": (
        lambda: xlsx(rows(cell("A1") + '<c a=">" r="XFD1048576"><v>1</v></c>')),
        "too far",
    ),
    "a prefix": (
        lambda: xlsx(
            f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c r="XFD1048576"><x:v>1</x:v>'
            '</x:c><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
        ),
        "too far",
    ),
    "a long tag": (
        lambda: xlsx(rows(cell("A1") + f'<c {" " * 600_000}r="XFD1048576"><v>1</v></c>')),
        "damaged",
    ),
    "cells without reference": (
        lambda: xlsx(
            HEAD
            + "<row>"
            + "<c><v>1</v></c>" * 9_000
            + "</row>"
            + "<row><c><v>1</v></c></row>" * 9_000
            + TAIL
        ),
        "too far",
    ),
    "a row far down": (lambda: xlsx(rows("<c><v>1</v></c>", '<row r="1048576">')), "too far"),
    "one long string for many cells": (
        lambda: xlsx(
            HEAD + "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 50_000)) + TAIL, LONG
        ),
        "far more",
    ),
    "many strings": (lambda: xlsx(rows(cell("A1")), "<si><t/></si>" * 1_600_000), "far more"),
    "many strings, shortly": (lambda: xlsx(rows(cell("A1")), "<si/>" * 1_600_000), "far more"),
    "many merges": (
        lambda: xlsx(
            rows(cell("A1") + cell("Z99")).replace("</worksheet>", "<mergeCells>")
            + '<mergeCell ref="A1:Z99"/>' * 201_000
            + "</mergeCells></worksheet>"
        ),
        "far more",
    ),
    "merges over and over": (
        lambda: xlsx(
            rows(cell("A1") + cell("Z9999")).replace("</worksheet>", "<mergeCells>")
            + '<mergeCell ref="A1:Z9999"/>' * 2_000
            + "</mergeCells></worksheet>"
        ),
        "far more",
    ),
    "many cells": (lambda: xlsx(rows("<c/>" * 3_000_000)), "far more"),
    "an xls with two cells far apart": (
        lambda: xls(label(0, 0, "x") + label(65_535, 255, "y")),
        "too far",
    ),
    "an xls that claims much": (lambda: xls(dimensions(0, 2**32 - 1, 0, 65_535)), "too far"),
    "an xls that claims nonsense": (lambda: xls(dimensions(5, 2, 0, 9)), "damaged"),
    "an xls of many strings": (
        lambda: xls(label(0, 0, "x"), record(0xFC, struct.pack("<ii", 2**31 - 1, 2**31 - 1))),
        "damaged",
    ),
    "a csv of commas": (lambda: b"," * 5_000_000, "far more"),
    "a csv of lines": (lambda: b"x\n" * 5_000_000, "far more"),
    "a csv with one wide line": (lambda: b"x\n" * 50_000 + b"," * 5_000, "far more"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused(tmp_path: Path, bomb: str) -> None:
    make, words = BOMBS[bomb]
    path = tmp_path / "roster"
    path.write_bytes(make())
    with pytest.raises(UserError, match=words) as caught:
        list(sheets.read_sheets(path))
    assert caught.value.remedy


LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
import python_calamine
from nightschool.documents import sheets
from nightschool.errors import UserError
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
for name in sys.argv[1:]:
    try:
        list(sheets.read_sheets(Path(name)))
    except UserError:
        # Not ru_maxrss: that begins with what the test runner itself held.
        status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
        print(int(status.split()[0]) // 1024)
"""


def test_bombs_need_little_memory(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is measured and limited as Linux does it")
    names = []
    for number, (make, _words) in enumerate(BOMBS.values()):
        path = tmp_path / str(number)
        path.write_bytes(make())
        names.append(str(path))
    done = subprocess.run(
        [sys.executable, "-c", LITTLE_MEMORY, *names], capture_output=True, text=True, check=True
    )
    peaks = [int(line) for line in done.stdout.split()]
    assert len(peaks) == len(names)
    assert max(peaks) < 250


def test_honest_workbooks_of_every_spelling_are_read(tmp_path: Path) -> None:
    """The makers of the bombs above make sound files too."""
    for data in (
        xlsx(rows(cell("B2", "姓名"), '<row r="2">')),
        xlsx(f'{HEAD}<row/><row><c/><c t="inlineStr"><is><t>姓名</t></is></c></row>{TAIL}'),
        xlsx(rows('<c r="B2" t="s"><v>1</v></c>'), LONG + "<si><t>姓名</t></si>"),
        xls(dimensions(1, 2, 1, 2) + label(1, 1, "姓名")),
    ):
        path = tmp_path / "roster"
        path.write_bytes(data)
        (sheet,) = sheets.read_sheets(path)
        assert sheet.rows == [["", ""], ["", "姓名"]]


KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "protected xlsx": (lambda: xls(b"", stream="EncryptedPackage"), "password"),
    "protected xls": (lambda: xls(b"", record(0x2F, b"\1\0\0\0")), "password"),
    "text document": (lambda: xls(b"", stream="WordDocument"), "kind"),
    "zip without workbook": (lambda: archive("mimetype", "content.xml"), "kind"),
    "binary workbook": (lambda: archive("xl/workbook.bin"), "kind"),
    "two members of one name": (lambda: archive("xl/workbook.xml", "XL/workbook.xml"), "damaged"),
    "many members": (
        lambda: archive("xl/workbook.xml", *(f"xl/{number}" for number in range(1_000))),
        "far more",
    ),
    "no sheets": (lambda: archive("xl/workbook.xml"), "damaged"),
    "chain in a ring": (lambda: ring(), "damaged"),
    "chain beyond the end": (lambda: xls(label(0, 0, "x"))[:2_000], "damaged"),
}


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return data.getvalue()


def ring() -> bytes:
    data = bytearray(xls(label(0, 0, "x")))
    struct.pack_into("<I", data, 512 + 4 * 3, 2)
    return bytes(data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_read_says_why(tmp_path: Path, kind: str) -> None:
    make, words = KINDS[kind]
    path = tmp_path / "roster.xlsx"
    path.write_bytes(make())
    with pytest.raises(UserError, match=words):
        list(sheets.read_sheets(path))
