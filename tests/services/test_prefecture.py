"""A county's package to the prefecture, and what comes back."""

from pathlib import Path

from nightschool.services import enrolment, exporting, taking
from nightschool.services.workspace import Workspace
from tests.services.desks import add_person, carry, edit_person, names, new_laptop
from tests.workspaces import COUNTY, SCHOOL, make


def test_work_goes_up_through_the_county_and_corrections_come_down(
    county: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    prefecture = make(tmp_path / "prefecture", "5134", b"prefect1")
    made = enrolment.enrol(prefecture, (COUNTY,), stick)
    enrolment.join(county, made.file, made.code)
    laptop = new_laptop(county, tmp_path / "laptop")
    add_person(laptop)
    carry(laptop, county, stick)

    ups = [one for one in exporting.export(county, stick) if one.to == ("凉山彝族自治州",)]
    [up] = [taking.take_one(prefecture, one.file) for one in ups]
    assert up.state == "merged", up.message
    assert names(prefecture) == ["吉克阿牛"]
    assert SCHOOL in ups[0].scopes

    edit_person(prefecture, name="吉克阿木")
    [down] = carry(prefecture, county, stick)
    assert down.state == "merged"
    carry(county, laptop, stick)
    assert names(laptop) == names(county) == names(prefecture) == ["吉克阿木"]
    laptop.close()
    prefecture.close()
