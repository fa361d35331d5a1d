"""The months of schools as a table: where each stands."""

from collections.abc import Mapping

from nightschool.desktop import report_words
from nightschool.desktop.models.table import Column
from nightschool.domain.report import MonthState
from nightschool.i18n import N_, _
from nightschool.services.reporting.months import MonthLine

SHOWN: Mapping[str, tuple[str, frozenset[MonthState]]] = {
    "all": (N_("All months"), frozenset(MonthState)),
    "waiting": (N_("Waiting for the county"), frozenset({MonthState.SUBMITTED})),
    "open": (N_("Not submitted"), frozenset({MonthState.MISSING, MonthState.RETURNED})),
    "accepted": (N_("Accepted"), frozenset({MonthState.ACCEPTED})),
}
"""The months by where they stand."""


def month_columns() -> tuple[Column[MonthLine], ...]:
    """A month of a school in a line."""
    return (
        Column(
            _("Month"),
            lambda one: f"{one.month:%Y-%m}",
            sort=lambda one: (one.month, one.school.code),
            width=90,
        ),
        Column(
            _("Night school"),
            lambda one: f"{one.school.township}{one.school.village}",
            sort=lambda one: (one.school.code, one.month),
            width=220,
        ),
        Column(
            _("State"),
            lambda one: report_words.state(one.state),
            tone=lambda one: report_words.STATES[one.state][2],
            width=180,
        ),
        Column(
            _("Submitted on"),
            lambda one: f"{one.report.submitted_on}" if one.report else "",
            width=120,
        ),
        Column(
            _("Submitted by"), lambda one: one.report.submitted_by if one.report else "", width=120
        ),
        Column(
            _("Answered by"), lambda one: one.report.answered_by if one.report else "", width=120
        ),
        Column(_("Reason"), lambda one: one.report.reason if one.report else ""),
    )
