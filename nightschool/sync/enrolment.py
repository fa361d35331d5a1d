"""Enrolment files (.nsenrol): all that makes a fresh laptop a school's, under a printed code.

The age format would do it with scrypt, but pyrage sets that cost by the machine that seals: 1 GB
of memory and 2 to 5 s here, more than a school's laptop has. So: the box of the password slots.
Its cost belongs to the format's number and is not in the file, where a hostile one could raise it.
"""

import hashlib
import hmac
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from nightschool import files
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import canonical, codes, password, registration
from nightschool.keys.canonical import size
from nightschool.keys.password import STANDARD, Cost, Locked
from nightschool.keys.sealing import Identity
from nightschool.sync.manifest import Desk, Scope

FORMAT = 1
SUFFIX = ".nsenrol"
LARGEST_FILE = 128 << 20
_LARGEST_RECORD = 1 << 20
_MAGIC = b"nightschool enrolment 1\n"
_NEWER = b"nightschool enrolment "
_SALT = 16
_LENGTH = struct.Struct(">I")
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the county tells the laptop, beside the package of its rows."""

    id: Annotated[RowId, size(16)]
    secret: Annotated[bytes, size(registration.SECRET)]
    """One-time secret by which the laptop's first package is known."""
    schools: tuple[Scope, ...]
    county: Desk
    identity: Identity
    """Opens the package; made for this file and used for nothing else."""
    format: int = FORMAT


def write(
    enrolment: Enrolment,
    package: Path,
    code: str,
    folder: Path,
    label: str,
    cost: Cost = STANDARD,
) -> Path:
    """Write the enrolment file durably as `LABEL.nsenrol` and return its path.

    `package` is the county's full package of the schools, sealed to `enrolment.identity`; `code`
    is what `codes.new_code()` gave. Raises `UserError` where it cannot be saved.
    """
    record = canonical.dump(enrolment)
    content = _LENGTH.pack(len(record)) + record + package.read_bytes()
    locked = password.lock(content, codes.read_code(code), _MAGIC, cost)
    body = _MAGIC + locked.salt + locked.box
    if len(body) + _DIGEST > LARGEST_FILE:
        raise UserError(
            _("The enrolment file would be too large (%(size)d MB).") % {"size": len(body) >> 20},
            _("Enrol the laptop for fewer schools at once."),
        )
    files.require_space(folder, len(body))
    digest = hashlib.sha256(body).digest()
    return files.write_durably(
        folder / (files.safe_name(label) + SUFFIX), lambda file: file.write(body + digest)
    )


def read(path: Path, code: str, work: Path, cost: Cost = STANDARD) -> tuple[Enrolment, Path]:
    """The enrolment, and its package as a file in the private folder `work`.

    Open the package with `enrolment.identity`, knowing `enrolment.county` alone. Raises
    `UserError` for a wrong code, and for a file that is no enrolment, newer or damaged.
    """
    locked = _read_locked(_read_file(path), cost)
    try:
        content = password.unlock(locked, codes.read_code(code), _MAGIC)
    except password.WrongPasswordError as error:
        raise UserError(
            _("The code does not fit this file."),
            _("Compare it with the printed code; each file has its own."),
        ) from error
    enrolment, package = _split(content)
    unpacked = work / "enrolment.nspkg"
    return enrolment, files.write_durably(unpacked, lambda file: file.write(package))


def _read_file(path: Path) -> bytes:
    if not path.is_file():
        raise _no_enrolment()
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": path.name, "reason": error.strerror or error},
            _("Put the stick in again, or take another copy."),
        ) from error
    return data


def _read_locked(data: bytes, cost: Cost) -> Locked:
    """The box, if the file is whole; raises `UserError` before anything costly is tried."""
    if not data.startswith(_MAGIC):
        raise _newer() if data.startswith(_NEWER) else _no_enrolment()
    if len(data) > LARGEST_FILE or len(data) < len(_MAGIC) + _SALT + _DIGEST:
        raise _damaged()
    body, digest = data[:-_DIGEST], data[-_DIGEST:]
    if not hmac.compare_digest(hashlib.sha256(body).digest(), digest):
        raise _damaged()
    salt = len(_MAGIC) + _SALT
    return Locked(cost, body[len(_MAGIC) : salt], body[salt:])


def _split(content: bytes) -> tuple[Enrolment, bytes]:
    try:
        (length,) = _LENGTH.unpack_from(content)
        start = _LENGTH.size + length
        record = content[_LENGTH.size : start]
        enrolment = canonical.load(Enrolment, record, _LARGEST_RECORD, FORMAT)
    except (struct.error, canonical.MalformedError) as error:
        raise _damaged() from error
    except canonical.NewerFormatError as error:
        raise _newer() from error
    return enrolment, content[start:]


def _no_enrolment() -> UserError:
    return UserError(
        _("This is not an enrolment file."), _("Choose the file that ends in .nsenrol.")
    )


def _newer() -> UserError:
    return UserError(
        _("The enrolment file was made by a newer version of this program."),
        _("Install the county's version here first."),
    )


def _damaged() -> UserError:
    return UserError(
        _("The enrolment file is damaged."), _("Copy it again, or ask the county for a new one.")
    )
