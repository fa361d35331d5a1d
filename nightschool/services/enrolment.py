"""Enrolment: the county makes a file and a printed code, a laptop opens it and is the school's."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nightschool import clock, files
from nightschool.documents.papers import enrolment_codes
from nightschool.documents.papers.enrolment_codes import EnrolmentCode
from nightschool.domain import certificate
from nightschool.domain.codes import Role
from nightschool.domain.identity import new
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import codes, registration, sealing
from nightschool.services import desks, founding, practice, taking
from nightschool.services.exporting import export_for_enrolment
from nightschool.services.schools import served
from nightschool.services.workspace import Workspace
from nightschool.storage import enrolments
from nightschool.storage.queries import devices, workspaces
from nightschool.sync import enrolment
from nightschool.sync.enrolment import Enrolment
from nightschool.task import SILENT, Task


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


def enrol_each(
    workspace: Workspace,
    codes_of_schools: Sequence[str],
    folder: Path,
    sheet: Path,
    task: Task = SILENT,
) -> tuple[list[MadeEnrolment], Path]:
    """A file for one laptop of each of these schools into `folder`, and one PDF of all codes.

    The codes travel apart from the files: `sheet` may not lie in `folder`. Returns what was made
    and the PDF. Raises `UserError` as `enrol` does, and `Cancelled`; then no file is left.
    """
    if not codes_of_schools:
        raise UserError(
            _("There is no school to enrol a laptop of."),
            _("Choose schools; those that have a laptop are left out of a township."),
        )
    if sheet.resolve().parent == folder.resolve():
        raise UserError(
            _("The codes may not lie beside the files that they open."),
            _("Save the sheet of codes in another folder, and hand it over by another way."),
        )
    _require_office(workspace, tuple(codes_of_schools))
    made: list[MadeEnrolment] = []
    try:
        for done, code in enumerate(codes_of_schools):
            task.step(done, len(codes_of_schools), desks.place_name(workspace, code))
            made.append(enrol(workspace, (code,), folder))
        printed = save_codes(workspace, made, sheet)
    except BaseException:
        for one in made:
            with suppress(OSError):  # the stick may be gone
                one.file.unlink(missing_ok=True)
        raise
    return made, printed


def save_codes(workspace: Workspace, made: Sequence[MadeEnrolment], path: Path) -> Path:
    """The codes as a PDF, a page for each laptop, to be handed over apart from the files."""
    known = {one.code: one for one in served(workspace)}
    office = desks.place_name(workspace, workspace.scope)
    pages = [
        EnrolmentCode(
            tuple(certificate.school_name(known[code]) for code in one.schools if code in known)
            or tuple(desks.place_name(workspace, code) for code in one.schools),
            one.code,
            one.file.name,
            office,
            clock.today(),
        )
        for one in made
    ]
    data = enrolment_codes.render_codes(pages)
    return files.write_durably(path, lambda file: file.write(data))


def without_laptop(workspace: Workspace, township: str) -> list[School]:
    """The open schools of a township, by its name or 9-digit code, that have no laptop yet.

    Raises `UserError` where there is no such township.
    """
    wanted = township.strip()
    there = [one for one in served(workspace) if wanted in (one.township, one.township_code)]
    if not there:
        raise UserError(
            _("There is no township %(name)s here.") % {"name": wanted},
            _("List the schools with: nightschool registry list"),
        )
    with workspace.database.read() as connection:
        listed = devices.all_devices(connection)
    held = {scope for one in listed if one.revoked_on is None for scope in one.scopes}
    return [one for one in there if one.closed_on is None and one.code not in held]


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
    practice.require_real(workspace)
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
    digits = 12 if workspace.role is Role.COUNTY else 6
    known = {one.code[:digits] for one in served(workspace) if one.closed_on is None}
    for code in codes:
        if code not in known:
            raise UserError(
                _("%(code)s is no open school or office below this one.") % {"code": code},
                _("Find it with: nightschool registry search NAME"),
            )
