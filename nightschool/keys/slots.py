"""keys.json of a workspace: the database key, wrapped once for each user under the password."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from nightschool import files
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import canonical, password
from nightschool.keys.canonical import matching
from nightschool.keys.password import STANDARD, Cost, Locked

FORMAT = 1
LARGEST_FILE = 1 << 20
SHORTEST_PASSWORD = 8
_KEY = 32

User = Annotated[str, matching(r"\S(.{0,38}\S)?")]


@dataclass(frozen=True, slots=True)
class Slot:
    """One user's way to the database key."""

    user: User
    role: Annotated[str, matching(r"[a-z_]{1,32}")]
    locked: Locked


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All of keys.json: a slot for each user, and wrong tries since the last right one."""

    slots: tuple[Slot, ...]
    failures: Mapping[User, int] = field(default_factory=dict)
    format: int = FORMAT

    def __post_init__(self) -> None:
        if len({slot.user for slot in self.slots}) != len(self.slots) or not self.slots:
            raise ValueError("a user has one slot, and somebody has one")

    @property
    def users(self) -> tuple[str, ...]:
        return tuple(slot.user for slot in self.slots)

    def slot(self, user: str) -> Slot:
        """The user's slot; raises `UserError` for a name that has none."""
        for slot in self.slots:
            if slot.user == user:
                return slot
        raise UserError(
            _("Nobody called %(user)s signs in here.") % {"user": user},
            _("Known here: %(users)s.") % {"users": ", ".join(self.users)},
        )


def create(user: str, role: str, secret: str, cost: Cost = STANDARD) -> tuple[KeyFile, bytes]:
    """A new random database key (32 bytes), and a key file with its first user.

    Raises `UserError` for an empty password.
    """
    key = os.urandom(_KEY)
    return KeyFile((_new_slot(key, user, role, secret, cost),)), key


def unlock(keyfile: KeyFile, user: str, secret: str) -> bytes:
    """The database key; raises `UserError` for an unknown user or a wrong password."""
    slot = keyfile.slot(user)
    try:
        return password.unlock(slot.locked, secret, _context(user, slot.role))
    except password.WrongPasswordError as error:
        raise UserError(_("The password is wrong."), _("Try again.")) from error


def add_slot(
    keyfile: KeyFile, key: bytes, user: str, role: str, secret: str, cost: Cost = STANDARD
) -> KeyFile:
    """The key file with one more user; raises `UserError` where the name is taken."""
    if user in keyfile.users:
        raise UserError(
            _("Somebody called %(user)s signs in here already.") % {"user": user},
            _("Choose another name."),
        )
    return replace(keyfile, slots=(*keyfile.slots, _new_slot(key, user, role, secret, cost)))


def change_password(
    keyfile: KeyFile, user: str, old: str, new: str, cost: Cost = STANDARD
) -> KeyFile:
    """The key file with a new password for `user`; the database key, and so all data, stays."""
    slot = _new_slot(unlock(keyfile, user, old), user, keyfile.slot(user).role, new, cost)
    return replace(
        keyfile, slots=tuple(slot if other.user == user else other for other in keyfile.slots)
    )


def load(path: Path) -> KeyFile:
    """The key file at `path`; raises `UserError` for one that is missing, damaged or newer."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        return canonical.load(KeyFile, data, LARGEST_FILE, FORMAT)
    except OSError as error:
        raise UserError(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": path.name, "reason": error.strerror or error},
            _("Check that the folder is a workspace and that you may read it."),
        ) from error
    except canonical.NewerFormatError as error:
        raise UserError(
            _("%(file)s was written by a newer version of this program (format %(format)d).")
            % {"file": path.name, "format": error.number},
            _("Install the newest version here."),
        ) from error
    except canonical.MalformedError as error:
        raise UserError(
            _("%(file)s is damaged.") % {"file": path.name}, _("Restore it from a backup.")
        ) from error


def save(keyfile: KeyFile, path: Path) -> None:
    """Put the key file at `path` in the place of the one there, whole or not at all."""
    files.replace_durably(path, canonical.dump(keyfile))


def _new_slot(key: bytes, user: str, role: str, secret: str, cost: Cost) -> Slot:
    if not secret:
        raise UserError(_("The password is empty."), _("Take a real one."))
    return Slot(user, role, password.lock(key, secret, _context(user, role), cost))


def _context(user: str, role: str) -> bytes:
    """Bound into the box: a slot given another user's name or a higher role does not open."""
    return "\0".join(("nightschool key slot", str(FORMAT), user, role)).encode()


def require_good(user: str, secret: str) -> None:
    """Raise `UserError` for a password that a person should not choose.

    Asked where people choose one. What automation sets (NIGHTSCHOOL_PASSWORD) is its maker's
    business, and is taken as it is.
    """
    if len(secret) < SHORTEST_PASSWORD or secret == user:
        raise UserError(
            _("The password is too easy to guess."),
            _("Take at least %(count)d characters, and not your name.")
            % {"count": SHORTEST_PASSWORD},
        )
