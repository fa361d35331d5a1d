"""A field of a form with its label above and its fault below."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.text import label, muted


class FormField(QWidget):
    """The editor is read out under the label; a fault stands right below and says how to mend."""

    def __init__(self, text: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self.label = QLabel(text)
        self.label.setBuddy(editor)
        editor.setAccessibleName(text.replace("&", ""))
        self._hint = muted(hint)
        if not hint:  # shown as yet, without a parent, it would be a window of its own
            self._hint.hide()
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(3))
        for one in (self.label, editor, self._hint, self._fault):
            layout.addWidget(one)

    @property
    def faulty(self) -> bool:
        """Whether a fault is shown."""
        return not self._fault.isHidden()

    def fault(self, text: str = "") -> None:
        """Show what is wrong and how to mend it; empty takes it away."""
        self._fault.setText(f"✗ {text}" if text else "")
        self._fault.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        style.dress(self.editor, fault=bool(text))
