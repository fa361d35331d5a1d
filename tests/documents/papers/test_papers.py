"""Every running paper, ordinary and overfull: read back, looked at, and harmless."""

import csv
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, StringIO
from itertools import combinations
from zipfile import ZipFile

import pytest
import zxingcpp
from PIL import Image
from python_calamine import CalamineWorkbook

from nightschool.documents.papers import listing
from nightschool.documents.papers.page import GETA, Page, Surface, printable, render
from nightschool.documents.pdf import A4
from tests.documents.papers import golden, reading, records
from tests.documents.papers.reading import Seen, Word

ORDINARY, OVERFULL = records.ORDINARY, records.OVERFULL
ALL = [
    *(pytest.param(make, id=name) for name, make in ORDINARY.items()),
    *(pytest.param(make, id=f"{name}-overfull") for name, make in OVERFULL.items()),
]
EDGE = 12
"""Points that office printers cannot print on, or that scissors take."""
MARKUP = (b"/URI", b"/Launch", b"/JavaScript", b"/EmbeddedFile", b"/Subtype /Image", b"/GoToR")


def overlapping(page: Seen) -> list[tuple[str, str]]:
    """Words whose letters share a place; the boxes are those of lines, higher than letters."""

    def meet(one: Word, other: Word) -> bool:
        spare = 0.28 * (min(one.bottom - one.top, other.bottom - other.top))
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        return across > 0.6 and down > spare * 1.2

    return [
        (one.text, other.text) for one, other in combinations(page.words, 2) if meet(one, other)
    ]


def test_overlapping_words_would_be_found() -> None:
    def draw(surface: Surface) -> None:
        surface.write(100, 100, "花椒栽培", 12)
        surface.write(130, 104, "马铃薯", 12)
        surface.write(100, 84, "下一行", 12)

    (page,) = reading.pages_of(render("纸", A4, [Page(draw)]))
    assert overlapping(page) == [("马铃薯", "花椒栽培")]


@pytest.mark.parametrize("make", ALL)
def test_nothing_overlaps_and_nothing_is_cut(make: Callable[[], bytes]) -> None:
    for page in reading.pages_of(make()):
        assert overlapping(page) == []
        for word in page.words:
            assert word.left > EDGE
            assert word.right < page.width - EDGE
            assert word.bottom < page.height - EDGE / 2


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in ORDINARY.items()])
def test_a_paper_can_be_kept_and_searched(make: Callable[[], bytes]) -> None:
    data = make()
    assert data == make()
    told = reading.info(data)
    assert "Title:" in told
    assert b"/Lang (zh-CN)" in data
    assert b"/Outlines" in data
    assert {tuple(font) for font in reading.fonts(data)} == {("yes", "yes", "yes")}


@pytest.mark.parametrize("name", ["roll", "register", "files"])
def test_names_are_copied_as_they_were_written(name: str) -> None:
    found = reading.text_of(ORDINARY[name]())
    for each in records.NAMES:
        assert each in found


def test_rare_characters_are_copied_and_missing_ones_named() -> None:
    found = reading.text_of(records.roll(("𬘭", "𰻞", "𪚥\x07")))
    assert "𬘭" in found
    assert "𰻞" in found
    assert GETA in found
    assert "U+2A6A5" in found
    assert "U+0007" in found


def test_a_page_without_missing_characters_names_none() -> None:
    assert GETA not in reading.text_of(ORDINARY["roll"]())


def test_line_breaks_in_a_text_are_blanks() -> None:
    assert printable("阿牛\n木呷\t") == "阿牛 木呷 "


def test_head_number_and_code_stand_on_each_page() -> None:
    data = records.roll(records.NAMES * 20)
    pages = reading.pages_of(data)
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        text = "".join(word.text for word in page.words)
        for each in ("课堂签到表", "7HQ2-K9TD", "签名或按手印", f"第{number}页/共{len(pages)}页"):
            assert each in text


@pytest.mark.parametrize("resolution", [150, 300])
def test_the_code_is_read_from_the_picture(resolution: int) -> None:
    (found,) = zxingcpp.read_barcodes(
        reading.picture(ORDINARY["roll"](), resolution).rotate(2, fillcolor=255)
    )
    assert found.text == "7HQ2-K9TD"


def test_a_sheet_has_rows_for_walk_ins_and_every_number_once() -> None:
    found = [
        word.text
        for page in reading.pages_of(records.roll(records.NAMES * 10))
        for word in page.words
    ]
    for number in range(1, 41):
        assert str(number) in found
    assert "增5" in found


def test_no_page_has_nothing_but_the_counts() -> None:
    for people in range(1, 40):
        last = reading.pages_of(records.roll(("阿牛",) * people))[-1]
        words = "".join(word.text for word in last.words)
        assert "记录人签字" in words
        assert "增" in words


def test_six_hundred_people() -> None:
    names = records.NAMES * 150
    pages = reading.pages_of(listing.pdf(records.register_of(names)))
    assert sum(word.text == "5134**********0028" for page in pages for word in page.words) == 600
    assert len(reading.pages_of(records.roll(names))) < 40


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in OVERFULL.items()])
def test_hostile_texts_come_out_as_themselves(make: Callable[[], bytes]) -> None:
    data = make()
    assert not any(word in data for word in MARKUP)


def test_hostile_names_are_shown_whole() -> None:
    found = reading.text_of(OVERFULL["register"]())
    for each in ("=HYPERLINK(", "<imgsrc='file:///etc/passwd'/><b>粗", "<para><fontname=x>阿牛"):
        assert each in found


WATCHED = """
import sys
from tests.documents.papers import records

for make in records.ORDINARY.values():
    make()
seen = []
sys.addaudithook(lambda event, about: seen.append(f"{event} {about}"))
for make in records.OVERFULL.values():
    make()
print(*(each for each in seen if each.startswith(("open", "socket", "subprocess", "os.s"))))
"""


def test_hostile_texts_are_text_in_a_workbook_and_guarded_in_csv() -> None:
    made = records.register_of(records.HOSTILE)
    sheet = next(iter(CalamineWorkbook.from_filelike(BytesIO(listing.xlsx(made))).sheet_names))
    book = CalamineWorkbook.from_filelike(BytesIO(listing.xlsx(made)))
    read = [row[2] for row in book.get_sheet_by_name(sheet).to_python()[3 : 3 + len(made.rows)]]
    assert read[0] == records.HOSTILE[0]
    assert b"<f>" not in ZipFile(BytesIO(listing.xlsx(made))).read("xl/worksheets/sheet1.xml")
    text = listing.comma_separated(made).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert f"'{records.HOSTILE[0]}" in cells


def test_no_file_and_no_network_is_touched_because_of_a_text() -> None:
    command = [sys.executable, "-c", WATCHED]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for never in ("passwd", "socket.connect", "getaddrinfo", "subprocess", "os.system", "CON"):
        assert never not in done.stdout


@pytest.mark.parametrize("name", ORDINARY)
def test_a_paper_looks_as_it_did(name: str) -> None:
    with Image.open(reading.GOLDEN / f"{name}.png") as kept:
        before = kept.convert("L")
    now = golden.small(ORDINARY[name]()).convert("L")
    differing = reading.differing(now, before)
    assert differing < reading.ALIKE, "look at it, then: python -m tests.documents.papers.golden"


def test_another_paper_would_be_told_apart() -> None:
    one, other = (
        golden.small(records.cards_of((name,), 9)).convert("L") for name in ("阿牛", "拉且")
    )
    assert reading.differing(one, other) > reading.ALIKE
