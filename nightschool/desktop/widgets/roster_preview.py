"""What taking a roster would do: counts, rows to be mended, columns, people missing in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.models import roster as columns
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import FormField, Table, label, muted
from nightschool.desktop.widgets.charts import Mark, Tiles
from nightschool.desktop.widgets.people_panel import scrolled
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain.person import Person
from nightschool.domain.roster.columns import Column, Layout, Standing
from nightschool.domain.roster.fields import Field
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.services.roster.faults import RowFault
    from nightschool.services.roster.importing import Preview
    from nightschool.services.roster.reading import Understood

_REFUSED, _FLAGGED, _COLUMNS, _MISSING = range(4)


@dataclass(frozen=True, slots=True)
class Looked:
    """A preview with the names in its rows, gathered beside the window."""

    preview: "Preview"
    refused: "Sequence[tuple[str, RowFault]]"
    flagged: "Sequence[tuple[str, RowFault]]"


def looked(preview: "Preview") -> Looked:
    """A preview as it is shown."""
    layout = preview.understood.layout
    return Looked(
        preview, columns.named(layout, preview.refused), columns.named(layout, preview.flagged)
    )


class RosterPreview(QWidget):
    """`mending` names a row to be mended, `mapped` the meaning of an unknown title."""

    mending = Signal(object)
    mapped = Signal(str, object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.refused: RowsModel[tuple[str, RowFault]] = RowsModel(columns.faults(), self)
        self.flagged: RowsModel[tuple[str, RowFault]] = RowsModel(columns.faults(), self)
        self.titles: RowsModel[Column] = RowsModel(columns.titles(), self)
        self.missing: RowsModel[Person] = RowsModel(columns.missing(), self)
        self.about = label("", wrap=True)
        self.warnings = label("", "fault", wrap=True)
        self.tiles = Tiles(_("What the import would do"), openable=True)
        self.tiles.chosen.connect(self._open_tile)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("roster-tabs")
        self.tabs.tabBar().setAccessibleName(_("Parts of the preview"))
        self.tabs.tabBar().setExpanding(False)
        self._build(settings)

    def show_preview(self, looked: "Looked", mapping: Mapping[str, Field]) -> None:
        """Show another preview."""
        preview = looked.preview
        self.refused.show(looked.refused)
        self.flagged.show(looked.flagged)
        self.missing.show(preview.missing)
        self.warnings.setText("\n".join(preview.warnings))
        self.warnings.setVisible(bool(preview.warnings))
        self.tiles.show_marks(_marks(preview))
        self.tiles.show()
        for place, count in (
            (_REFUSED, len(preview.refused)),
            (_FLAGGED, len(preview.flagged)),
            (_MISSING, len(preview.missing)),
        ):
            self.tabs.setTabVisible(place, True)
            self.tabs.setTabText(place, f"{_titles()[place]} {count}")
        self.show_columns(preview.understood, mapping)

    def show_columns(self, understood: "Understood", mapping: Mapping[str, Field]) -> None:
        """Show what the file was taken for, and offer a meaning for unknown titles."""
        layout = understood.layout
        facts = {"sheet": understood.sheet, "row": layout.last_header_row}
        text = _("Sheet “%(sheet)s”, titles in row %(row)d.") % facts
        if layout.stated_on:
            text += " " + _("Figures of %(day)s.") % {"day": layout.stated_on}
        self.about.setText(f"{understood.file} · {text}")
        self.titles.show(layout.columns)
        self._offer(layout, mapping)

    def show_unread(self, understood: "Understood", mapping: Mapping[str, Field]) -> None:
        """Only the columns: nothing can be read before they are told."""
        for place in (_REFUSED, _FLAGGED, _MISSING):
            self.tabs.setTabVisible(place, False)
        self.tiles.hide()
        self.warnings.hide()
        self.show_columns(understood, mapping)
        self.tabs.setCurrentIndex(_COLUMNS)

    def first_fault(self) -> None:
        """Begin with what is to be done: rows to be mended, else rows to be looked at."""
        other = _FLAGGED if self.flagged.rows else _COLUMNS
        self.tabs.setCurrentIndex(_REFUSED if self.refused.rows else other)
        if self.refused.rows:
            self.tables[_REFUSED].select(0)

    @property
    def current_table(self) -> Table:
        """The rows left out, or to be checked, whichever is shown."""
        return self.tables.get(self.tabs.currentIndex(), self.tables[_REFUSED])

    def _build(self, settings: Settings) -> None:
        self.tables = {
            _REFUSED: Table(self.refused, "refused", settings, _("Rows left out")),
            _FLAGGED: Table(self.flagged, "flagged", settings, _("Rows to be checked")),
        }
        for table, model in ((self.tables[0], self.refused), (self.tables[1], self.flagged)):
            table.opened.connect(partial(self._mend, model))
        titles = Table(self.titles, "titles", settings, _("Columns of the file"))
        missing = Table(self.missing, "missing", settings, _("Not in the file"))
        for place, inner in (
            (_REFUSED, self._hinted(_("Enter mends the row here."), self.tables[_REFUSED])),
            (
                _FLAGGED,
                self._hinted(
                    _("These rows are taken; Enter mends what is in question."),
                    self.tables[_FLAGGED],
                ),
            ),
            (_COLUMNS, self._columns(titles)),
            (
                _MISSING,
                self._hinted(
                    _("They stay on the list: nobody is deleted. Mark there who left."), missing
                ),
            ),
        ):
            self.tabs.addTab(inner, _titles()[place])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(8))
        for one in (self.about, self.warnings, self.tiles):
            layout.addWidget(one)
        layout.addWidget(self.tabs, 1)

    def _hinted(self, text: str, table: Table) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.addWidget(muted(text))
        layout.addWidget(table, 1)
        return made

    def _columns(self, titles: Table) -> QWidget:
        made, self._unknown = QWidget(), QWidget()
        self._choices = QVBoxLayout(self._unknown)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._unknown_area = scrolled(self._unknown)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.addWidget(self._unknown_area, 1)
        layout.addWidget(titles, 2)
        return made

    def _offer(self, layout: Layout, mapping: Mapping[str, Field]) -> None:
        while self._choices.count():
            self._choices.takeAt(0).widget().deleteLater()
        unknown = [
            one
            for one in layout.columns
            if one.standing is Standing.UNKNOWN or one.title in mapping
        ]
        self._unknown_area.setVisible(bool(unknown))
        if unknown:
            self._choices.addWidget(
                muted(_("These titles are not known. Say what they hold; it is remembered."))
            )
        for column in unknown:
            self._choices.addWidget(self._choice(column, layout, mapping.get(column.title)))

    def _choice(self, column: Column, layout: Layout, chosen: Field | None) -> FormField:
        choice = Choice()
        choice.setObjectName(f"map-{column.letter}")
        choice.addItem(_("(not needed)"), "")
        for field in Field:
            if field not in layout.at or field is chosen:
                choice.addItem(field.label, field.value)
        choice.setCurrentIndex(choice.findData(chosen.value) if chosen else 0)
        choice.activated.connect(lambda _index: self._map(column.title, choice))
        return FormField(f"{column.letter} · {column.title}", choice)

    def _map(self, title: str, choice: Choice) -> None:
        data = choice.currentData()
        self.mapped.emit(title, Field(data) if data else None)

    def _mend(self, model: "RowsModel[tuple[str, RowFault]]", index: QModelIndex) -> None:
        self.mending.emit(model.record(index)[1])

    def _open_tile(self, place: int) -> None:
        tabs = {3: _REFUSED, 4: _FLAGGED, 5: _MISSING}
        if place in tabs:
            self.tabs.setCurrentIndex(tabs[place])


def _titles() -> tuple[str, str, str, str]:
    return _("Left out"), _("To be checked"), _("Columns"), _("Not in the file")


def _marks(preview: "Preview") -> list[Mark]:
    def mark(name: str, count: int, tone: str) -> Mark:
        return Mark(name, count, str(count), tone if count else "quiet")

    return [
        mark(_("new"), preview.taken, "good"),
        mark(_("changed"), preview.updated, "info"),
        mark(_("unchanged"), preview.unchanged, "quiet"),
        mark(_("left out"), len(preview.refused), "bad"),
        mark(_("to be checked"), len(preview.flagged), "warn"),
        mark(_("not in the file"), len(preview.missing), "warn"),
    ]
