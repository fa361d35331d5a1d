"""Where something is to be written: a folder or a file that a person chooses."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.buttons import button
from nightschool.i18n import _


class PlaceField(QWidget):
    """A folder; or with a `pattern` such as `PDF (*.pdf)` a new file, proposed as `name`."""

    def __init__(self, text: str, pattern: str = "", name: str = "") -> None:
        super().__init__()
        self._text, self._pattern, self._name = text, pattern, name
        self.edit = QLineEdit()
        self.edit.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(6))
        row.addWidget(self.edit, 1)
        row.addWidget(button("", self._choose, icon="folder", name=_("Choose …")))
        self.setFocusProxy(self.edit)

    @property
    def path(self) -> Path | None:
        """What was chosen or typed; None for nothing."""
        text = self.edit.text().strip()
        return Path(text) if text else None

    def set_path(self, path: Path) -> None:
        """Show a place."""
        self.edit.setText(str(path))

    def _choose(self) -> None:
        if self._pattern:
            chosen, _kind = QFileDialog.getSaveFileName(
                self, self._text, self.edit.text() or self._name, self._pattern
            )
        else:
            chosen = QFileDialog.getExistingDirectory(self, self._text, self.edit.text())
        if chosen:
            self.edit.setText(chosen)
