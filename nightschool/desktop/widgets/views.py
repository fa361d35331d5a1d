"""One of several views. Unlike in a `QStackedWidget` those that are not seen need no room."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Views(QWidget):
    """Shows the first of the views until another is asked for."""

    def __init__(self, *views: QWidget) -> None:
        super().__init__()
        self._views = views
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for view in views:
            layout.addWidget(view)
        self.show_view(views[0])

    def shows(self, view: QWidget) -> bool:
        """Whether this is the one in sight."""
        return not view.isHidden()

    def show_view(self, wanted: QWidget) -> None:
        """Show this one instead of the others."""
        for view in self._views:
            if view is not wanted:
                view.hide()
        wanted.show()
