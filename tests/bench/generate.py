"""A county of any size for the benches, by the program's own generator."""

from datetime import date
from pathlib import Path

from nightschool.domain import registry
from nightschool.services.demo import multitude
from nightschool.services.workspace import Workspace
from tests import workspaces

COUNTY = "513433"
"""It has 224 schools."""
UNTIL = date(2020, 12, 31)


def county(home: Path, schools: int = 220, seed: int = 1) -> Workspace:
    """220 schools have 7,900 households, 35,600 people, 1.2 million lines of rolls."""
    workspace = workspaces.make(home, COUNTY, b"county-1")
    multitude.fill(workspace, registry.of_county(COUNTY)[:schools], seed, UNTIL)
    return workspace
