"""Opening and beginning workspaces, in the worker: here the window meets the database first."""

from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from nightschool.desktop import pages
from nightschool.domain.drive import Drive
from nightschool.domain.school import School
from nightschool.task import Task

if TYPE_CHECKING:
    from nightschool.services.workspace import Workspace

PATTERN = "*.nsenrol"


@dataclass(frozen=True)
class Opened:
    """An open workspace, and how to close it: in the thread that opened it."""

    workspace: "Workspace"
    schools: tuple[School, ...]
    name: str
    """The place that it serves, as people say it."""
    practice: bool
    held: ExitStack


def is_workspace(home: Path) -> bool:
    """Whether there is one, asked without the libraries that open it."""
    return (home / "keys.json").is_file()


def open_workspace(home: Path, password: str) -> Opened:
    """Sign in; raises `UserError` for a wrong password, a workspace in use, a damaged file."""
    from nightschool import bootstrap
    from nightschool.services import desks, practice, schools

    with ExitStack() as held:
        workspace = held.enter_context(bootstrap.opened(home, lambda: password))
        found = Opened(
            workspace,
            schools.served(workspace),
            desks.place_name(workspace, workspace.scope),
            practice.is_practice(workspace),
            held.pop_all(),
        )
    for key in pages.menu(workspace.role):  # so that opening a page does not wait for its modules
        import_module(pages.MODULES[key].partition(":")[0])
    return found


def require_free(home: Path) -> None:
    """Raise `UserError` where another program has the workspace open.

    Loads what signing in needs along the way, while the password is being typed.
    """
    from nightschool import bootstrap

    bootstrap.require_free(home)


def practise(home: Path, password: str, task: Task) -> None:
    """Begin a practice school; raises `UserError` for a weak password or a folder in use."""
    from nightschool.services import practice, signing_in

    signing_in.require_good_password(password)
    practice.create(home, password, task)


def enrol(home: Path, file: Path, code: str, password: str) -> None:
    """Begin a desk from an enrolment file; raises `UserError` and leaves nothing behind."""
    from nightschool.services import enrolment, signing_in

    signing_in.require_good_password(password)
    enrolment.create_from(home, file, code, lambda: password)


def enrolment_files(_task: Task) -> list[Path]:
    """The enrolment files on the sticks that are plugged in."""
    from nightschool.services import drives

    return [file for drive in drives.removable() for file in _on(drive, drives.FOLDER)]


def _on(drive: Drive, folder: str) -> list[Path]:
    """At the top and in our folder; a stick that is just being pulled out has none."""
    try:
        return sorted([*drive.path.glob(PATTERN), *(drive.path / folder).glob(PATTERN)])
    except OSError:
        return []
