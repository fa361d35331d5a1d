"""Reports on paper and as workbooks, ordinary and overfull: read back and looked at."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from PIL import Image

from nightschool.documents.report import words
from nightschool.documents.report.book import workbook_of
from nightschool.documents.report.paper import render_report
from nightschool.domain import cards
from nightschool.domain.cards import CardRules, Measured
from tests.documents.papers import reading
from tests.documents.papers.test_papers import overlapping
from tests.documents.report import golden, records

ALL = list(records.REPORTS)


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return {name: records.paper(name) for name in ALL}


@pytest.mark.parametrize("name", ALL)
def test_nothing_overlaps_and_nothing_is_cut(name: str, papers: dict[str, bytes]) -> None:
    pages = reading.pages_of(papers[name])
    for page in (*pages[:4], pages[-1]):
        assert overlapping(page) == []
        for word in page.words:
            assert word.left >= 30
            assert word.right <= page.width - 30
            assert word.top >= 20
            assert word.bottom <= page.height - 20


@pytest.mark.parametrize("name", ALL)
def test_every_report_says_of_what_and_when_and_what_its_figures_mean(
    name: str, papers: dict[str, bytes]
) -> None:
    text = reading.text_of(papers[name])
    assert "统计截至2019年6月30日" in text
    report = records.REPORTS[name]()
    for note in words.definitions(report):
        assert "".join(note.split()) in text
    marks = {mark for mark in words.MARKS if mark in text}
    defined = {note[0] for note in words.definitions(report)}
    assert marks <= defined


def test_a_school_without_much_to_say_needs_one_page(papers: dict[str, bytes]) -> None:
    assert len(reading.pages_of(papers["empty"])) == 1


def test_a_report_can_be_copied_from_and_kept(papers: dict[str, bytes]) -> None:
    assert all(font == ["yes", "yes", "yes"] for font in reading.fonts(papers["county"]))
    about = reading.info(papers["county"])
    assert "喜德县农民夜校2019年6月月报" in about
    assert papers["county"] == records.paper("county")


def test_the_county_sees_who_needs_help_and_why(papers: dict[str, bytes]) -> None:
    text = reading.text_of(papers["county"])
    assert "天没有数据包（满30天）" in text
    assert "落后计划" in text
    assert "未报" in text
    assert "已审定" in text


def test_schools_of_a_township_with_the_same_card_share_a_line() -> None:
    whole = records.county(1, lambda number: f"第{number}村")
    (township,) = whole.part.parts
    known = cards.card(Measured(lessons=0), CardRules())
    schools = [replace(one, card=known) for one in township.parts[:2]]
    schools.append(replace(township.parts[2], card=cards.card(Measured(lessons=1), CardRules())))
    part = replace(whole.part, parts=(replace(township, parts=tuple(schools)),))
    text = reading.text_of(render_report(replace(whole, part=part)))
    assert f"{township.name}2所：第0村、第1村月均上课0次（少于1次）" in text
    assert f"{township.name}第2村月均上课1次（少于2次）" in text


def test_a_closed_month_says_so_and_what_differs(papers: dict[str, bytes]) -> None:
    text = reading.text_of(papers["school"])
    assert "本月已于2019年7月5日由县级审定" in text
    assert "报送于2019年7月3日" in text
    assert "已审定月份与今日数据的差异" in text


def test_a_closed_month_prints_the_same_whatever_is_known_later() -> None:
    """All but the list of differences."""
    before, later = (
        reading.text_of(render_report(records.closed(differing=differing)))
        for differing in (False, True)
    )
    page, _foot, _others = before.partition("喜德县冕山镇小山村农民夜校2019年6月月报")
    assert page.endswith("落后计划11.2个百分点（满10）")
    assert later.startswith(page)


def test_without_enough_data_there_is_no_forecast(papers: dict[str, bytes]) -> None:
    assert "没有适龄劳动力" in reading.text_of(papers["empty"])


@pytest.mark.parametrize("name", records.GOLDEN)
def test_reports_look_as_they_did(name: str, papers: dict[str, bytes]) -> None:
    kept = Image.open(golden.FOLDER / f"{name}.png").convert("L")
    now = golden.small(papers[name]).convert("L")
    assert reading.differing(now, kept) < reading.ALIKE


def cells(name: str, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(records.book(name)))
    return list(book[sheet].iter_rows(values_only=True))


def test_the_workbook_has_the_same_figures_as_real_numbers() -> None:
    report = records.REPORTS["county"]()
    rows = cells("county", "主要数字")[3:]
    figures = {str(row[0]): row[1] for row in rows}
    part = report.part
    assert figures["适龄劳动力②"] == part.account.figures.working_age
    assert figures["本期学时⑧"] == report.activity.all_half_hours / 2
    share = part.account.figures.share
    assert share is not None
    assert figures["完成率④"] == pytest.approx(share / 100)
    head, *schools = cells("county", "分夜校")[2:]
    assert len(schools) == 36
    assert head[:2] == ("乡镇", "夜校")
    assert all(type(row[2]) is int for row in schools)
    assert sum(int(str(row[2])) for row in schools) == figures["适龄劳动力②"]


def test_the_workbook_has_every_level_charts_and_days() -> None:
    book = openpyxl.load_workbook(BytesIO(records.book("prefecture")))
    assert book.sheetnames[:4] == ["主要数字", "分县（市）", "分乡镇", "分夜校"]
    rotation = list(book["轮训进度"].iter_rows(min_row=4, values_only=True))
    assert len(rotation) == 36
    assert rotation[0][0].date() == date(2018, 1, 31)
    assert (rotation[-1][1], rotation[-1][2]) == (1, None)


def test_what_people_typed_is_no_formula() -> None:
    report = records.county(1, lambda number: f"=1+{number}")
    book = openpyxl.load_workbook(BytesIO(workbook_of(report)))
    column = [cell for row in book["分夜校"].iter_rows(min_row=4, max_col=2) for cell in row]
    assert {cell.data_type for cell in column if cell.value} == {"s"}
    assert "〓" not in reading.text_of(render_report(report))
