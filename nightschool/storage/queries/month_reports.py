"""Months that schools submitted, and the county's thresholds of cards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.domain.cards import CardRules, Rule, Threshold
from nightschool.domain.codes import MonthAnswer
from nightschool.domain.identity import RowId
from nightschool.domain.report import MonthReport
from nightschool.storage import tables
from nightschool.storage.queries import hours
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.rows import Values, table_of

Row = tables.MonthReport


@dataclass(frozen=True, slots=True)
class Waiting:
    """A month that a school submitted, without its figures."""

    school: str
    month: date
    submitted_on: date
    submitted_by: str
    answer: MonthAnswer | None


Sent = TypeVar("Sent", MonthReport, Waiting)


def submissions(
    connection: Connection, scope: str, months: Iterable[date] | None = None
) -> list[MonthReport]:
    """What the schools of a desk submitted, by school and month, the latest submission last.

    Stamps order them, not clocks: whoever submitted again had seen what they submitted before.
    """
    query = selecting(MonthReport, Row, hours.within(Row, scope))
    if months is not None:
        query = query.where(Row.month.in_(list(months)))
    return fetch(connection, MonthReport, query.order_by(Row.scope, Row.month, Row.stamp))


def current(found: Iterable[Sent]) -> Mapping[tuple[str, date], Sent]:
    """Of each school and month what stands: what was accepted, else the latest."""
    standing: dict[tuple[str, date], Sent] = {}
    for one in found:
        before = standing.get((one.school, one.month))
        if before is None or before.answer is not MonthAnswer.ACCEPTED:
            standing[one.school, one.month] = one
    return standing


def waiting(connection: Connection, scope: str) -> list[Waiting]:
    """What waits for an answer, by school and month; the figures are not read."""
    query = selecting(Waiting, Row, hours.within(Row, scope))
    found = fetch(connection, Waiting, query.order_by(Row.scope, Row.month, Row.stamp))
    return [one for one in current(found).values() if one.answer is None]


def card_rules_key(county: str) -> RowId:
    """The key of a county's one row of thresholds."""
    return identity.named("card_rules", county)


def card_rules_values(rules: CardRules) -> Values:
    """The thresholds as their row stores them."""
    return {
        f"{rule}_{colour}": getattr(getattr(rules, rule), colour)
        for rule in Rule
        for colour in ("yellow", "red")
    }


def card_rules_of(connection: Connection, county: str) -> CardRules:
    """The county's thresholds; the usual ones where it set none."""
    row = (
        connection.execute(
            select(table_of(tables.CardRules)).where(tables.CardRules.id == card_rules_key(county))
        )
        .mappings()
        .first()
    )
    if row is None:
        return CardRules()
    return CardRules(
        **{rule: Threshold(row[f"{rule}_yellow"], row[f"{rule}_red"]) for rule in Rule}
    )
