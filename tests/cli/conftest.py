"""The terminal door as tests use it: real workspaces, exit codes, what was printed."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from nightschool.cli.main import main
from nightschool.services import founding
from tests.workspaces import COUNTY, SCHOOL

PASSWORD = "correct horse"


@dataclass(frozen=True)
class Done:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def english_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with an English locale whose person has set the password and nothing else."""
    for name in ("LC_ALL", "LC_MESSAGES", "NIGHTSCHOOL_HOME", "NIGHTSCHOOL_CODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("NIGHTSCHOOL_PASSWORD", PASSWORD)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command as from the shell."""

    def call(*words: str | Path) -> Done:
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """New workspaces by their codes, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("founded")
    for code in (SCHOOL, COUNTY):
        founding.create(folder / code, code, PASSWORD)
    return {code: folder / code for code in (SCHOOL, COUNTY)}


@pytest.fixture
def school(founded: dict[str, Path], tmp_path: Path) -> Path:
    """Xiaoshan's workspace, begun alone."""
    return Path(shutil.copytree(founded[SCHOOL], tmp_path / "school"))


@pytest.fixture
def county(founded: dict[str, Path], tmp_path: Path) -> Path:
    """Xide county's workspace."""
    return Path(shutil.copytree(founded[COUNTY], tmp_path / "county"))
