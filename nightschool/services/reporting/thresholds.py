"""The county's thresholds of yellow and red cards: shown everywhere, set at the county's office."""

from nightschool.domain import cards
from nightschool.domain.cards import CardRules
from nightschool.domain.codes import Role
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import month_reports


def thresholds_of(workspace: Workspace) -> CardRules:
    """The thresholds that hold here."""
    with workspace.database.read() as connection:
        return month_reports.card_rules_of(connection, workspace.county)


def set_thresholds(workspace: Workspace, rules: CardRules, reason: str = "") -> None:
    """Set the county's thresholds; they travel to its schools with the next packages.

    Raises `UserError` at any other desk and for thresholds that cannot be.
    """
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("The thresholds of cards are the county's."),
            _("The county sets them and sends them with its next package."),
        )
    cards.check(rules)
    with workspace.database.write() as write:
        key = month_reports.card_rules_key(workspace.county)
        values = month_reports.card_rules_values(rules)
        if rows.existing(write.connection, tables.CardRules, [(key,)]):
            rows.edit(write, tables.CardRules, {(key,): values}, reason)
        else:
            new = {"id": key, "scope": workspace.county, **values}
            rows.insert(write, tables.CardRules, [new])
