"""Making an office's workspace on a server, in the terminal."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.storage.postgresql import Server
from tests.workspaces import COUNTY, SCHOOL


def test_the_first_clerk_makes_it_and_the_second_joins(
    run: Run, server: Server, tmp_path: Path
) -> None:
    url = str(server.new())
    for home in (tmp_path / "first", tmp_path / "second"):
        done = run("init", "county", COUNTY, "--database", url, "--home", home)
        assert (done.code, done.err) == (0, "")
        assert run("doctor", "--home", home, "--json").json == []
    words = ("course", "list", "--json", "--home")
    listed = [run(*words, tmp_path / name).json for name in ("first", "second")]
    assert listed[0] == listed[1] != []


def test_a_school_keeps_its_own_database(run: Run, server: Server, tmp_path: Path) -> None:
    url = str(server.new())
    done = run("init", "school", SCHOOL, "--database", url, "--home", tmp_path / "new")
    assert done.code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_leaves_nothing(run: Run, tmp_path: Path) -> None:
    url = f"postgresql+psycopg://clerk@/nightschool?host={tmp_path}"
    done = run("init", "county", COUNTY, "--database", url, "--home", tmp_path / "new")
    assert done.code == 1
    assert "cannot be reached" in done.err
    assert list(tmp_path.iterdir()) == []
