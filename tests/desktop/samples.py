"""Workspaces for windows: empty, ordinary and overfull, each made once a run and then copied."""

import atexit
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from nightschool import paths
from nightschool.domain import identity, registry
from nightschool.domain.codes import Role
from nightschool.domain.person import Person
from nightschool.domain.school import PREFECTURE, role_of
from nightschool.services import people
from nightschool.services.demo import multitude, term
from nightschool.services.demo.job import ROSTER
from nightschool.services.roster import importing
from nightschool.services.workspace import DATABASE, Workspace
from nightschool.storage.database import open_at
from tests import workspaces
from tests.evenings import citizen_no

TODAY = date(2018, 6, 13)
"""The day after the demo's roll call that was not finished: windows live on this day."""

CROWD = 600
CLANS = ("沙马拉", "吉克阿", "曲比伍", "马海史", "阿尔木", "勒伍什")
NAMES = ("呷莫日古", "依莫阿支", "曲布尔聪", "色哈子古")


def open_copy(kind: str, folder: Path) -> Workspace:
    """A workspace of this kind in `folder`, the caller's to change and to close.

    Kinds: empty, ordinary (the demo's term), overfull (600 people with long names), county,
    schools (a county of which some have lessons), prefecture (with some schools of two counties).
    """
    shutil.copytree(_made(kind), folder, dirs_exist_ok=True)
    scope = KINDS[kind][0]
    database = open_at(folder / DATABASE, workspaces.KEY, "tester")
    return Workspace(folder, database, role_of(scope), scope)


def keep(kind: str, fill: Callable[[Workspace], None], scope: str = workspaces.SCHOOL) -> None:
    """Make one more kind known, for pages that need data of their own."""
    KINDS[kind] = (scope, fill)


@cache
def _made(kind: str) -> Path:
    home = Path(mkdtemp(prefix=f"nightschool-{kind}-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    scope, fill = KINDS[kind]
    workspace = workspaces.make(
        home, scope, b"county-1" if role_of(scope) is Role.COUNTY else b"laptop-1"
    )
    fill(workspace)
    workspace.close()
    return home


def _nothing(_workspace: Workspace) -> None:
    pass


def _ordinary(workspace: Workspace) -> None:
    importing.import_roster(workspace, paths.resources() / "data" / ROSTER)
    term.teach(workspace)


def _overfull(workspace: Workspace) -> None:
    _ordinary(workspace)
    for number in range(1, CROWD + 1):
        people.add_person(workspace, _somebody(number))


def _somebody(number: int) -> Person:
    name = CLANS[number % len(CLANS)] + NAMES[number % len(NAMES)]
    someone = Person(id=identity.new(), school=workspaces.SCHOOL, name=name)
    return replace(someone, citizen_no=citizen_no(number % 1000, date(1960 + number % 45, 3, 15)))


def _schools(workspace: Workspace) -> None:
    multitude.fill(workspace, registry.of_county(workspaces.COUNTY)[:9], 1, TODAY)


def _prefecture(workspace: Workspace) -> None:
    chosen = [one for county in ("513431", "513432") for one in registry.of_county(county)[:4]]
    multitude.fill(workspace, chosen, 1, TODAY)


KINDS: dict[str, tuple[str, Callable[[Workspace], None]]] = {
    "empty": (workspaces.SCHOOL, _nothing),
    "ordinary": (workspaces.SCHOOL, _ordinary),
    "overfull": (workspaces.SCHOOL, _overfull),
    "county": (workspaces.COUNTY, _nothing),
    "schools": (workspaces.COUNTY, _schools),
    "prefecture": (PREFECTURE, _prefecture),
}
