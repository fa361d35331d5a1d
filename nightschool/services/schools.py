"""Which school a use case is about: a school's desk has its own, a county must name one."""

from nightschool.domain import school as schools
from nightschool.domain.codes import Role
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import tables
from nightschool.storage.queries import common, records


def code_of(workspace: Workspace, school: str | None = None) -> str:
    """The 12-digit code of the school to work on; raises `UserError` where none or a strange one.

    A county may record lessons for a school that has no laptop, and a laptop may serve several
    schools: there the school is named.
    """
    if workspace.role is Role.SCHOOL and school in (None, workspace.scope):
        return workspace.scope
    if school is None:
        raise UserError(
            _("This desk is not one school's."), _("Name the school by its code: --school CODE.")
        )
    if not _is_served(workspace, school):
        raise UserError(
            _("School %(code)s does not belong to this desk.") % {"code": school},
            _("Work on it at its own desk, or at its county's."),
        )
    return school_of(workspace, school).code


def _is_served(workspace: Workspace, school: str) -> bool:
    if workspace.role is not Role.SCHOOL:
        return school.startswith(workspace.scope)
    from nightschool.services import desks  # brings cryptography, which few commands need

    return school in desks.scopes_of(workspace)


def scopes_of(workspace: Workspace, school: str | None = None) -> tuple[str, ...]:
    """Whose courses and lecturers serve here, the own first: the school's, then its county's.

    At a county without `school` they are the county's alone.
    """
    if school is None and workspace.role is Role.COUNTY:
        return (workspace.scope,)
    code = code_of(workspace, school)
    return code, schools.county_of(code)


def school_of(workspace: Workspace, code: str) -> School:
    """The school with this code; raises `UserError` where this workspace has no such school."""
    with workspace.database.read() as connection:
        found = records.by_id(connection, School, tables.School, schools.key(code))
    if found is None:
        raise UserError(
            _("There is no school %(code)s here.") % {"code": code},
            _("Search its code with: nightschool registry search NAME."),
        )
    return found


def served(workspace: Workspace) -> tuple[School, ...]:
    """The schools that this desk works for: a laptop's own, an office's all, by their codes."""
    with workspace.database.read() as connection:
        known = common.schools(connection)
    if workspace.role is not Role.SCHOOL:
        return tuple(one for one in known if one.code.startswith(workspace.scope))
    from nightschool.services import desks  # brings cryptography, which few commands need

    own = desks.scopes_of(workspace)
    return tuple(one for one in known if one.code in own)
