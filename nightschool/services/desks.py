"""This desk among others: its keys, how it presents itself, and to whom it sends."""

from collections.abc import Iterable
from dataclasses import dataclass

from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.domain.identity import RowId
from nightschool.domain.school import PREFECTURE
from nightschool.domain.stamp import DeviceId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import sealing, signing
from nightschool.keys.registration import proof
from nightschool.services.workspace import Workspace
from nightschool.storage import forks, peers
from nightschool.storage.queries import common, devices, workspaces
from nightschool.sync.manifest import Desk, Registration

SIGNING = "signing"
IDENTITY = "age"
ENROLMENT = "enrolment"
ENROLMENT_SECRET = "enrolment_secret"  # noqa: S105 - a name, not a secret
ENROLLED_SCHOOLS = "enrolled_schools"


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The private keys of this desk."""

    signing: bytes
    identity: str
    """age identity, `AGE-SECRET-KEY-1…`."""


def own_keys(workspace: Workspace) -> OwnKeys:
    """Read from the encrypted database, where they lie."""
    with workspace.database.read() as connection:
        secrets = workspaces.secrets(connection)
    return OwnKeys(secrets[SIGNING], secrets[IDENTITY].decode())


def own_desk(workspace: Workspace) -> Desk:
    """How this desk presents itself in its packages."""
    keys = own_keys(workspace)
    with workspace.database.read() as connection:
        former = forks.former(connection)
    return Desk(
        workspace.device,
        place_name(workspace, workspace.scope),
        scopes_of(workspace),
        signing.public_key(keys.signing),
        sealing.recipient_of(keys.identity),
        former,
    )


def scopes_of(workspace: Workspace) -> tuple[str, ...]:
    """The scopes that this desk writes: those it is listed or enrolled for, else its own."""
    with workspace.database.read() as connection:
        listed = devices.find_any(connection, workspace.device, *forks.former(connection))
        enrolled = workspaces.secrets(connection).get(ENROLLED_SCHOOLS)
    if listed:
        return listed.scopes
    return tuple(enrolled.decode().split(",")) if enrolled else (workspace.scope,)


def written_scopes(workspace: Workspace) -> tuple[str, ...]:
    """All scopes that this desk's packages to the desk above hold: a county's are its schools'."""
    return with_schools(workspace, scopes_of(workspace))


def with_schools(workspace: Workspace, scopes: Iterable[str]) -> tuple[str, ...]:
    """These scopes, and the schools of those that are offices."""
    with workspace.database.read() as connection:
        schools = [school.code for school in common.schools(connection)]
    return tuple(
        dict.fromkeys(
            code
            for scope in scopes
            for code in (scope, *(school for school in schools if school.startswith(scope)))
        )
    )


def kept_scopes(workspace: Workspace) -> tuple[str, ...]:
    """All scopes whose rows are kept here: those it writes, its county's and the prefecture's."""
    return tuple(dict.fromkeys((*written_scopes(workspace), workspace.county, PREFECTURE)))


def registration(workspace: Workspace) -> Registration | None:
    """The proof that this desk was enrolled, until the office that enrolled it has confirmed."""
    with workspace.database.read() as connection:
        secrets = workspaces.secrets(connection)
        offices = [office.device for office in above(workspace)]
        confirmed = peers.acknowledged(connection, offices)
    if confirmed or ENROLMENT not in secrets:
        return None
    return Registration(
        RowId(secrets[ENROLMENT]),
        proof(secrets[ENROLMENT_SECRET], own_desk(workspace).as_device()),
    )


def place_name(workspace: Workspace, scope: str) -> str:
    """喜德县, or 喜德县冕山镇小山村: what people call the desk of this scope."""
    if scope == PREFECTURE:
        return "凉山彝族自治州"
    with workspace.database.read() as connection:
        schools = common.schools(connection)
    for school in schools:
        if school.code == scope:
            return school.place
        if school.county_code == scope:
            return school.county
    return scope


def writes(device: Device, scope: str) -> bool:
    """Whether this desk may write rows of that scope: its own, or one below it."""
    return any(scope.startswith(own) for own in device.scopes)


def find(workspace: Workspace, device: DeviceId) -> Device | None:
    """The listed desk with this id."""
    with workspace.database.read() as connection:
        return devices.find(connection, device)


def siblings(workspace: Workspace) -> list[Device]:
    """The other laptops of this desk's schools, as the county lists them.

    Raises `UserError` where it lists none.
    """
    own = set(scopes_of(workspace))
    found = [one for one in others(workspace) if own & set(one.scopes)]
    if not found:
        raise UserError(
            _("The county lists no other laptop of this school."),
            _("Take the county's latest package first, or carry the work to the county."),
        )
    return found


def addressees(workspace: Workspace, schools: tuple[str, ...] = ()) -> list[list[Device]]:
    """For each package to be made, the desks that it goes to.

    What goes up goes to the desks above together: a school's to its county, a county's to the
    prefecture. A county makes one more for each laptop, or for those of the named schools alone.
    Raises `UserError` where nobody is listed.
    """
    upwards = [] if schools else above(workspace)
    laptops = [one for one in others(workspace) if is_below(one, workspace)]
    if schools:
        laptops = [one for one in laptops if set(schools) & set(one.scopes)]
    groups = ([upwards] if upwards else []) + [[one] for one in laptops]
    if not groups:
        raise _nobody(workspace)
    return groups


def above(workspace: Workspace) -> list[Device]:
    """The offices that this desk reports to, under the ids that they have now."""
    with workspace.database.read() as connection:
        ended = forks.retired(connection)
    return [
        one for one in others(workspace) if is_above(one, workspace) and one.device not in ended
    ]


def is_above(device: Device, workspace: Workspace) -> bool:
    """Whether this is a desk of an office that ours reports to."""
    return any(
        workspace.scope.startswith(scope) and len(scope) < len(workspace.scope)
        for scope in device.scopes
    )


def others(workspace: Workspace) -> list[Device]:
    """The listed desks beside our own, without those revoked."""
    with workspace.database.read() as connection:
        listed = devices.all_devices(connection)
    return [one for one in listed if one.revoked_on is None and one.device != workspace.device]


def is_below(device: Device, workspace: Workspace) -> bool:
    """Whether this is a desk that reports to our office."""
    return any(
        scope.startswith(workspace.scope) and len(scope) > len(workspace.scope)
        for scope in device.scopes
    )


def _nobody(workspace: Workspace) -> UserError:
    if workspace.role is Role.SCHOOL:
        return UserError(
            _("This school's laptop is not enrolled with its county yet."),
            _("Ask the county for an enrolment file; until then the work stays safe here."),
        )
    return UserError(
        _("No laptop has registered here yet."),
        _("Enrol a school with: nightschool enrol SCHOOL --to DIR"),
    )
