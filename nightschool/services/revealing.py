"""An ID number shown whole on the screen: for a reason, which is kept with who saw it when."""

from nightschool import clock
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import disclosures, tables
from nightschool.storage.disclosures import Disclosure
from nightschool.storage.queries import records

SCREEN = "screen"
"""Stands where `papers.disclosed` names the paper."""


def citizen_no(workspace: Workspace, row: RowId, reason: str) -> str:
    """The whole number of one person; empty where none is known.

    Raises `UserError` without a reason, or where the person is not here any more.
    """
    if not reason.strip():
        raise UserError(_("An ID number is shown whole only for a reason."), _("Say why."))
    with workspace.database.read() as connection:
        one = records.by_id(connection, Person, tables.Person, row)
    if one is None:
        raise UserError(_("That person is not here any more."))
    if one.citizen_no:
        seen = Disclosure(
            clock.now().isoformat(), workspace.database.user, one.school, SCREEN, 1, reason.strip()
        )
        with workspace.database.alone() as connection:
            disclosures.keep(connection, seen)
    return one.citizen_no or ""
