"""Registry, second uses of an enrolment and the full export on a PostgreSQL server."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nightschool.domain.codes import Mark
from nightschool.services import (
    enrolment,
    exporting,
    founding,
    full_export,
    laptops,
    people,
    registry,
    roll_call,
    schools,
    signing_in,
    taking,
)
from nightschool.services.workspace import Workspace
from tests.evenings import MARCH_1, evening, person
from tests.services.desks import ABI, PASSWORD, add_person
from tests.storage.postgresql import Server
from tests.workspaces import COUNTY, SCHOOL


@pytest.fixture
def office(server: Server, tmp_path: Path) -> Iterator[Workspace]:
    """Xide county's office on the server."""
    home = tmp_path / "clerk"
    founding.create(home, COUNTY, PASSWORD, server=str(server.new()))
    with closing(signing_in.sign_in(home, PASSWORD)) as workspace:
        yield workspace


def test_laptops_are_asked_about_and_revoked(office: Workspace, tmp_path: Path) -> None:
    registry.rename(office, SCHOOL, "大山村", "并村")
    registry.new_school(office, "513432101299", "新民村")
    made = enrolment.enrol(office, (SCHOOL,), tmp_path / "files")
    for name in ("one", "two"):
        enrolment.create_from(tmp_path / name, made.file, made.code, lambda: PASSWORD)
        with closing(signing_in.sign_in(tmp_path / name, PASSWORD)) as laptop:
            assert schools.school_of(laptop, SCHOOL).village == "大山村"
            add_person(laptop)
            [package] = exporting.export(laptop, tmp_path / f"{name}-stick")
        taken = taking.take_one(office, package.file)
    assert taken.reason == "enrolment_used"
    [claim] = laptops.listing(office).waiting
    laptops.admit(office, claim.device.hex())
    assert taking.take_one(office, package.file).state != taking.REFUSED
    laptops.revoke(office, claim.device, "遗失")
    found = laptops.listing(office)
    assert [one.reason for one in found.laptops if one.device.revoked_on] == ["遗失"]
    assert (found.waiting, found.unused) == ((), ())


def test_all_data_are_taken_out(office: Workspace, tmp_path: Path) -> None:
    who = people.add_person(office, person(ABI.name)).id
    lesson = evening(office, MARCH_1, school=SCHOOL)
    roll_call.mark(office, lesson.id, who, Mark.PRESENT)
    roll_call.finish(office, lesson.id)
    made = full_export.export_all(office, tmp_path / "out", unmasked=True, reason="审计要求")
    written = {one.file.stem: one.rows for one in made.books}
    assert written["Villagers"] == 1
    assert written["Attendance 2018"] == 1
    assert written["Schools"] == len(schools.served(office))
