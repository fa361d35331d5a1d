"""Packages with a good signature and bad rows: a laptop or an office that reaches too far."""

from dataclasses import replace
from pathlib import Path

from nightschool.services import enrolment, exporting, taking
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import devices
from tests.services.desks import ABI, add_person, carry, names, new_laptop
from tests.workspaces import COUNTY, SCHOOL, make


def test_nobody_writes_another_schools_row_by_calling_it_their_own(
    county: Workspace, tmp_path: Path
) -> None:
    laptop = new_laptop(county, tmp_path / "laptop")
    add_person(county, replace(ABI, school="513432101209"))
    add_person(laptop, replace(ABI, name="someone else"))
    [taken] = carry(laptop, county, tmp_path / "stick")
    assert (taken.state, taken.reason) == ("refused", "out_of_scope")
    assert names(county) == [ABI.name]
    laptop.close()


def test_a_county_cannot_list_itself_for_more_than_itself(
    county: Workspace, tmp_path: Path
) -> None:
    prefecture = make(tmp_path / "prefecture", "5134", b"prefect1")
    made = enrolment.enrol(prefecture, (COUNTY,), tmp_path / "stick")
    enrolment.join(county, made.file, made.code)
    for scopes, state in (("5134", "refused"), (f"{COUNTY},513401", "refused"), (COUNTY, "merged")):
        with county.database.write() as write:
            key = (devices.key(county.device),)
            rows.edit(write, tables.Device, {key: {"scopes": scopes}})
        with county.database.read() as connection:
            assert devices.find(connection, county.device) is not None
        # Its package claims what it lists; the prefecture looks at what it enrolled.
        [up] = [
            taking.take_one(prefecture, one.file)
            for one in exporting.export(county, tmp_path / "stick")
            if one.to == ("凉山彝族自治州",)
        ]
        assert up.state == state, scopes
    assert SCHOOL.startswith(COUNTY)
    prefecture.close()
