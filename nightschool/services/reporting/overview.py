"""An office at a glance: the report of a period with all places in it, and what waits for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from nightschool.domain.codes import Role
from nightschool.domain.period import Period
from nightschool.domain.policy import Policy
from nightschool.domain.report import Part, PeriodReport
from nightschool.domain.school import School, county_of
from nightschool.services import progress
from nightschool.services.reporting import gathering
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import month_reports
from nightschool.storage.queries.month_reports import Waiting as Waiting


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures are those of the report, to the digit: they are the same ones."""

    report: PeriodReport
    waiting: tuple[Waiting, ...]
    """Months that the county has not answered, by school and month; none at the prefecture."""
    policies: Mapping[str, Policy]
    """By county."""
    schools: Mapping[str, School]

    @property
    def part(self) -> Part:
        return self.report.part

    def policy_of(self, code: str) -> Policy:
        """The rules of the county that the place is in; of the prefecture, those of most."""
        return self.policies.get(county_of(code), self.report.policy)


def overview(workspace: Workspace, of: Period) -> Overview:
    """What the dashboard shows of a month or quarter that has begun.

    Raises `UserError` for one to come.
    """
    on = gathering.day_of(of)
    desk = gathering.gather(workspace, of, on, months=len(of.months))
    part = gathering.part_of(progress.figures(workspace, on), desk)
    waiting: list[Waiting] = []
    if workspace.role is Role.COUNTY:
        with workspace.database.read() as connection:
            waiting = month_reports.waiting(connection, workspace.scope)
    report = gathering.report_of(part, desk)
    return Overview(report, tuple(waiting), desk.policies, desk.schools)
