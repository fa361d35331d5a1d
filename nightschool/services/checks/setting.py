"""The county's switches and numbers: shown everywhere, set at the county's office."""

from collections.abc import Mapping

from nightschool.domain.checks import settings as rules
from nightschool.domain.checks.rules import Code
from nightschool.domain.checks.settings import Setting
from nightschool.domain.codes import Role
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import findings


def set_rule(
    workspace: Workspace,
    code: Code,
    active: bool | None = None,
    numbers: Mapping[str, int] | None = None,
    reason: str = "",
) -> Setting:
    """Switch a rule or set some of its numbers; it travels to the schools with the next packages.

    Raises `UserError` at any other desk and for numbers that cannot be.
    """
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("The rules of the checks are the county's."),
            _("The county sets them and sends them with its next package."),
        )
    with workspace.database.write() as write:
        before = findings.settings_of(write.connection, workspace.county)[code]
        after = Setting(
            before.active if active is None else active,
            rules.limits_of(code, numbers or {}, before.limits),
        )
        key = findings.rule_key(workspace.county, code)
        values = findings.rule_values(code, after)
        if rows.existing(write.connection, tables.CheckRule, [(key,)]):
            rows.edit(write, tables.CheckRule, {(key,): values}, reason)
        else:
            new = {"id": key, "scope": workspace.county, **values}
            rows.insert(write, tables.CheckRule, [new])
    return after
