"""Upgrades: after a checked backup, whole or not at all; a newer schema is left alone."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, text

from nightschool import paths
from nightschool.domain import person
from nightschool.errors import UserError
from nightschool.storage import rows, schema, sqlcipher, tables
from tests.storage.conftest import KEY, SCHOOL, make_database

NEXT = '''"""A later schema.

Revision: 9001
"""

import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("person", sa.Column("nickname", sa.Text()))
    op.execute(sa.text("UPDATE person SET note = 'upgraded'"))
    {last}


def downgrade() -> None:
    op.drop_column("person", "nickname")
'''


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file with one person, as the program before an upgrade leaves it."""
    database = make_database(tmp_path)
    someone = person.Person(id=person.key(SCHOOL, "1"), school=SCHOOL, name="吉克阿牛")
    with database.write() as write:
        rows.insert(write, tables.Person, [rows.values_of(someone)])
    database.close()
    return tmp_path / "nightschool.db"


def later_program(folder: Path, monkeypatch: pytest.MonkeyPatch, last: str = "") -> None:
    """The program with one more migration, which may fail at its end."""
    before = schema.revisions()[-1]
    migrations = Path(shutil.copytree(paths.migrations(), folder / "migrations"))
    script = NEXT.format(before=before, last=last)
    (migrations / "versions" / "9001_next.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(paths, "migrations", lambda: migrations)


def standing(place: Path) -> tuple[str, str]:
    """The revision of the file, and the person's note."""
    driver = sqlcipher.connect(place, KEY)
    (revision,) = driver.execute("SELECT version_num FROM alembic_version").fetchone()
    (note,) = driver.execute("SELECT note FROM person").fetchone()
    driver.close()
    return revision, note


def test_an_older_schema_is_upgraded_after_a_backup(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = standing(place)
    later_program(tmp_path, monkeypatch)
    schema.prepare(place, KEY, tmp_path / "backups").close()
    assert standing(place) == ("9001", "upgraded")
    [backup] = (tmp_path / "backups").glob("*.db")
    assert standing(backup) == before


def test_an_upgrade_that_fails_changes_nothing(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = standing(place)
    later_program(tmp_path, monkeypatch, last="raise RuntimeError('power')")
    with pytest.raises(RuntimeError, match="power"):
        schema.prepare(place, KEY, tmp_path / "backups")
    assert standing(place) == before


def test_a_newer_schema_is_refused_by_the_name_of_the_version_needed(
    place: Path, tmp_path: Path
) -> None:
    driver = sqlcipher.connect(place, KEY)
    driver.execute("UPDATE alembic_version SET version_num = '9999'")
    driver.execute("UPDATE workspace SET program = '4.2.0'")
    driver.close()
    with pytest.raises(UserError, match=r"Install version 4\.2\.0 or later"):
        schema.prepare(place, KEY, tmp_path / "backups")
    assert standing(place) == ("9999", "")
    assert not (tmp_path / "backups").exists()


def test_a_database_that_stands_at_head_is_opened_as_it_is(place: Path, tmp_path: Path) -> None:
    database = schema.prepare(place, KEY, tmp_path / "backups")
    with database.read() as connection:
        assert connection.execute(select(text("name")).select_from(text("person"))).scalar()
    database.close()
    assert not (tmp_path / "backups").exists()
