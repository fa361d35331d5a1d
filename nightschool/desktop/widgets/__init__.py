"""The parts pages are made of."""

from nightschool.desktop.widgets.bars import MessageBar, NoticeBar
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.card import Card
from nightschool.desktop.widgets.chip import Chip
from nightschool.desktop.widgets.empty import EmptyState
from nightschool.desktop.widgets.flow import FlowLayout
from nightschool.desktop.widgets.form import FormField
from nightschool.desktop.widgets.search_box import SearchBox
from nightschool.desktop.widgets.table import Table
from nightschool.desktop.widgets.text import figure, heading, label, line, muted
from nightschool.desktop.widgets.tile import Tile

__all__ = [
    "Card",
    "Chip",
    "EmptyState",
    "FlowLayout",
    "FormField",
    "MessageBar",
    "NoticeBar",
    "SearchBox",
    "Table",
    "Tile",
    "button",
    "figure",
    "heading",
    "label",
    "line",
    "muted",
]
