from collections.abc import Iterator
from pathlib import Path

import pytest

from nightschool.services.workspace import Workspace
from tests import workspaces


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Xiaoshan's night school, with the county's common data and nothing else."""
    made = workspaces.make(tmp_path / "school")
    yield made
    made.close()


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Workspace]:
    """The office of Xide county."""
    made = workspaces.make(tmp_path / "county", workspaces.COUNTY, b"county-1")
    yield made
    made.close()
