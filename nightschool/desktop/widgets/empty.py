"""What stands where nothing is yet: what to do first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.text import label


class EmptyState(QWidget):
    """An icon, a sentence, and the button (or buttons) that begin."""

    def __init__(self, text: str, *actions: QPushButton, icon: str = "", hint: str = "") -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(style.px(10))
        layout.addStretch()
        if icon:
            picture = QLabel()
            picture.setPixmap(style.picture(icon, "faint", 48))
            layout.addWidget(picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.text = label(text, "heading", wrap=True)
        self.hint = label(hint, "muted", wrap=True)
        for one in (self.text, self.hint):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(one)
        self.hint.setVisible(bool(hint))
        for each in actions:
            layout.addWidget(each, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
