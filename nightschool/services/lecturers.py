"""Those who teach: a school's own, and the county's pool."""

from nightschool.domain import identity
from nightschool.domain.codes import Language, LecturerKind
from nightschool.domain.lecturer import Lecturer
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import common


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
