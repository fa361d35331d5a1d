from pathlib import Path

import pytest

from nightschool.services import founding, signing_in
from tests.faults.scene import Scene, make_scenes
from tests.services.desks import PASSWORD, new_laptop
from tests.workspaces import COUNTY


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scene]:
    """A county and its laptop before an export, an import and a receipt; tests work on copies."""
    folder = tmp_path_factory.mktemp("scenes")
    county, laptop = folder / "county", folder / "laptop"
    founding.create(county, COUNTY, PASSWORD)
    office = signing_in.sign_in(county, PASSWORD)
    new_laptop(office, laptop).close()
    office.close()
    return make_scenes(folder, laptop, county)


@pytest.fixture
def scene(scenes: dict[str, Scene], tmp_path: Path) -> Scene:
    """Copies of the county and of a laptop that has never sent anything."""
    return scenes["export"].copy(tmp_path / "scene")
