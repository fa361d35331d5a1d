"""A county and a school for every test of sync; keys are made once, they cost the most."""

from pathlib import Path

import pytest

from nightschool.sync import package
from tests.sync.parties import Party, draft, packed, party


@pytest.fixture(scope="session")
def school() -> Party:
    return party("小山村 1", "513432101208")


@pytest.fixture(scope="session")
def county() -> Party:
    return party("喜德县", "513432")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The private folder into which packages are unpacked."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def saved(school: Party, county: Party, tmp_path: Path) -> Path:
    return package.save(packed(draft(school, county), school, tmp_path), tmp_path, "小山村")
