"""A county's settings of the checks, and its requests to schools."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from nightschool.domain import identity, school
from nightschool.domain.checks import settings
from nightschool.domain.checks.finding import FindingRequest
from nightschool.domain.checks.rules import Code
from nightschool.domain.checks.settings import Setting
from nightschool.domain.identity import RowId
from nightschool.storage import tables
from nightschool.storage.queries import common, hours
from nightschool.storage.queries.history import names
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.rows import Values, table_of

Row = tables.FindingRequest


def rule_key(county: str, code: Code) -> RowId:
    """The key of a county's one row of a rule."""
    return identity.named("check_rule", f"{county}:{code}")


def rule_values(code: Code, setting: Setting) -> Values:
    """A setting as its row stores it."""
    limits = settings.to_json(setting.limits)
    return {"code": str(code), "active": setting.active, "limits": limits}


def settings_of(connection: Connection, county: str) -> dict[Code, Setting]:
    """What holds in a county: the usual where it has set nothing."""
    keys = {rule_key(county, code): code for code in Code}
    found = settings.usual()
    rule = tables.CheckRule
    query = select(table_of(rule)).where(rule.id.in_(list(keys)), rule.deleted.is_(False))
    for row in connection.execute(query).mappings():
        code = keys[row["id"]]
        found[code] = Setting(row["active"], settings.from_json(code, row["limits"]))
    return found


def requests(connection: Connection, scope: str) -> list[FindingRequest]:
    """What was asked of the schools of a desk, the latest first."""
    query = selecting(FindingRequest, Row, hours.within(Row, scope))
    return fetch(connection, FindingRequest, query.order_by(Row.asked_on.desc(), Row.id.desc()))


def labels(connection: Connection, asked: Sequence[FindingRequest]) -> dict[RowId, str]:
    """What people call the records of these requests; of a school its village."""
    found = dict(names(connection, {one.record for one in asked}))
    found |= {school.key(one.code): one.village for one in common.schools(connection)}
    certificates = [one.record for one in asked if one.table == "certificate"]
    query = select(tables.Certificate.id, tables.Certificate.name)
    query = query.where(tables.Certificate.id.in_(certificates))
    return found | {RowId(row[0]): str(row[1]) for row in connection.execute(query)}
