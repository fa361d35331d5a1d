"""A practice school: sample people and a term up to yesterday. It never exports.

Its papers are marked 练习. It lives in a folder of its own and is thrown away when one likes.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from nightschool import clock, paths
from nightschool.documents import marks
from nightschool.domain.policy import Policy
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import founding
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import common, workspaces
from nightschool.task import Task

P = ParamSpec("P")
T = TypeVar("T")

_MARK = "practice"
_WEEK = timedelta(days=7)


def create(home: Path, password: str, task: Task | None = None) -> None:
    """Make a practice school in the folder `home`, with its people and lessons up to today.

    Raises `UserError` as `founding.create` does; then, and on a cancel, nothing is left.
    """
    from nightschool.services.demo.job import SCHOOL  # the demo knows all services, also this one

    task = task or Task()
    founding.create(home, SCHOOL, password, lambda workspace: _fill(workspace, task))


def mark(workspace: Workspace) -> None:
    """Let nothing of this workspace count."""
    with workspace.database.alone() as connection:
        workspaces.keep_secrets(connection, {_MARK: b"1"})


def is_practice(workspace: Workspace) -> bool:
    """Whether nothing here counts: papers are marked and nothing is exported."""
    with workspace.database.read() as connection:
        return _MARK in workspaces.secrets(connection)


def marked(make: Callable[Concatenate[Workspace, P], T]) -> Callable[Concatenate[Workspace, P], T]:
    """The papers that a service makes bear 练习 at a practice school."""

    @wraps(make)
    def making(workspace: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with marks.marked(marks.PRACTICE if is_practice(workspace) else ""):
            return make(workspace, *args, **kwargs)

    return making


def require_real(workspace: Workspace) -> None:
    """Raise `UserError` at a practice school, whose rows must not reach anybody."""
    if is_practice(workspace):
        raise UserError(
            _("This is a practice school: nothing of it leaves this laptop."),
            _("Begin the real one with the county's enrolment file."),
        )


def _fill(workspace: Workspace, task: Task) -> None:
    steps: tuple[tuple[str, Callable[[Workspace], object]], ...] = (
        (_("School and courses"), _found),
        (_("Households and people"), _people),
        (_("Lessons and rolls"), _teach),
    )
    for number, (text, step) in enumerate(steps):
        task.step(number, len(steps), text)
        step(workspace)


def _found(workspace: Workspace) -> None:
    founding.found(workspace)
    with workspace.database.write() as write:
        workspaces.keep_secrets(write.connection, {_MARK: b"1"})
        this_year = replace(Policy(), start=date(clock.today().year, 1, 1))
        key = (common.policy_key(workspace.county),)
        rows.edit(write, tables.Policy, {key: common.policy_values(this_year)})


def _people(workspace: Workspace) -> None:
    from nightschool.services.demo.job import ROSTER
    from nightschool.services.roster import importing

    importing.import_roster(workspace, paths.resources() / "data" / ROSTER)


def _teach(workspace: Workspace) -> None:
    """The demo's term, so many whole weeks later that its open roll call is of this week."""
    from nightschool.services.demo import term, timetable

    later = (clock.today() - timetable.UNFINISHED) // _WEEK * _WEEK
    term.teach(workspace, later)
