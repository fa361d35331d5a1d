"""A finding goes to its school as a question, the answer comes back, the county closes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from nightschool import clock
from nightschool.domain import identity
from nightschool.domain.checks import finding as findings_
from nightschool.domain.checks.finding import Finding, FindingRequest
from nightschool.domain.codes import Role
from nightschool.domain.identity import RowId
from nightschool.domain.school import School
from nightschool.domain.todo import Todo, TodoCode
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import common, findings, records

_TABLE = "finding_request"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as lists show it."""

    request: FindingRequest
    school: School | None
    label: str
    """Which record it is about."""

    @property
    def place(self) -> str:
        return self.school.village if self.school else self.request.school


def ask(workspace: Workspace, found: Iterable[Finding], note: str = "", by: str = "") -> int:
    """Ask the schools about these findings; what is asked already is left out. Returns how many.

    Raises `UserError` at any desk but the county's.
    """
    _require_county(workspace)
    with workspace.database.write() as write:
        waiting = {
            one.finding_id
            for one in findings.requests(write.connection, workspace.scope)
            if one.closed_on is None
        }
        new = [
            FindingRequest(
                id=identity.new(),
                school=one.school,
                code=str(one.code),
                table=one.table,
                record=one.record,
                facts=findings_.to_json(one.facts),
                note=note.strip(),
                asked_on=clock.today(),
                asked_by=by.strip() or workspace.database.user,
            )
            for one in {each.id: each for each in found}.values()
            if one.id not in waiting and one.school.startswith(workspace.scope)
        ]
        rows.insert(write, tables.FindingRequest, map(rows.values_of, new))
    return len(new)


def answer(
    workspace: Workspace, request: RowId, text: str, *, done: bool = True, by: str = ""
) -> FindingRequest:
    """Answer a question of the county's; until it is closed the answer may be written anew.

    `done` says that it is mended, or that nothing was wrong. Raises `UserError` without words,
    and where the question is closed or of another school.
    """
    if not text.strip():
        raise UserError(_("An answer needs words."), _("Say what you found, or what you mended."))
    values = {
        "answer": text.strip(),
        "done": done,
        "answered_on": clock.today(),
        "answered_by": by.strip() or workspace.database.user,
    }
    return _edit(workspace, request, values)


def close(workspace: Workspace, request: RowId, by: str = "") -> FindingRequest:
    """End a question, answered or not. Raises `UserError` at any desk but the county's."""
    _require_county(workspace)
    values = {"closed_on": clock.today(), "closed_by": by.strip() or workspace.database.user}
    return _edit(workspace, request, values)


def requests(workspace: Workspace, school: str | None = None) -> list[Asked]:
    """What was asked of this desk's schools or of one of them, the latest first."""
    scope = workspace.scope if school is None else schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        found = findings.requests(connection, scope)
        if not found:
            return []
        labels = findings.labels(connection, found)
        places = {one.code: one for one in common.schools(connection)}
    return [Asked(one, places.get(one.school), labels.get(one.record, "")) for one in found]


def open_todos(workspace: Workspace, school: str) -> list[Todo]:
    """What a school still has to answer, as its to-dos."""
    return [
        Todo(
            TodoCode.FINDING,
            _TABLE,
            one.request.id,
            " · ".join(part for part in (one.label, one.request.in_words()) if part),
        )
        for one in requests(workspace, school)
        if one.request.is_open
    ]


def _edit(workspace: Workspace, request: RowId, values: dict[str, Any]) -> FindingRequest:
    with workspace.database.write() as write:
        before = _request(write, workspace, request)
        if before.closed_on is not None:
            raise UserError(
                _("The county has closed this question."), _("Nothing is left to do about it.")
            )
        rows.edit(write, tables.FindingRequest, {(request,): values})
    return replace(before, **values)


def _request(write: Write, workspace: Workspace, request: RowId) -> FindingRequest:
    found = records.by_id(write.connection, FindingRequest, tables.FindingRequest, request)
    if found is None:
        raise UserError(
            _("There is no such question here."), _("See them with: nightschool checks asked.")
        )
    schools.code_of(workspace, found.school)
    return found


def _require_county(workspace: Workspace) -> None:
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("The county asks about findings, and closes them."),
            _("Answer what it asks; the answer goes with your next package."),
        )
