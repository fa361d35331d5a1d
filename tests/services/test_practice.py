"""A practice school is alive now and counts for nothing."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from nightschool import bootstrap, clock
from nightschool.errors import UserError
from nightschool.services import enrolment, exporting, lessons, papers, policy, practice, progress
from nightschool.services.workspace import Workspace
from nightschool.task import Cancelled, Task

TODAY = date(2026, 11, 22)
PASSWORD = "correct horse"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def test_its_lessons_end_this_week_and_count_in_this_years_rotation(tmp_path: Path) -> None:
    steps: list[str] = []
    task = Task(report=lambda _done, _total, text: steps.append(text))
    practice.create(tmp_path / "school", PASSWORD, task)
    with bootstrap.opened(tmp_path / "school", lambda: PASSWORD) as workspace:
        days = [line.lesson.day for line in lessons.listing(workspace)]
        assert practice.is_practice(workspace)
        assert TODAY.toordinal() - max(days).toordinal() < 7
        assert policy.policy_of(workspace).start == date(2026, 1, 1)
        assert progress.figures(workspace, TODAY).figures.begun > 0
        assert steps == ["School and courses", "Households and people", "Lessons and rolls"]
        with pytest.raises(UserError, match="practice school"):
            exporting.export(workspace, tmp_path / "stick")
        with pytest.raises(UserError, match="practice school"):
            enrolment.join(workspace, tmp_path / "file", "code")


def test_its_papers_are_marked_on_each_page(tmp_path: Path) -> None:
    practice.create(tmp_path / "school", PASSWORD)
    month = TODAY.replace(day=1)
    with bootstrap.opened(tmp_path / "school", lambda: PASSWORD) as workspace:
        made = [
            papers.write_register(workspace, tmp_path / "register.pdf", TODAY),
            papers.write_household_files(workspace, tmp_path / "households.pdf", TODAY),
            papers.write_cards(workspace, tmp_path / "cards.pdf", TODAY),
            papers.write_poster(workspace, tmp_path / "poster.pdf", TODAY, month),
        ]
        book = papers.write_ledger(workspace, tmp_path / "ledger.xlsx", TODAY).file
    for one in made:
        with closing(pypdfium2.PdfDocument(one.file)) as paper:
            for page in paper:
                assert "练习" in page.get_textpage().get_text_bounded(), one.file.name
    assert load_workbook(book).active["A1"].value.endswith("练习")


def test_papers_of_a_real_school_are_not(school: Workspace, tmp_path: Path) -> None:
    written = papers.write_ledger(school, tmp_path / "ledger.pdf", TODAY)
    with closing(pypdfium2.PdfDocument(written.file)) as paper:
        assert "练习" not in paper[0].get_textpage().get_text_bounded()


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        practice.create(tmp_path / "school", PASSWORD, Task(cancelled=lambda: True))
    assert list(tmp_path.iterdir()) == []


def test_a_real_school_is_none(school: Workspace) -> None:
    assert not practice.is_practice(school)
    practice.require_real(school)
