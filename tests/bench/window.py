"""How soon the window can be used, what it takes, how long it stalls: python -m tests.bench.window.

Under Xvfb where there is no screen. Each start is a process of its own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

STARTS = 7
PASSWORD = "correct horse"
TICK_MS = 2
_LONGEST_S = 60


def main() -> None:
    """Print all measures."""
    folder = Path(tempfile.mkdtemp())
    server, display = _screen()
    os.environ |= {"DISPLAY": display, "NIGHTSCHOOL_SETTINGS": str(folder / "settings")}
    try:
        starts = [_child("start", folder) for _turn in range(STARTS)]
        print(f"window that takes the password, warm, median  {median(starts):7.3f} s")
        print(f"                                    quickest {min(starts):7.3f} s")
        subprocess.run([sys.executable, "-m", __spec__.name, "work", str(folder)], check=True)
    finally:
        if server:
            server.terminate()
        shutil.rmtree(folder)


def _screen() -> tuple[subprocess.Popen[bytes] | None, str]:
    if given := os.environ.get("DISPLAY"):
        return None, given
    server = subprocess.Popen(["Xvfb", ":97", "-screen", "0", "1366x768x24"])
    while not Path("/tmp/.X11-unix/X97").exists():
        time.sleep(0.02)
    return server, ":97"


def _child(part: str, folder: Path) -> float:
    begun = time.time()
    command = [sys.executable, "-m", __spec__.name, part, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1]) - begun


def start(_folder: Path) -> None:
    """Start as a user does, and say when the window was painted and takes keys."""
    from nightschool.desktop import application
    from nightschool.desktop.main_window import MainWindow

    shown = MainWindow.show

    def show(window: MainWindow) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        shown(window)

        def ready() -> None:
            handle = window.windowHandle()
            if not handle.isExposed():
                QTimer.singleShot(1, ready)
                return
            window.repaint()
            print(time.time(), flush=True)
            QApplication.quit()

        QTimer.singleShot(0, ready)

    MainWindow.show = show  # type: ignore[method-assign, assignment]  # to look inside
    application.main([])


def work(folder: Path) -> None:
    """Sign in, open every page, search; print the longest stall of each, then the memory."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from nightschool.desktop import application
    from nightschool.desktop.jobs import Jobs
    from nightschool.desktop.main_window import MainWindow
    from nightschool.desktop.settings import Settings
    from nightschool.desktop.stages.sign_in import SignIn

    home = folder / "school"
    subprocess.run(
        [sys.executable, "-c", _MAKE, str(home), PASSWORD], check=True
    )  # elsewhere, so that nothing is loaded here before its time
    settings = Settings(folder / "work.json")
    qt, jobs = application.make(settings), Jobs()
    window = MainWindow(settings, jobs, home)
    window.show()
    clock = _Stalls()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(clock.tick)
    timer.start(TICK_MS)

    def until(done: Callable[[], bool]) -> None:
        begun = time.monotonic()
        while not done() and time.monotonic() - begun < _LONGEST_S:
            qt.processEvents()

    def idle() -> bool:
        return not jobs.busy

    clock.phase("typing a password")
    until(idle)
    stage = window.centralWidget()
    assert isinstance(stage, SignIn)
    clock.phase("signing in")
    stage.password.edit.setText(PASSWORD)
    stage.sign_in()
    until(lambda: window.desk is not None and idle())
    desk = window.desk
    assert desk is not None
    for number, key in enumerate(desk.keys, 1):
        clock.phase(f"opening {key}")
        desk.open_number(number)
        until(idle)
        clock.phase(f"{key} once more")
        desk.open_number(number)
        until(idle)
    clock.phase("searching everything")
    desk.search_all()
    for text in ("j", "jk", "jka"):
        desk.finder.field.setText(text)
        begun = time.monotonic()
        until(lambda begun=begun: time.monotonic() - begun > 0.3 and idle())  # type: ignore[misc]  # bound now
    clock.phase("end")
    print(clock.table())
    print(f"memory, every page opened                     {_resident_mb():7.0f} MB")
    window.leave()
    jobs.close()
    settings.close()
    QApplication.quit()


_MAKE = """
import sys
from pathlib import Path
from nightschool.services import practice
practice.create(Path(sys.argv[1]), sys.argv[2])
"""


class _Stalls:
    """The longest gap between two ticks of the main thread, phase by phase.

    Beside it, what the main thread itself computed in its longest: on a busy machine the rest of
    a gap is other programs' time.
    """

    def __init__(self) -> None:
        self._found: dict[str, float] = {}
        self._own: dict[str, float] = {}
        self._name = ""
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._memory: dict[str, float] = {}

    def phase(self, name: str) -> None:
        self.tick()
        self._memory[self._name] = _resident_mb()
        self._name = name

    def tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        if name := self._name:
            self._found[name] = max(self._found.get(name, 0), now - self._last)
            self._own[name] = max(self._own.get(name, 0), worked - self._worked)
        self._last, self._worked = now, worked

    def table(self) -> str:
        lines = [
            f"longest stall, {name:28} {gap * 1e3:5.0f} ms, own {self._own[name] * 1e3:4.0f} ms,"
            f" then {self._memory[name]:4.0f} MB"
            for name, gap in self._found.items()
        ]
        return "\n".join(lines)


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0


if __name__ == "__main__":
    parts = {"start": start, "work": work}
    if len(sys.argv) > 2:
        parts[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
