"""At an office: the school that is worked for, the pages of its work, and the way back."""

from functools import partial

from PySide6.QtWidgets import QWidget

from nightschool.desktop import style
from nightschool.desktop.session import Session
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.flow import FlowLayout
from nightschool.desktop.widgets.text import label
from nightschool.i18n import _

PAGES = ("lessons", "people", "progress", "certificates", "roll", "import")
"""The pages above which it stands."""


class SchoolBar(QWidget):
    """Shown above a school's pages at an office's desk."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("school-bar")
        row = FlowLayout(self, gap=style.px(6))
        self._school = label("", "heading")
        row.addWidget(self._school)
        pages = (
            ("lessons", _("Lessons"), "calendar-event"),
            ("people", _("Villagers"), "users"),
            ("progress", _("Training progress"), "chart-bar"),
            ("certificates", _("Certificates"), "certificate"),
        )
        for key, text, icon in pages:
            row.addWidget(button(text, partial(session.go, key), icon=icon, kind="quiet"))
        row.addWidget(button(_("Back to the registry"), self._back, icon="arrow-left"))
        self.hide()

    def follow(self, key: str) -> None:
        """Show it above this page, or not."""
        code = self._session.school
        here = next((one for one in self._session.schools if one.code == code), None)
        if here is not None:
            self._school.setText(here.place)
        self.setVisible(here is not None and key in PAGES)

    def _back(self) -> None:
        self._session.go("registry", None, self._session.school)
