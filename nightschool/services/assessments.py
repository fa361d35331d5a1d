"""Assessments of practical skills: entered, listed, withdrawn."""

from datetime import date

from nightschool import clock
from nightschool.domain import identity
from nightschool.domain.assessment import Assessment
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import courses, schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import certificates as found
from nightschool.storage.queries import people as known
from nightschool.storage.queries import records


def assess(
    workspace: Workspace,
    person: RowId,
    skill: str,
    day: date,
    assessor: str,
    *,
    passed: bool,
    note: str = "",
    course: RowId | None = None,
    school: str | None = None,
) -> Assessment:
    """Enter that someone was tested in a skill. Without words the skill is the course's.

    Raises `UserError` where the skill, the assessor or the person is missing, or the day to come.
    """
    code = schools.code_of(workspace, school)
    taught = next((one for one in courses.courses(workspace, school) if one.id == course), None)
    skill = skill.strip() or (taught.skill or taught.title if taught else "")
    if not skill or not assessor.strip():
        raise UserError(
            _("The skill or the assessor is missing."),
            _("Name the skill, or the course that teaches it, and who assessed."),
        )
    check_day(day)
    one = Assessment(
        identity.new(), code, person, course, skill, day, assessor.strip(), passed, note.strip()
    )
    with workspace.database.write() as write:
        if not any(each.school == code for each in known.of_ids(write.connection, [person])):
            raise UserError(_("That person is not here any more."))
        rows.insert(write, tables.Assessment, [rows.values_of(one)])
    return one


def listing(workspace: Workspace, school: str | None = None) -> list[Assessment]:
    """The assessments of a school by day."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        return found.assessments(connection, code)


def withdraw(workspace: Workspace, row: RowId, reason: str) -> None:
    """Take back an assessment that was entered by mistake.

    Raises `UserError` where a certificate rests on it that stands.
    """
    with workspace.database.write() as write:
        one = records.by_id(write.connection, Assessment, tables.Assessment, row)
        if one is None:
            raise UserError(_("There is no such assessment here."))
        resting = [
            each
            for each in found.certificates(write.connection, one.school)
            if each.basis == row and each.voided_on is None
        ]
        if resting:
            raise UserError(
                _("Certificate %(number)s rests on this assessment.")
                % {"number": resting[0].number},
                _("Void that first."),
            )
        rows.delete(write, tables.Assessment, [(row,)], reason.strip())


def check_day(day: date) -> None:
    """Raise `UserError` for a day to come."""
    if clock.is_trusted() and day > clock.today():
        raise UserError(
            _("%(day)s is to come.") % {"day": f"{day}"}, _("Give today's date or an earlier one.")
        )
