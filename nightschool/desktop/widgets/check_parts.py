"""What the parts of the page of checks share."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.search_box import SearchBox
from nightschool.desktop.widgets.table import Table
from nightschool.domain.identity import RowId
from nightschool.i18n import _
from nightschool.services.checks import Asked


@dataclass(frozen=True, slots=True)
class Place:
    """A record to open."""

    school: str
    table: str
    record: RowId


def told(asked: Asked) -> str:
    """A question and its answer, each with who and when."""
    request = asked.request
    who = {"by": request.asked_by, "day": request.asked_on, "text": request.note or "–"}
    lines = [_("Asked by %(by)s on %(day)s: %(text)s") % who]
    if request.answered_on is not None:
        who = {"by": request.answered_by, "day": request.answered_on, "text": request.answer}
        lines.append(_("Answered by %(by)s on %(day)s: %(text)s") % who)
    if request.closed_on is not None:
        who = {"by": request.closed_by, "day": request.closed_on}
        lines.append(_("Closed by %(by)s on %(day)s.") % who)
    return "\n".join(lines)


def lean(part: QWidget) -> None:
    """Let the page be no higher than its tables must be: it then scrolls only where it has to."""
    part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)


def padded(widget: QWidget) -> QVBoxLayout:
    """A column that fills a tab."""
    layout = QVBoxLayout(widget)
    side = style.px(12)
    layout.setContentsMargins(side, side, side, side)
    layout.setSpacing(style.px(10))
    return layout


def row(*parts: QWidget) -> QWidget:
    """Parts side by side; a search box takes the room."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part, int(isinstance(part, SearchBox)))
    return made


def column(*parts: QWidget) -> QWidget:
    """Parts one below the other; a table takes the room."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part, int(isinstance(part, Table)))
    return made
