"""Taking out all data of the county: masked, or whole for a reason that is kept."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets import Card, FlowLayout, FormField, button, label, muted
from nightschool.desktop.widgets.place_field import PlaceField
from nightschool.i18n import _
from nightschool.services.full_export import FullExport


class ExportPanel(QWidget):
    """`asked` gives the folder, whether numbers are whole, and why."""

    asked = Signal(object, bool, str)

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None
        self.place = PlaceField(_("Folder"))
        self.whole, self.reason = QCheckBox(_("With whole ID numbers and phones")), QLineEdit()
        self._place_field = FormField(_("Into which folder"), self.place)
        hint = _("Such as: audit by the county's bureau. It is kept with your name and the day.")
        self._reason_field = FormField(_("Why are they needed?"), self.reason, hint)
        self._reason_field.hide()
        self.start = button(_("Take out all data"), self._ask, icon="download", kind="primary")
        self.start.setObjectName("export-all")
        self.show_folder = button(_("Open the folder"), self._open, icon="folder")
        self.show_folder.hide()
        self.result = label("", wrap=True)
        self.whole.toggled.connect(self._reason_field.setVisible)
        self._build()

    def show_made(self, made: FullExport) -> None:
        """Say what was written."""
        self._folder = made.folder
        rows = sum(one.rows for one in made.books)
        facts = {"files": len(made.books), "rows": rows, "folder": made.folder}
        self.result.setText(_("%(files)d workbooks with %(rows)d rows: %(folder)s") % facts)
        self.show_folder.show()
        self.reason.clear()
        self.whole.setChecked(False)

    def _ask(self) -> None:
        place, reason = self.place.path, self.reason.text().strip()
        missing = self.whole.isChecked() and not reason
        self._place_field.fault("" if place else _("Choose a folder."))
        self._reason_field.fault(_("Say why.") if missing else "")
        if place and not missing:
            self.asked.emit(place, self.whole.isChecked(), reason)

    def _open(self) -> None:
        if self._folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _build(self) -> None:
        card = Card(_("All data of the county as workbooks"))
        text = _(
            "People with their hours, households, schools, lessons, the attendance of each year,"
            " certificates, courses and lecturers, laptops and packages. ID numbers and phones are"
            " masked. A large county takes minutes; it can be stopped, and then nothing is left."
        )
        card.body.addWidget(muted(text))
        for part in (self._place_field, self.whole, self._reason_field):
            card.body.addWidget(part)
        row = FlowLayout(gap=style.px(8))
        row.addWidget(self.start)
        row.addWidget(self.show_folder)
        card.body.addLayout(row)
        card.body.addWidget(self.result)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.addWidget(card)
        layout.addStretch()
