"""The look: one palette, one style sheet grown to the size of the font, icons in a colour.

`resources/styles/palette.json` names every colour, so that a test can measure their contrast.
"""

import json
import re
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QLibraryInfo, QRectF, QSize, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from nightschool import i18n, paths

BASE_POINTS = 11.0
FAMILIES = ("Noto Sans SC", "Noto Sans Yi")
SMALLEST, LARGEST = 100, 200
_FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-SemiBold.ttf", "NotoSansYi-Regular.ttf")
_ICON_SIDES = (18, 36)
"""Drawn at these sizes at 100 %; what is between them is scaled down by Qt."""
_GAP = 1.3
_size = 100


@cache
def palette() -> dict[str, str]:
    """Every colour by its name, as `#rrggbb`."""
    found: dict[str, str] = json.loads(_file("palette.json"))
    return found


def colour(name: str) -> QColor:
    """The colour of this name; raises `KeyError` for another."""
    return QColor(palette()[name])


def px(length: float) -> int:
    """So many pixels at 100 % as they are at the font size in force."""
    return round(length * _size / 100)


def points(times: float = 1) -> float:
    """The size of text in points: the base size in force, or so many times it."""
    return BASE_POINTS * _size / 100 * times


def font(times: float = 1, *, bold: bool = False) -> QFont:
    """The font of the window, for what is painted by hand."""
    made = QFont(QApplication.font())
    made.setPointSizeF(points(times))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def load_fonts() -> None:
    """Take the shipped fonts in: a machine without a Chinese font package shows boxes else."""
    for name in _FONTS:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / name))


def apply(application: QApplication, size: int) -> None:
    """Dress the whole program for a font size of `size` per cent, 100 to 200."""
    global _size
    _size = min(LARGEST, max(SMALLEST, size))
    icon.cache_clear()
    chosen = QFont()
    chosen.setFamilies(list(FAMILIES))
    chosen.setPointSizeF(points())
    application.setStyle("Fusion")
    application.setFont(chosen)
    application.setPalette(_qt_palette())
    application.setStyleSheet(sheet(_size))


def speak(application: QApplication) -> None:
    """Let Qt's own words, on the buttons of its dialogs, be of the language in force."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if i18n.language() == "zh" and translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)


def sheet(size: int) -> str:
    """The style sheet for this font size."""
    folder = (paths.resources() / "styles").as_posix()
    pictures = {name: f'"{folder}/{name}.svg"' for name in ("down", "up", "tick", "dot")}
    grown = re.sub(
        r"\b(\d+(?:\.\d+)?)u\b",
        lambda found: f"{round(float(found[1]) * size / 100)}px",
        _file("window.qss"),
    )
    grown = re.sub(
        r"\b(\d+(?:\.\d+)?)f\b",
        lambda found: f"{BASE_POINTS * size / 100 * float(found[1]):.2f}pt",
        grown,
    )
    return Template(grown).substitute(palette() | pictures)


@cache
def icon(name: str, tone: str = "text", wide: float = 1) -> QIcon:
    """The icon of this file name in a colour of the palette; `wide` leaves room at its right."""
    made, drawing = QIcon(), _drawing(name, tone)
    for side in _ICON_SIDES:
        made.addPixmap(_pixmap(drawing, px(side), wide))
    return made


def picture(name: str, tone: str, side: int) -> QPixmap:
    """The icon as a picture, `side` pixels at 100 %."""
    return _pixmap(_drawing(name, tone), px(side))


def lead(button: QAbstractButton, name: str, tone: str = "text", side: int = 18) -> None:
    """Put an icon before a button's text, with the gap that Qt leaves out."""
    gap = _GAP if button.text() else 1
    button.setIcon(icon(name, tone, gap))
    button.setIconSize(QSize(px(side * gap), px(side)))


def dress(widget: QWidget, **properties: str | bool) -> None:
    """Set properties that the style sheet looks at (`kind`, `tone`, `fault`) and paint anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


@cache
def _icons() -> Path:
    return paths.resources() / "icons"


def _drawing(name: str, tone: str) -> QSvgRenderer:
    source = (_icons() / f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", palette()[tone]).encode()))


def _pixmap(drawing: QSvgRenderer, side: int, wide: float = 1) -> QPixmap:
    made = QPixmap(round(side * wide), side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return made


def _qt_palette() -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for one, name in (
        (role.Window, "ground"),
        (role.Base, "surface"),
        (role.AlternateBase, "ground"),
        (role.Button, "surface"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent_strong"),
        (role.ToolTipBase, "text"),
        (role.ToolTipText, "surface"),
    ):
        made.setColor(one, colour(name))
    return made


def _file(name: str) -> str:
    return (paths.resources() / "styles" / name).read_text("utf-8")
