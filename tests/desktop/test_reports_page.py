"""Reports in the window: a month submitted, returned, submitted again, accepted; papers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from nightschool.desktop.dialogs import paper
from nightschool.desktop.pages.progress import ProgressPage
from nightschool.desktop.pages.reports import OneLine, ReportsPage
from nightschool.desktop.target import Target
from nightschool.domain import registry
from nightschool.domain.report import MonthState
from nightschool.services.reporting import months
from tests import workspaces
from tests.desktop.conftest import Scene

Opener = Callable[..., Scene]
MAY = date(2018, 5, 1)


@pytest.fixture
def school() -> str:
    return registry.of_county(workspaces.COUNTY)[0].code


def opened(s: Scene, detail: str = "") -> ReportsPage:
    return s.page("reports", ReportsPage, Target("reports", None, detail))


def standing(page: ReportsPage) -> tuple[str, MonthState] | None:
    return (page.line.school.code, page.line.state) if page.line else None


def settle(s: Scene) -> None:
    """Twice: what a write spoils is loaded after it."""
    s.settle()
    s.settle()


def test_the_county_returns_and_accepts(scene: Opener, school: str) -> None:
    s = scene("schools")
    months.submit(s.workspace, MAY, "王老师", school)
    page = opened(s, f"2018-05 {school}")
    assert standing(page) == (school, MonthState.SUBMITTED)
    assert page._accept.isEnabled()
    page.send_back("5月12日的课没有点名")
    settle(s)
    assert standing(page) == (school, MonthState.RETURNED)
    assert page._model.index(0, 6).data() == "5月12日的课没有点名"
    assert not page._accept.isEnabled()
    page.submit("王老师")
    settle(s)
    page.accept()
    settle(s)
    assert standing(page) == (school, MonthState.ACCEPTED)
    assert not page._submit.isEnabled()
    [line] = months.listing(s.workspace, MAY, school)
    assert line.report
    assert line.report.answered_by == "tester"


def test_months_are_narrowed_to_those_that_wait(scene: Opener, school: str) -> None:
    s = scene("schools")
    months.submit(s.workspace, MAY, "", school)
    page = opened(s, "2018-05")
    everybody = page._model.rowCount()
    page._which.setCurrentIndex(1)
    assert [one.school.code for one in page._model.rows] == [school]
    page._which.setCurrentIndex(2)
    assert page._model.rowCount() == everybody - 1


def test_a_school_submits_from_its_progress(scene: Opener) -> None:
    s = scene("ordinary")
    progress = s.page("progress", ProgressPage)
    progress.tools[0].click()
    s.settle()
    page = s.desk.current
    assert isinstance(page, ReportsPage)
    assert page._accept.isHidden()
    assert [one.month for one in page._model.rows][:2] == [date(2018, 6, 1), MAY]
    assert not page._submit.isEnabled()  # June is not over
    page._table.select(1)
    page.submit("沙马尔布")
    settle(s)
    [line] = months.listing(s.workspace, MAY, s.session.school)
    assert line.report
    assert line.report.submitted_by == "沙马尔布"


def test_a_return_needs_a_reason(scene: Opener) -> None:
    page = opened(scene("schools"))
    dialog = OneLine(page, "Return", "Return it", "Why?", must=True)
    dialog.try_accept()
    assert dialog.result() == 0
    dialog.line.setText("mend it")
    dialog.try_accept()
    assert dialog.result() == 1


@pytest.mark.parametrize("kind", ["schools", "prefecture", "ordinary"])
def test_reports_are_shown_and_saved(
    scene: Opener, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    s = scene(kind)
    shown: list[bytes] = []
    monkeypatch.setattr(
        paper, "PaperDialog", lambda _page, _session, _title, data, _printed: Shown(shown, data)
    )
    page = opened(s)
    page.preview(page._of)
    s.settle()
    assert shown[0].startswith(b"%PDF")
    page.save(tmp_path, pdf=False)
    s.settle()
    assert len(list(tmp_path.glob("*.xlsx"))) == 1
    if page._levels:
        page._each.setCurrentIndex(1)
        page.save(tmp_path / "each", pdf=False)
        s.settle()
        assert len(list((tmp_path / "each").glob("*.xlsx"))) > 1


class Shown:
    """Stands for the dialog of a paper."""

    def __init__(self, into: list[bytes], data: bytes) -> None:
        into.append(data)

    def open(self) -> None:
        pass
