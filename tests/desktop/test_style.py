"""The look can be read by everybody: contrast, sizes, icons."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from nightschool import paths
from nightschool.desktop import style

TEXT, LARGE = 4.5, 3.0
"""WCAG 2.2 AA: contrast of text, and of large text, frames and signs."""

GROUNDS = ("ground", "surface", "raised")
TONES = ("good", "warn", "bad", "info", "quiet")
PAIRS = [
    *((front, back, TEXT) for front in ("text", "muted") for back in GROUNDS),
    *((front, back, TEXT) for front in ("accent_strong", "bad") for back in ("ground", "surface")),
    *((tone, f"{tone}_soft", TEXT) for tone in TONES),
    *((tone, back, TEXT) for tone in TONES for back in ("surface", "ground")),
    ("text", "accent_soft", TEXT),
    ("accent_strong", "accent_soft", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "raised", LARGE),
    ("on_accent", "accent", TEXT),
    ("on_accent", "accent_strong", TEXT),
    ("on_accent", "nav", TEXT),
    ("nav_text", "nav", TEXT),
    ("nav_text", "nav_hover", TEXT),
    ("nav_focus", "nav", LARGE),
    ("nav_focus", "accent", LARGE),
    ("muted", "line", TEXT),
    ("surface", "text", TEXT),
    *(("focus", back, LARGE) for back in (*GROUNDS, "accent_soft")),
    *(("border", back, LARGE) for back in ("surface", "ground")),
]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(front: str, back: str, least: float) -> None:
    palette = style.palette()
    assert contrast(palette[front], palette[back]) >= least


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("size", [100, 130, 200])
def test_sizes_grow_with_the_font(size: int) -> None:
    sheet = style.sheet(size)
    assert "$" not in sheet
    assert f"{11 * size / 100:.2f}pt" in sheet
    assert not re.search(r"\b[\d.]+[uf]\b(?!f)", re.sub(r"#\w+|/\*.*?\*/", "", sheet, flags=re.S))


def test_no_length_of_the_template_is_fixed_but_thin_lines() -> None:
    template = (paths.resources() / "styles" / "window.qss").read_text("utf-8")
    assert set(re.findall(r"\b(\d+)(?:px|pt)\b", template)) <= {"1", "2", "3"}


def test_no_colour_stands_outside_the_palette() -> None:
    template = (paths.resources() / "styles" / "window.qss").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", template) == []


def test_pages_take_their_style_from_the_sheet() -> None:
    folder = Path(style.__file__).parent
    others = [
        path.name
        for path in folder.rglob("*.py")
        if path.name != "style.py" and "setStyleSheet" in path.read_text("utf-8")
    ]
    assert others == []


def test_every_icon_has_one_colour_that_can_be_chosen() -> None:
    for path in (paths.resources() / "icons").glob("*.svg"):
        drawn = set(re.findall(r'(?:stroke|fill)="([^"]+)"', path.read_text("utf-8")))
        assert drawn <= {"none", "currentColor"}, path.name
        assert not style.icon(path.stem).isNull()


def test_every_icon_that_is_named_is_there() -> None:
    there = {path.stem for path in (paths.resources() / "icons").glob("*.svg")}
    folder = Path(style.__file__).parent
    for path in folder.rglob("*.py"):
        source = path.read_text("utf-8")
        named = re.findall(r'(?:icon=|style\.icon\(|icon = )"([a-z0-9-]+)"', source)
        assert set(named) <= there, path.name


def test_the_size_is_held_within_its_limits(qapp: QApplication) -> None:
    style.apply(qapp, 500)
    assert style.px(10) == 20
    style.apply(qapp, 0)
    assert style.px(10) == 10
    assert style.points() == style.BASE_POINTS
