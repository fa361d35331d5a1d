"""Enrolment: the county makes a file and a printed code, a laptop opens it and is the school's."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nightschool import clock, files
from nightschool.domain import registry
from nightschool.domain.codes import Role
from nightschool.domain.identity import new
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import codes, registration, sealing
from nightschool.services import desks, founding, taking
from nightschool.services.exporting import export_for_enrolment
from nightschool.services.workspace import Workspace
from nightschool.storage import enrolments
from nightschool.storage.queries import workspaces
from nightschool.sync import enrolment
from nightschool.sync.enrolment import Enrolment


@dataclass(frozen=True, slots=True)
class MadeEnrolment:
    """An enrolment file for one laptop, and the code that is printed apart from it."""

    file: Path
    code: str
    schools: tuple[str, ...]


def enrol(workspace: Workspace, schools: tuple[str, ...], folder: Path) -> MadeEnrolment:
    """Make the enrolment of one laptop that shall serve these schools (12-digit codes).

    The prefecture enrols a county's office by its six digits. Raises `UserError` at a school's
    desk, and for what is not below this office.
    """
    _require_office(workspace, schools)
    files.make_folder(folder)
    identity = sealing.new_identity()
    number, secret = new(), registration.new_secret()
    code = codes.new_code()
    with workspace.database.write() as write:
        enrolments.offer(write, number, schools, secret, clock.today())
    with workspace.working_folder() as work:
        made = export_for_enrolment(workspace, sealing.recipient_of(identity), schools, Path(work))
        offer = Enrolment(number, secret, schools, desks.own_desk(workspace), identity)
        label = f"{schools[0]}-{desks.place_name(workspace, schools[0])}"
        file = enrolment.write(offer, made.file, code, folder, label)
    return MadeEnrolment(file, code, schools)


def create_from(home: Path, file: Path, code: str, password: Callable[[], str]) -> str:
    """Make a school's workspace from an enrolment file; returns the first school's code.

    The new `password` is asked for once the code was right.

    Raises `UserError` for a wrong code, a damaged file, a folder in use; nothing is left then.
    """
    with tempfile.TemporaryDirectory() as work:
        offer, package = enrolment.read(file, code, Path(work))
        founding.create(
            home, offer.schools[0], password(), lambda workspace: _join(workspace, offer, package)
        )
    return offer.schools[0]


def join(workspace: Workspace, file: Path, code: str) -> None:
    """Enrol a workspace that was begun alone; it keeps its work.

    Raises `UserError` for a wrong code, or an enrolment of another school.
    """
    with workspace.working_folder() as work:
        offer, package = enrolment.read(file, code, Path(work))
        if workspace.scope not in offer.schools:
            raise UserError(
                _("This enrolment is for another school."),
                _("Ask the county for one for %(school)s.")
                % {"school": desks.place_name(workspace, workspace.scope)},
            )
        _join(workspace, offer, package)


def _join(workspace: Workspace, offer: Enrolment, package: Path) -> None:
    county = offer.county.as_device()
    secrets = {
        desks.ENROLMENT: offer.id,
        desks.ENROLMENT_SECRET: offer.secret,
        desks.ENROLLED_SCHOOLS: ",".join(offer.schools).encode(),
    }
    with workspace.database.write() as write:
        workspaces.keep_secrets(write.connection, secrets)
    taken = taking.take_one(
        workspace,
        package,
        offer.identity,
        lambda device: county if device == county.device else None,
    )
    if taken.state == taking.REFUSED:
        raise UserError(taken.message)
    founding.list_office(workspace)


def _require_office(workspace: Workspace, codes: tuple[str, ...]) -> None:
    if workspace.role is Role.SCHOOL:
        raise UserError(
            _("Only a county's office enrols laptops."), _("Use the county's workspace.")
        )
    for code in codes:
        known = registry.by_code(code) or code in registry.counties()
        digits = 12 if workspace.role is Role.COUNTY else 6
        if not known or len(code) != digits or not code.startswith(workspace.scope):
            raise UserError(
                _("%(code)s is not below this office.") % {"code": code},
                _("Find it with: nightschool registry search NAME"),
            )
