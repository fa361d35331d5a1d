"""Running papers of a school, from its records to what stands on them."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nightschool.domain import citizen_number, household
from nightschool.domain.codes import HouseholdKind, Relation
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.services import exporting, lessons, paper_sources, papers, people, slip
from nightschool.services.workspace import Workspace
from tests.documents.papers.reading import pages_of, text_of
from tests.evenings import MARCH_1, citizen_no, evening, held, person
from tests.services.desks import new_laptop
from tests.workspaces import SCHOOL

JULY = date(2018, 7, 31)
NUMBER = "5134321012080001"
FORMULA = "=1+1"


@pytest.fixture
def family(school: Workspace) -> list[RowId]:
    """A household of two, one of them called like a formula; lessons that made one complete."""
    home = Household(
        household.key(SCHOOL, NUMBER), SCHOOL, NUMBER, HouseholdKind.GENERAL, 2, "缺技术", 2400
    )
    people.add_household(school, home)
    people.add_household(school, Household(household.key(SCHOOL, "9"), SCHOOL, "9"))
    made = [
        people.add_person(school, person(name, at, household=home.id, relation=relation)).id
        for at, (name, relation) in enumerate(
            [("阿的·木果莫", Relation.HEAD), (FORMULA, Relation.SPOUSE)], 1
        )
    ]
    for day in range(1, 9):
        held(school, date(2018, 3, day), made[:1], course="JN22")
    held(school, date(2018, 3, 20), made)
    lessons.cancel(school, evening(school, date(2018, 4, 1)).id, "暴雨")
    return made


def text(file: Path) -> str:
    return text_of(file.read_bytes())


def test_the_register(school: Workspace, family: list[RowId], tmp_path: Path) -> None:
    written = papers.write_register(school, tmp_path / "register.pdf", JULY)
    assert written.count == len(family)
    found = text(written.file)
    for each in (
        "阿的·木果莫",
        FORMULA,
        citizen_number.masked(citizen_no(1)),
        "数据截至2018年7月31日",
        "还差",
    ):
        assert each in found
    assert citizen_no(1) not in found


def test_the_register_as_a_workbook(school: Workspace, family: list[RowId], tmp_path: Path) -> None:
    written = papers.write_register(school, tmp_path / "register.xlsx", JULY)
    page = openpyxl.load_workbook(written.file).worksheets[0]
    assert page.freeze_panes == "B4"
    assert page.auto_filter.ref == "A3:N5"
    heads = [cell.value for cell in page[3]]
    row = dict(zip(heads, page[5], strict=True))
    assert (row["姓名"].value, row["姓名"].data_type) == (FORMULA, "s")
    assert (row["证件号码"].data_type, row["户编号"].value) == ("s", NUMBER)
    assert row["出生日期"].is_date
    assert row["学时"].value == 2.5
    assert page.column_dimensions["F"].width > 18


def test_csv_is_guarded(school: Workspace, family: list[RowId], tmp_path: Path) -> None:
    written = papers.write_register(school, tmp_path / "register.csv", JULY)
    data = written.file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    assert [row["姓名"] for row in rows] == ["阿的·木果莫", f"'{FORMULA}"]
    assert rows[0]["出生日期"] == "1985-05-20"


def test_whole_numbers_need_a_reason_and_are_kept(
    school: Workspace, family: list[RowId], tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="only for a reason"):
        paper_sources.unmasked(" ")
    shown = paper_sources.unmasked("县里核对")
    written = papers.write_register(school, tmp_path / "register.pdf", JULY, shown=shown)
    assert citizen_no(1) in text(written.file)
    papers.write_cards(school, tmp_path / "cards.pdf", JULY, shown=shown)
    papers.write_register(school, tmp_path / "masked.pdf", JULY)
    (card, register) = papers.disclosed(school)
    assert (register.paper, register.people, register.reason) == ("register", 2, "县里核对")
    assert (card.paper, card.school) == ("card", SCHOOL)


@pytest.mark.parametrize("name", ["register.csv", "households.csv", "files.pdf"])
def test_phones_are_masked_like_numbers(
    school: Workspace, family: list[RowId], tmp_path: Path, name: str
) -> None:
    people.edit_household(school, household.key(SCHOOL, NUMBER), {"phone": "13900000001"})
    people.edit_person(school, family[0], {"phone": "13900000001"})
    write: Any = {
        "register.csv": papers.write_register,
        "households.csv": papers.write_households,
        "files.pdf": papers.write_household_files,
    }[name]

    def written(shown: paper_sources.Shown) -> str:
        file = write(school, tmp_path / name, JULY, shown=shown).file
        return text(file) if file.suffix == ".pdf" else file.read_text("utf-8-sig")

    assert "1390***0001" in written(paper_sources.MASKED)
    assert papers.disclosed(school) == []
    assert "13900000001" in written(paper_sources.unmasked("逐户联系"))
    assert [one.reason for one in papers.disclosed(school)] == ["逐户联系"]


def test_the_ledger(school: Workspace, family: list[RowId], tmp_path: Path) -> None:
    assert family
    written = papers.write_ledger(school, tmp_path / "ledger.pdf", JULY)
    assert written.count == 10
    found = text(written.file)
    for each in ("合计：已上课9次", "22.5", "已取消：暴雨", "学技术"):
        assert each in found
    march = papers.write_ledger(school, tmp_path / "march.xlsx", JULY, month=MARCH_1)
    page = openpyxl.load_workbook(march.file).worksheets[0]
    assert march.count == 9
    assert page["B4"].is_date
    assert page["J4"].value == 2.5


def test_households_in_rows_and_on_pages(
    school: Workspace, family: list[RowId], tmp_path: Path
) -> None:
    assert family
    listed = papers.write_households(school, tmp_path / "households.xlsx", JULY)
    page = openpyxl.load_workbook(listed.file).worksheets[0]
    row = [cell.value for cell in page[4]]
    assert row[:4] == [1, NUMBER, "阿的·木果莫", "一般贫困户"]
    assert listed.count == 1
    file = papers.write_household_files(school, tmp_path / "files.pdf", JULY, number=NUMBER)
    found = text(file.file)
    for each in ("户主：阿的·木果莫", "缺技术", "2,400元", "还差", "所获证书", "培训成效"):
        assert each in found
    by_head = papers.write_household_files(school, tmp_path / "one.pdf", JULY, number="阿的·木果莫")
    assert by_head.count == 2
    with pytest.raises(UserError, match="no such household"):
        papers.write_household_files(school, tmp_path / "none.pdf", JULY, number="7")


def test_cards(school: Workspace, family: list[RowId], tmp_path: Path) -> None:
    every = papers.write_cards(school, tmp_path / "cards.pdf", JULY)
    assert every.count == len(family)
    assert "2018-03-20" in text(every.file)
    one = papers.write_cards(school, tmp_path / "card.pdf", JULY, people=family[1:])
    assert "阿的" not in text(one.file)
    early = papers.write_cards(school, tmp_path / "early.pdf", MARCH_1, people=family)
    assert "2018-03-20" not in text(early.file)
    with pytest.raises(UserError, match="nobody"):
        papers.write_cards(school, tmp_path / "none.pdf", date(2018, 1, 1))


def test_the_poster_leaves_out_what_is_called_off(
    school: Workspace, family: list[RowId], tmp_path: Path
) -> None:
    assert family
    written = papers.write_poster(school, tmp_path / "poster.pdf", JULY, MARCH_1)
    assert written.count == 9
    april = papers.write_poster(school, tmp_path / "april.pdf", JULY, date(2018, 4, 1))
    assert "本月未安排课程" in text(april.file)
    assert len(pages_of(written.file.read_bytes())) == 1


def test_another_ending_is_refused(school: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is written as"):
        papers.write_ledger(school, tmp_path / "ledger.doc", JULY)
    assert list(tmp_path.glob("ledger*")) == []


def test_a_county_prints_for_a_school(county: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--school"):
        papers.write_register(county, tmp_path / "register.pdf", JULY)
    written = papers.write_register(county, tmp_path / "register.pdf", JULY, SCHOOL)
    assert written.count == 0
    assert "小山村农民夜校" in text(written.file)


def test_the_slip_as_a_paper(county: Workspace, tmp_path: Path) -> None:
    laptop = new_laptop(county, tmp_path / "laptop")
    made = exporting.export(laptop, tmp_path / "stick")
    laptop.close()
    found = text(slip.save(made, tmp_path / "slip.pdf"))
    for each in ("数据包随附单", f"第{made[0].number}号", "小山村", made[0].file.name):
        assert each in found
