"""Certificates of the rotation: who is entitled, issued once, printed again alike, voided."""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from nightschool import clock, files
from nightschool.documents import certificate as paper
from nightschool.domain import certificate as rules
from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind
from nightschool.domain.identity import RowId
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import certificates as found
from nightschool.storage.queries import people as known
from nightschool.storage.queries import records
from nightschool.storage.queries.certificates import Complete

COMPLETION = CertificateKind.COMPLETION


def entitled(workspace: Workspace, on: date, school: str | None = None) -> list[Complete]:
    """Who has completed the rotation by that day and holds no standing certificate of it."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        holders = found.holders(connection, code, COMPLETION)
        complete = found.complete(connection, code, on)
    return [one for one in complete if one.person.id not in holders]


def issue(
    workspace: Workspace,
    on: date,
    people: Collection[RowId] | None = None,
    school: str | None = None,
) -> list[Certificate]:
    """Issue certificates dated `on` to all who are entitled, or to these people alone.

    Name, hours, days, issuer and school are frozen as they are now. Numbers run on for each laptop
    and year and never meet another's. Whoever holds one already gets none. Raises `UserError` for
    a day to come and for someone who is not complete.
    """
    home = schools.school_of(workspace, schools.code_of(workspace, school))
    _check_day(on)
    with workspace.database.write() as write:
        complete = found.complete(write.connection, home.code, on)
        if people is not None:
            complete = _chosen(write, complete, people)
        holders = found.holders(write.connection, home.code, COMPLETION)
        ready = [one for one in complete if one.person.id not in holders]
        return _issue(write, workspace, home, ready, on)


def void(
    workspace: Workspace, row: RowId, on: date, reason: str, *, replace: bool = False
) -> Certificate | None:
    """Declare a certificate void, for a reason; with `replace` issue another in its place.

    The new one has a new number and the person's data as they are now. Returns it. Raises
    `UserError` for one that is void already, or whose holder is not complete any more.
    """
    if not reason.strip():
        raise UserError(_("A certificate is voided for a reason."), _("Say why."))
    _check_day(on)
    with workspace.database.write() as write:
        old = records.by_id(write.connection, Certificate, tables.Certificate, row)
        if old is None or old.voided_on is not None:
            raise UserError(_("There is no such certificate here, or it is void already."))
        new = _replacement(write, workspace, old, on) if replace else None
        voiding = {
            "voided_on": on,
            "void_reason": reason.strip(),
            "replaced_by": new.number if new else "",
        }
        rows.edit(write, tables.Certificate, {(row,): voiding}, reason.strip())
    return new


def issued(
    workspace: Workspace, school: str | None = None, *, voided: bool = False
) -> list[Certificate]:
    """The certificates of a school by day and number; with `voided` those too."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        every = found.certificates(connection, code)
    return [one for one in every if voided or one.voided_on is None]


def save(certificates: Sequence[Certificate], path: Path) -> Path:
    """Write the certificates as one PDF; `path` is the file, or a folder to put it in.

    A certificate prints as the same picture whenever it is printed. Returns the file.
    """
    if path.is_dir() or path.suffix.lower() != ".pdf":
        path = path / "certificates.pdf"
    content = paper.render(certificates)
    return files.write_durably(path, lambda target: target.write(content))


def _issue(
    write: Write, workspace: Workspace, home: School, ready: Sequence[Complete], on: date
) -> list[Certificate]:
    sign = rules.laptop_sign(workspace.device)
    first = found.last_running(write.connection, on.year, sign) + 1
    new = [
        _frozen(one, home, on, rules.number(home.code, on.year, running, sign))
        for running, one in enumerate(ready, first)
    ]
    rows.insert(write, tables.Certificate, [rows.values_of(one) for one in new])
    return new


def _frozen(one: Complete, home: School, on: date, number: str) -> Certificate:
    first_day, last_day = one.hours.first_day, one.hours.last_day
    if first_day is None or last_day is None:
        raise ValueError("nobody completes the rotation without having come")
    return Certificate(
        id=identity.new(),
        school=home.code,
        person=one.person.id,
        kind=COMPLETION,
        number=number,
        name=one.person.name,
        citizen_tail=(one.person.citizen_no or "")[-4:],
        course="",
        half_hours=one.hours.total,
        first_day=first_day,
        last_day=last_day,
        issued_on=on,
        issuer=rules.issuer(home),
        school_name=rules.school_name(home),
        template=paper.TEMPLATE,
    )


def _replacement(write: Write, workspace: Workspace, old: Certificate, on: date) -> Certificate:
    home = schools.school_of(workspace, old.school)
    complete = found.complete(write.connection, old.school, on)
    return _issue(write, workspace, home, _chosen(write, complete, [old.person]), on)[0]


def _chosen(
    write: Write, complete: Sequence[Complete], people: Collection[RowId]
) -> list[Complete]:
    wanted = set(people)
    lacking = wanted - {one.person.id for one in complete}
    if lacking:
        names = "、".join(one.name for one in known.of_ids(write.connection, lacking))
        raise UserError(
            _("Not complete on that day: %(names)s.") % {"names": names},
            _("See what they still need with: nightschool progress."),
        )
    return [one for one in complete if one.person.id in wanted]


def _check_day(on: date) -> None:
    if clock.is_trusted() and on > clock.today():
        raise UserError(
            _("A certificate cannot be dated %(day)s: that day is to come.") % {"day": f"{on}"},
            _("Give today's date or an earlier one."),
        )
