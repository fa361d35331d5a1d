"""Those who teach: a school's own, and the county's pool."""

from nightschool.domain import identity
from nightschool.domain.codes import Language, LecturerKind
from nightschool.domain.identity import RowId
from nightschool.domain.lecturer import Lecturer
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import common, records


def lecturers(workspace: Workspace, school: str | None = None) -> list[Lecturer]:
    """Who may teach at the school: its own lecturers and the county's pool, by name."""
    scopes = schools.scopes_of(workspace, school)
    with workspace.database.read() as connection:
        return [one for one in common.lecturers(connection, *scopes) if one.active]


def find(workspace: Workspace, name: str, school: str | None = None) -> Lecturer:
    """The one lecturer of this name; raises `UserError`."""
    meant = [one for one in lecturers(workspace, school) if one.name == name.strip()]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UserError(
            _("%(count)d lecturers are called %(name)s.") % {"count": len(meant), "name": name},
            _("Tell them apart by what is added to the name, as in 阿牛（乡医）."),
        )
    raise UserError(
        _("There is no lecturer %(name)s.") % {"name": name},
        _("Add the lecturer first: nightschool lecturer add NAME."),
    )


def add_lecturer(
    workspace: Workspace,
    name: str,
    kind: LecturerKind,
    language: Language = Language.CHINESE,
    phone: str = "",
    note: str = "",
    school: str | None = None,
) -> Lecturer:
    """Add a lecturer: at a school to its own, at a county without `school` to the pool."""
    one = Lecturer(
        id=identity.new(),
        scope=schools.scopes_of(workspace, school)[0],
        name=" ".join(name.split()),
        kind=kind,
        language=language,
        phone=phone.strip(),
        note=note.strip(),
    )
    if not one.name:
        raise UserError(_("The name is missing."), _("Every lecturer needs a name."))
    with workspace.database.write() as write:
        same = [
            other
            for other in common.lecturers(write.connection, *schools.scopes_of(workspace, school))
            if other.active and other.name == one.name
        ]
        if same:
            raise UserError(
                _("There is a lecturer %(name)s already.") % {"name": one.name},
                _("Use that entry; another person of that name needs an addition to it."),
            )
        rows.insert(write, tables.Lecturer, [rows.values_of(one)])
    return one


def edit_lecturer(
    workspace: Workspace,
    row: RowId,
    *,
    name: str | None = None,
    kind: LecturerKind | None = None,
    language: Language | None = None,
    phone: str | None = None,
    note: str | None = None,
    active: bool | None = None,
) -> Lecturer:
    """Correct one of this desk's lecturers, or say that they teach no more; None stays.

    Raises `UserError` for one of another desk, and for an empty name.
    """
    given = {
        "name": None if name is None else " ".join(name.split()),
        "kind": kind,
        "language": language,
        "phone": None if phone is None else phone.strip(),
        "note": None if note is None else note.strip(),
        "active": active,
    }
    values = {key: value for key, value in given.items() if value is not None}
    if values.get("name") == "":
        raise UserError(_("The name is missing."), _("Every lecturer needs a name."))
    with workspace.database.write() as write:
        one = records.by_id(write.connection, Lecturer, tables.Lecturer, row)
        if one is None or not one.scope.startswith(workspace.scope):
            raise UserError(
                _("This lecturer is another desk's."), _("The desk that lists them changes it.")
            )
        rows.edit(write, tables.Lecturer, {(row,): values})
        after = records.by_id(write.connection, Lecturer, tables.Lecturer, row)
    return after or one


def pool(workspace: Workspace) -> list[Lecturer]:
    """The lecturers that this desk lists itself, by name; also those who teach no more."""
    with workspace.database.read() as connection:
        return common.lecturers(connection, workspace.scope)
