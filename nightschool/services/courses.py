"""The catalogue of courses: the county's, and what a school teaches besides."""

from nightschool.domain import identity
from nightschool.domain.codes import ProvincialKind, SubjectGroup
from nightschool.domain.course import Course
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import lessons as found
from nightschool.storage.queries import records

OWN = "Z"
"""Codes of courses that a desk adds to the shipped ones begin with this letter (自设)."""


def courses(
    workspace: Workspace, school: str | None = None, *, every: bool = False
) -> list[Course]:
    """The courses that a school may teach: the county's, then its own.

    `every` gives also those out of use, which older lessons still name.
    """
    scopes = schools.scopes_of(workspace, school)
    with workspace.database.read() as connection:
        all_courses = found.courses(connection, *scopes)
    return [one for one in all_courses if every or one.active]


def find(
    workspace: Workspace, text: str, school: str | None = None, *, every: bool = False
) -> Course:
    """The one course meant by a code, title or part of a title; raises `UserError`."""
    wanted = text.strip()
    known = courses(workspace, school, every=every)
    for meant in (
        [one for one in known if wanted.casefold() == one.code.casefold()],
        [one for one in known if wanted == one.title],
        [one for one in known if wanted and wanted in one.title],
    ):
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise UserError(
                _("%(count)d courses are called %(text)s.") % {"count": len(meant), "text": text},
                _("Give the course's code: %(codes)s.")
                % {"codes": ", ".join(f"{one.code} {one.title}" for one in meant[:5])},
            )
    raise UserError(
        _("There is no course %(text)s.") % {"text": text},
        _("List the courses with: nightschool course list."),
    )


def add_course(
    workspace: Workspace,
    title: str,
    kind: ProvincialKind,
    group: SubjectGroup,
    skill: str = "",
    school: str | None = None,
) -> Course:
    """Add a course of the desk's own: at a school for that school, at a county for all of it."""
    title = title.strip()
    if not title:
        raise UserError(_("The course has no title."), _("Give it a title."))
    scope = schools.scopes_of(workspace, school)[0]
    with workspace.database.write() as write:
        known = found.courses(write.connection, *schools.scopes_of(workspace, school))
        if any(one.title == title and one.active for one in known):
            raise UserError(
                _("There is a course %(text)s already.") % {"text": title},
                _("Use that one, or give this one another title."),
            )
        one = Course(identity.new(), _free_code(known), title, kind, group, skill.strip())
        rows.insert(write, tables.Course, [{**rows.values_of(one), "scope": scope}])
    return one


def deactivate(workspace: Workspace, row: RowId) -> Course:
    """Take a course out of use; lessons that name it keep it. Raises `UserError`."""
    return _set(workspace, row, {"active": False})


def activate(workspace: Workspace, row: RowId) -> Course:
    """Allow a course again that was out of use. Raises `UserError`."""
    return _set(workspace, row, {"active": True})


def edit_course(
    workspace: Workspace,
    row: RowId,
    *,
    title: str | None = None,
    kind: ProvincialKind | None = None,
    group: SubjectGroup | None = None,
    skill: str | None = None,
) -> Course:
    """Correct a course; what is None stays. A title is kept apart from those of others.

    Another kind of content counts at once for all lessons of the course, held ones too. Raises
    `UserError` for an empty or taken title, and for a course that is not this desk's.
    """
    if title is not None and not title.strip():
        raise UserError(_("The course has no title."), _("Give it a title."))
    if title is not None:
        same = [one for one in courses_of_desk(workspace) if one.title == title.strip()]
        if any(one.id != row and one.active for one in same):
            raise UserError(
                _("There is a course %(text)s already.") % {"text": title.strip()},
                _("Use that one, or give this one another title."),
            )
    given = {
        "title": title and title.strip(),
        "provincial_kind": kind,
        "group": group,
        "skill": None if skill is None else skill.strip(),
    }
    return _set(workspace, row, {key: value for key, value in given.items() if value is not None})


def courses_of_desk(workspace: Workspace) -> list[Course]:
    """The courses that this desk keeps, also those out of use: at a county its catalogue."""
    with workspace.database.read() as connection:
        return found.courses(connection, workspace.scope)


def _set(workspace: Workspace, row: RowId, values: rows.Values) -> Course:
    with workspace.database.write() as write:
        one = records.by_id(write.connection, Course, tables.Course, row)
        scope = found.scope_of_course(write.connection, row) or ""
        if one is None or not scope.startswith(workspace.scope):
            raise UserError(
                _("This course is the county's."),
                _("The county can change it or take it out of use."),
            )
        rows.edit(write, tables.Course, {(row,): values})
        after = records.by_id(write.connection, Course, tables.Course, row)
    return after or one


def _free_code(known: list[Course]) -> str:
    taken = {one.code for one in known}
    return next(
        code for number in range(1, len(known) + 2) if (code := f"{OWN}{number:02d}") not in taken
    )
