"""The county's rules of the rotation: shown everywhere, set at the county's office."""

from nightschool.domain import policy as rules
from nightschool.domain.codes import Role
from nightschool.domain.policy import Policy
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import common


def policy_of(workspace: Workspace) -> Policy:
    """The rules that hold here."""
    with workspace.database.read() as connection:
        return common.policy_of(connection, workspace.county)


def set_policy(workspace: Workspace, policy: Policy, reason: str = "") -> None:
    """Set the rules of the county; they travel to its schools with the next packages.

    Raises `UserError` at any other desk and for rules that cannot be.
    """
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("The rules of the rotation are the county's."),
            _("The county sets them and sends them with its next package."),
        )
    rules.check(policy)
    with workspace.database.write() as write:
        key = common.policy_key(workspace.county)
        rows.edit(write, tables.Policy, {(key,): common.policy_values(policy)}, reason)
