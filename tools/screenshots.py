"""Pictures of every page: tools/screenshots.py [PAGE ...], into docs/screenshots.

Each page over empty, ordinary and overfull data at 1366x768, on a small panel, in English and with
text of 200 %; and the stages before signing in. What is cut or overlaps is seen here.
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from time import monotonic, sleep

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler  # noqa: E402 - likewise
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402 - the path stands first

from nightschool import clock, i18n  # noqa: E402
from nightschool.desktop import application, pages, style  # noqa: E402
from nightschool.desktop.desk import Desk  # noqa: E402
from nightschool.desktop.jobs import Jobs  # noqa: E402
from nightschool.desktop.pages.people import PeoplePage  # noqa: E402
from nightschool.desktop.pages.roster_import import ImportPage  # noqa: E402
from nightschool.desktop.session import Session  # noqa: E402
from nightschool.desktop.settings import Memory, Settings  # noqa: E402
from nightschool.desktop.stages.first_start import FirstStart  # noqa: E402
from nightschool.desktop.stages.sign_in import SignIn  # noqa: E402
from nightschool.desktop.target import Target  # noqa: E402
from nightschool.domain.codes import Role  # noqa: E402
from nightschool.services import schools, today  # noqa: E402
from tests.desktop import likely_doubles, samples  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
PANEL, SMALL = (1366, 768), (1093, 614)
_PATIENCE_S = 20
_PREVIEW_S = 0.25
"""Previews wait until the choosing pauses, then they are drawn."""


@dataclass(frozen=True)
class Look:
    """How a page is looked at: which data, how large, in what language."""

    name: str
    kind: str
    size: tuple[int, int] = PANEL
    percent: int = 100
    language: str = "zh"


SCHOOL = (
    Look("empty", "empty"),
    Look("ordinary", "ordinary"),
    Look("overfull", "overfull"),
    Look("small", "ordinary", SMALL),
    Look("large", "ordinary", PANEL, 200),
    Look("english", "ordinary", PANEL, 100, "en"),
)
OFFICE = (
    Look("county", "county"),
    Look("county-small", "county", SMALL),
    Look("county-large", "county", PANEL, 200),
    Look("county-english", "county", PANEL, 100, "en"),
)

Act = Callable[[Desk], object]


def _search(desk: Desk) -> None:
    desk.search_all()
    desk.finder.field.setText("jk")


def _nothing(_desk: Desk) -> None:
    pass


def _lesson(desk: Desk) -> None:
    QTest.keyClick(desk.focusWidget(), Qt.Key.Key_Left)


def _new_lesson(desk: Desk) -> None:
    desk.open(Target("lessons", None, "new"))


def _roll_call(desk: Desk) -> None:
    session = desk.session
    [line] = today.today(session.workspace, session.school, samples.TODAY).open_rolls
    desk.open(Target("roll", line.lesson.id))


def _data(desk: Desk) -> None:
    if isinstance(desk.current, PeoplePage):
        desk.current.panel.edit()


def _household(desk: Desk) -> None:
    if isinstance(desk.current, PeoplePage):
        desk.current.panel.tabs.setCurrentIndex(2)


def _roster(desk: Desk) -> None:
    if isinstance(desk.current, ImportPage):
        desk.current.look_at(ROOT / "resources" / "data" / "roster-xiaoshan.xlsx")


SCENES: dict[str, tuple[str, str, Act]] = {
    "roll-call": ("ordinary", "today", _roll_call),
    "people-data": ("ordinary", "people", _data),
    "people-household": ("overfull", "people", _household),
    "import-preview": ("empty", "import", _roster),
    "doubles-pairs": (likely_doubles.KIND, "doubles", _nothing),
    "find": ("ordinary", "settings", _search),
    "lesson-card": ("ordinary", "lessons", _lesson),
    "lesson-form": ("ordinary", "lessons", _new_lesson),
    "help": ("ordinary", "settings", Desk.show_help),
}
"""More pictures by name: the data, the page, and what is done there before the picture is taken."""


def main(*wanted: str) -> None:
    """Take the pictures of these pages and scenes, or of all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    clock.today = lambda: samples.TODAY
    studio = Studio()
    for look in (*SCHOOL, *OFFICE):
        keys = [key for key in _keys(look) if not wanted or key in wanted]
        if keys:
            studio.pages(look, keys)
    for name, (kind, page, act) in SCENES.items():
        if not wanted or name in wanted or page in wanted:
            studio.scene(name, kind, page, act)
    if not wanted or "start" in wanted:
        studio.stages()
    studio.close()


class Studio:
    """One application, and a folder of copies that goes when it is closed."""

    def __init__(self) -> None:
        self.home = Path(mkdtemp(prefix="nightschool-screenshots-"))
        self.settings = Settings(self.home / "settings.json")
        self.application = application.make(self.settings)
        qInstallMessageHandler(_hear)

    def pages(self, look: Look, keys: list[str]) -> None:
        """A picture of each page in this look."""
        for desk in self._desk(look):
            for key in keys:
                desk.open(Target(key))
                self._take(desk, f"{key}-{look.name}", desk.session.jobs)

    def scene(self, name: str, kind: str, page: str, act: Act) -> None:
        """A page after something was done there."""
        for desk in self._desk(Look(name, kind)):
            desk.open(Target(page))
            self._wait(desk.session.jobs)
            act(desk)
            self._wait(desk.session.jobs, at_least=0.3)
            self._take(desk, name, desk.session.jobs)

    def stages(self) -> None:
        """First start and signing in."""
        for look in (SCHOOL[1], SCHOOL[3], SCHOOL[4], SCHOOL[5]):
            self._dress(look)
            jobs = Jobs()
            (self.home / "keys.json").touch()
            memory = Memory(names={str(self.home): "喜德县冕山镇小山村"})
            first = FirstStart(self.home / "none", jobs)
            for name, stage in (("sign-in", SignIn(self.home, memory, jobs)), ("start", first)):
                stage.resize(*look.size)
                stage.show()
                stage.setFocus()
                self._take(stage, f"{name}-{look.name}", jobs)
            first.open_file.click()
            self._take(first, f"enrol-{look.name}", jobs)
            first.close()
            jobs.close()

    def close(self) -> None:
        """Leave nothing behind but the pictures."""
        self.settings.close()
        rmtree(self.home, ignore_errors=True)

    def _desk(self, look: Look) -> Iterator[Desk]:
        self._dress(look)
        workspace = samples.open_copy(look.kind, self.home / look.name)
        jobs = Jobs()
        desk = Desk(Session(workspace, schools.served(workspace), self.settings, jobs))
        desk.resize(*look.size)
        desk.show()
        yield desk
        desk.close()
        jobs.close()
        workspace.close()

    def _dress(self, look: Look) -> None:
        i18n.use_language(look.language)
        style.apply(self.application, look.percent)

    def _take(self, widget: QWidget, name: str, jobs: Jobs) -> None:
        self._wait(jobs, at_least=_PREVIEW_S)
        widget.grab().save(str(FOLDER / f"{name}.png"))

    def _wait(self, jobs: Jobs, at_least: float = 0) -> None:
        begun = monotonic()
        QApplication.processEvents()
        while jobs.busy or monotonic() - begun < at_least:
            QApplication.processEvents()
            sleep(0.005)
            if monotonic() - begun > _PATIENCE_S:
                raise TimeoutError("the page goes on loading")
        for _turn in range(3):
            QApplication.processEvents()


def _hear(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """What Qt says, but for what the screen in memory says of itself."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _keys(look: Look) -> list[str]:
    role = Role.COUNTY if look.kind == "county" else Role.SCHOOL
    more = ("roll", "import") if role is Role.SCHOOL else ("certificates", "settings")
    return [key for key in (*pages.PAGES[role], *more) if pages.exists(key)]


if __name__ == "__main__":
    main(*sys.argv[1:])
