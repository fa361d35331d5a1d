"""Two pages to try the frame with."""

from PySide6.QtWidgets import QLineEdit

from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.services import people


class OnePage(Page):
    key = "today"
    icon = "home"
    topics = frozenset({"people"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.loads = 0
        self.opened: list[Target] = []
        self.stays = False
        self.undone = 0
        self.takes_undo = False
        self.field = QLineEdit()
        self.field.setAccessibleName("Field")
        self.body.addWidget(self.field)
        self.add = self.action("Add", "plus", self.loud, kind="primary", keys="Ctrl+N")

    @classmethod
    def title(cls) -> str:
        return "One"

    def help(self) -> str:
        return "What one is for."

    def refresh(self) -> None:
        self.read(lambda _task: people.people(self.session.workspace), self._show)

    def _show(self, found: object) -> None:
        self.loads += 1

    def loud(self) -> None:
        self.session.wrote("people")

    def open(self, target: Target) -> None:
        self.opened.append(target)

    def undo(self) -> bool:
        self.undone += self.takes_undo
        return self.takes_undo

    def may_leave(self) -> bool:
        return not self.stays


class OtherPage(OnePage):
    key = "lessons"
    icon = "calendar-event"

    @classmethod
    def title(cls) -> str:
        return "Other"


class RudePage(OnePage):
    key = "people"

    @classmethod
    def title(cls) -> str:
        return "Rude"

    def refresh(self) -> None:
        self._show(people.people(self.session.workspace))
