"""Text on paper: fonts, fallback, refusal, copying, line breaks."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool import paths
from nightschool.documents import fonts
from nightschool.documents.pdf import A4_LANDSCAPE, new_canvas
from nightschool.errors import UserError

GENERAL_TABLE_EXTRAS = (
    "㬚䗛㠓𪩘𬭬𨱑𬭯𫗴𬸦𫄷𤩽㘎𬭳𬭶𫔍𬭸𨱔𬭼𫔎𬸪䲠𬶟𬶠䗪𬶨𦈡𫄸𬟁𥖨䗴䲢𦒍䎖䴙𬙊㰀𬶭𩾌𨟠𬶮𨭉㸌𬙋𤫉𬺓𫚭𬘭"
)
TEXT = st.text(alphabet="吉克阿牛，。（）“”、 0123456789.Abc", max_size=60)


def pdf_of(text: str, chain: fonts.Chain) -> bytes:
    canvas, buffer = new_canvas("字", A4_LANDSCAPE, chain)
    fonts.draw_left(canvas, 40, 300, text, chain, 12)
    canvas.save()
    return buffer.getvalue()


def test_the_fonts_are_no_larger_than_agreed() -> None:
    files = [*(paths.resources() / "fonts").glob("*.ttf")]
    assert {file.name for file in files} == set(fonts.FILES.values())
    assert sum(file.stat().st_size for file in files) <= 35_000_000


@pytest.mark.parametrize("chain", [fonts.KAI, fonts.SERIF, fonts.SANS, fonts.SANS_BOLD])
def test_names_dates_and_signs_can_be_set(chain: fonts.Chain) -> None:
    fonts.require("二〇一八年 吉克·阿牛 ꆈꌠ “24.5 学时”（√）…— ABC abc 3×5 ℃", chain)
    fonts.require(GENERAL_TABLE_EXTRAS, chain)


def test_the_common_characters_need_no_second_font() -> None:
    assert fonts.runs("二〇一八年七月（吉克·阿牛）𬘭，24.5", fonts.KAI) == (
        fonts.Run("kai", "二〇一八年七月（吉克·阿牛）𬘭，24.5"),
    )


def test_a_character_falls_back_to_the_next_font() -> None:
    assert fonts.runs("阿ꆈ㐀牛", fonts.KAI) == (
        fonts.Run("kai", "阿"),
        fonts.Run("yi", "ꆈ"),
        fonts.Run("sans", "㐀"),
        fonts.Run("kai", "牛"),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("吉克\U00031000", "U+31000"), ("吉\u0007克", "U+0007"), ("吉克\ufe0f", "U+FE0F")],
)
def test_a_character_that_no_font_has_is_named(text: str, code: str) -> None:
    with pytest.raises(UserError, match=code.replace("+", r"\+")) as caught:
        fonts.require(text, fonts.KAI)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("chain", [fonts.KAI, fonts.SERIF, fonts.SANS, fonts.SANS_BOLD])
def test_text_can_be_copied_beyond_the_first_plane(chain: fonts.Chain, tmp_path: Path) -> None:
    text = "吉克𬘭𪩘ꆈꌠ二〇一八㐀" + GENERAL_TABLE_EXTRAS
    file = tmp_path / "text.pdf"
    file.write_bytes(pdf_of(text, chain))
    copied = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True)
    assert copied.stdout.decode().split() == [text]


def test_more_than_one_subset_of_a_font_can_be_copied(tmp_path: Path) -> None:
    lines = ["".join(map(chr, range(start, start + 50))) for start in range(0x4E00, 0x5100, 50)]
    canvas, buffer = new_canvas("字", A4_LANDSCAPE, fonts.KAI)
    for number, line in enumerate(lines):
        fonts.draw_left(canvas, 40, 560 - 20 * number, line, fonts.KAI, 12)
    canvas.save()
    file = tmp_path / "text.pdf"
    file.write_bytes(buffer.getvalue())
    copied = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True)
    assert copied.stdout.decode().split() == lines


def test_every_font_in_a_file_is_embedded(tmp_path: Path) -> None:
    file = tmp_path / "text.pdf"
    file.write_bytes(pdf_of("阿ꆈ㐀龢 A", fonts.SERIF))
    told = subprocess.run(["pdffonts", file], check=True, capture_output=True).stdout.decode()
    lines = told.splitlines()[2:]
    assert len(lines) == 4
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines)


@given(TEXT, st.floats(40, 300))
def test_wrapping_loses_nothing_and_keeps_within_the_room(text: str, room: float) -> None:
    lines = fonts.wrap(text, fonts.KAI, 12, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(fonts.width(line, fonts.KAI, 12) <= room + 0.001 for line in lines)


def test_lines_break_as_chinese_does() -> None:
    lines = fonts.wrap("参加夜校（木尔村）学习，完成64.5学时，结业。", fonts.KAI, 20, 121)
    assert lines == ["参加夜校（木", "尔村）学习，", "完成64.5学", "时，结业。"]
    assert fonts.wrap("", fonts.KAI, 20, 100) == [""]


def test_text_shrinks_to_its_place_or_is_refused() -> None:
    assert fonts.fit("吉克", fonts.KAI, 20, 100, 10) == 20
    size = fonts.fit("吉克阿牛", fonts.KAI, 20, 60, 10)
    assert fonts.width("吉克阿牛", fonts.KAI, size) == pytest.approx(60)
    with pytest.raises(UserError, match="too long"):
        fonts.fit("吉克阿牛", fonts.KAI, 20, 30, 10)
    with pytest.raises(UserError, match="too long"):
        fonts.fit_lines(["吉克" * 40], fonts.KAI, (20, 10), 100, 100, 1.5)
