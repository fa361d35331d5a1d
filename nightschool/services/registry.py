"""The schools of the prefecture: searching them all, closing and merging those of a county."""

from datetime import date

from nightschool.domain import registry
from nightschool.domain import school as schools
from nightschool.domain.codes import Role
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.schools import school_of
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables


def search(text: str, limit: int | None = None) -> list[School]:
    """Schools of the official list, the likeliest first; needs no workspace."""
    return registry.find(text, limit)


def close(workspace: Workspace, code: str, day: date, into: str | None = None) -> School:
    """Close a school from `day`, perhaps merging it into another; its history stays its own.

    Raises `UserError` away from the county's desk, for an unknown school, a merger into itself or
    into a closed one.
    """
    _require_county(workspace)
    if into is not None:
        heir = school_of(workspace, into)
        if into == code or heir.closed_on is not None:
            raise UserError(
                _("%(school)s cannot take over another school.") % {"school": heir.place},
                _("Name a school that is open, and not the same one."),
            )
    return _set(workspace, code, {"closed_on": day, "merged_into": into})


def reopen(workspace: Workspace, code: str) -> School:
    """Take a closing back; raises `UserError` as `close` does."""
    _require_county(workspace)
    return _set(workspace, code, {"closed_on": None, "merged_into": None})


def _set(workspace: Workspace, code: str, values: rows.Values) -> School:
    school_of(workspace, code)
    with workspace.database.write() as write:
        rows.edit(write, tables.School, {(schools.key(code),): values})
    return school_of(workspace, code)


def _require_county(workspace: Workspace) -> None:
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("Only a county's office closes schools."), _("Use the county's workspace.")
        )
