"""An evening's roll call in a process of its own, that may end at any moment."""

from multiprocessing.connection import Connection
from pathlib import Path

from nightschool.desktop import application
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.main_window import MainWindow
from nightschool.desktop.pages.roll import RollPage
from nightschool.desktop.settings import Settings
from nightschool.domain.codes import Mark
from tests.e2e.hands import Hands

CLASS = 24
READY, SAVED, DONE = "ready", "saved", "done"
SAYS = "Saved"
"""What the status line begins with when a mark is on the disk."""


def call(home: Path, password: str, pipe: Connection) -> None:
    """Sign in, open tonight's roll from Today, mark one after the other.

    Tells through the pipe who is shown as there whenever the window says that it is saved.
    """
    settings, jobs = Settings(home.parent / "settings.json"), Jobs()
    application.make(settings)
    window = MainWindow(settings, jobs, home)
    hands = Hands(window)
    hands.type(password)
    hands.press("Return")
    desk = hands.desk
    hands.settle()
    hands.press("Return")
    page = desk.current
    assert isinstance(page, RollPage)

    def told(text: str) -> None:
        if text.startswith(SAYS):
            there = [seat.person.id for seat in page.model.seats if seat.line.mark is Mark.PRESENT]
            pipe.send((SAVED, there))

    desk.session.said.connect(told)
    pipe.send((READY, []))
    for number in range(1, CLASS + 1):
        hands.type(f"{number}=")
    pipe.send((DONE, []))
    window.leave()
    jobs.close()
    settings.close()
