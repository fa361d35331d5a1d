"""The window as tests use it: real services on a real database, nothing waits for a fixed time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nightschool import clock
from nightschool.desktop import application, pages
from nightschool.desktop.desk import Desk
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.settings import Settings
from nightschool.desktop.target import Target
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from tests.desktop import guard, samples

P = TypeVar("P", bound=Page)
SIZE = (1366, 768)


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The application with the real fonts and style."""
    return application.make(Settings(tmp_path_factory.mktemp("settings") / "settings.json"))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """The real fonts and style for every test here."""


@pytest.fixture(autouse=True)
def only_the_worker_works(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fail where the window's code read or wrote on the main thread."""
    with guard.watching(monkeypatch) as found:
        yield found
    assert found == []


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The wall clock stands at 13 June 2018, in the samples' term."""
    monkeypatch.setattr(clock, "today", lambda: samples.TODAY)
    return samples.TODAY


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """A worker; it is closed when the test's widgets are gone."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a new machine, on the disk when they are closed."""
    made = Settings(tmp_path / "settings.json")
    yield made
    made.close()


@dataclass
class Scene:
    """An open desk: `page("people")` opens a page and gives it once it has loaded."""

    qtbot: QtBot
    workspace: Workspace
    session: Session
    desk: Desk
    kept: list[QWidget] = field(default_factory=list)

    def page(self, key: str, kind: type[P] = Page, target: Target | None = None) -> P:  # type: ignore[assignment]  # any page, unless its class is given
        """Open a page and wait until nothing loads any more."""
        assert pages.exists(key)
        self.desk.open(target or Target(key))
        self.settle()
        shown = self.desk.current
        assert isinstance(shown, kind)
        return shown

    def settle(self) -> None:
        """Wait until the worker has nothing to do."""
        self.qtbot.waitUntil(lambda: not self.session.jobs.busy, timeout=60_000)


Opener = Callable[..., Scene]


@pytest.fixture
def scene(qtbot: QtBot, kept: Settings, tmp_path: Path, today: date) -> Iterator[Opener]:
    """`scene("ordinary")`: a desk over a copy of that sample (see samples.py), on 13 June 2018."""
    made: list[Scene] = []

    def open_scene(kind: str = "ordinary", size: tuple[int, int] = SIZE) -> Scene:
        workspace = samples.open_copy(kind, tmp_path / f"{kind}-{len(made)}")
        session = Session(workspace, schools.served(workspace), kept, Jobs())
        desk = Desk(session)
        desk.resize(*size)
        qtbot.addWidget(desk)
        desk.show()
        found = Scene(qtbot, workspace, session, desk)
        made.append(found)
        found.settle()
        return found

    yield open_scene
    for one in made:
        one.session.jobs.close()
        one.workspace.close()
