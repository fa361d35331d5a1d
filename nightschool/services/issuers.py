"""Whose certificates this desk can verify: its county's list, and lists loaded from files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nightschool import __version__, clock, files
from nightschool.domain import crockford
from nightschool.domain.certificate_claim import Issuer, Voided
from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import signing
from nightschool.services import desks, practice, voiding
from nightschool.services.workspace import Workspace
from nightschool.storage import peers
from nightschool.storage.queries import devices
from nightschool.storage.queries import issuers as found
from nightschool.sync import issuer_list
from nightschool.sync.issuer_list import IssuerList


@dataclass(frozen=True, slots=True)
class Known:
    """All that this desk was told of issuers and void numbers."""

    issuers: Mapping[bytes, tuple[Issuer, ...]]
    """Key id → who signs with that key; several where it was listed more than once."""
    voided: Mapping[str, Voided]
    """By number."""
    practice: bytes = b""
    """The key of this desk, where nothing that it signs counts."""


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list that stands on its stick."""

    file: Path
    fingerprint: str
    """Of the office's key, to be told apart from the file."""
    issuers: int
    voided: int


@dataclass(frozen=True, slots=True)
class LoadedList:
    """What became of a file."""

    told: IssuerList
    fingerprint: str
    newer_here: bool
    """A later list of that office was here already, and stays."""


def known(workspace: Workspace) -> Known:
    """Everything from this desk's own rows and from the lists loaded here."""
    with workspace.database.read() as connection:
        listed = [_issuer(one) for one in devices.all_devices(connection)]
        voided = found.voided(connection)
        loaded = [content for _counter, content in found.lists(connection).values()]
    told = [issuer_list.unpack(content) for content in loaded]
    ours = _issuer(desks.own_desk(workspace).as_device())
    if all(one.verify_key != ours.verify_key for one in listed):
        listed.append(ours)
    every = [*listed, *(one for each in told for one in each.issuers)]
    numbers = [*(one for each in told for one in each.voided), *voided]
    practised = ours.verify_key if practice.is_practice(workspace) else b""
    return Known(_by_key(every), {one.number: one for one in numbers}, practised)


def save(workspace: Workspace, folder: Path) -> SavedList:
    """Save this office's list as one signed file into `folder`.

    Raises `UserError` at a school's desk, whose word for others nobody would have to believe.
    """
    if workspace.role is Role.SCHOOL:
        raise UserError(
            _("Only an office lists who may sign certificates."),
            _("Ask the county for its list; its file may be copied and handed on."),
        )
    files.make_folder(folder)
    voiding.publish(workspace)
    desk, private = desks.own_desk(workspace), desks.own_keys(workspace).signing
    with workspace.database.read() as connection:
        counter, _seq = peers.counters(connection)
        listed = [_issuer(one) for one in devices.all_devices(connection)]
        voided = found.voided(connection)
    own = [one for one in listed if all(code.startswith(workspace.scope) for code in one.scopes)]
    told = IssuerList(
        office=desk.name,
        scope=workspace.scope,
        verify_key=desk.verify_key,
        counter=counter,
        made_on=clock.today(),
        issuers=tuple(own),
        voided=tuple(voided),
        program=__version__,
    )
    file = issuer_list.save(told, private, folder)
    return SavedList(file, signing.fingerprint(desk.verify_key), len(own), len(voided))


def load(workspace: Workspace, file: Path, fingerprint: str = "") -> LoadedList:
    """Take an office's list from a file.

    One from an office that is not known here needs the `fingerprint` of its key, as the office
    itself told it; its later lists are then believed. Raises `UserError` for that, and for a file
    that is no list or damaged.
    """
    content = issuer_list.read(file)
    told = issuer_list.unpack(content)
    _require_trust(workspace, told, fingerprint)
    with workspace.database.write() as write:
        counter, _content = found.lists(write.connection).get(told.verify_key, (-1, b""))
        if counter < told.counter:
            found.keep_list(write.connection, told.verify_key, told.counter, content)
    shown = signing.fingerprint(told.verify_key)
    return LoadedList(told, shown, newer_here=counter > told.counter)


def _require_trust(workspace: Workspace, told: IssuerList, fingerprint: str) -> None:
    with workspace.database.read() as connection:
        held = found.lists(connection).get(told.verify_key)
        listed = devices.all_devices(connection)
    trusted = held and told.scope.startswith(issuer_list.unpack(held[1]).scope)
    office = [one for one in listed if one.verify_key == told.verify_key]
    if any(one.revoked_on for one in office):
        raise UserError(_("%(office)s signs with another key now.") % {"office": told.office})
    shown = signing.fingerprint(told.verify_key)
    if trusted or any(_issuer(one).may_sign_for(told.scope) for one in office):
        return
    if crockford.normalise(fingerprint) != crockford.normalise(shown):
        raise UserError(
            _("The key of %(office)s is not known here: %(fingerprint)s.")
            % {"office": told.office, "fingerprint": shown},
            _("Ask the office for its key by telephone, then repeat with --key and what it said."),
        )


def _issuer(device: Device) -> Issuer:
    return Issuer(device.name, device.scopes, device.verify_key, device.revoked_on)


def _by_key(issuers: Iterable[Issuer]) -> dict[bytes, tuple[Issuer, ...]]:
    groups = defaultdict(list)
    for one in issuers:
        groups[signing.key_id(one.verify_key)].append(one)
    return {key: tuple(group) for key, group in groups.items()}
