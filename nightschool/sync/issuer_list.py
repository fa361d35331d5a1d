"""An office's signed list of who may sign certificates, and which are void (.nskeys).

It holds nothing about persons and may be given to anybody.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from nightschool import files
from nightschool.domain.certificate_claim import Issuer, Voided
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import canonical, signing
from nightschool.keys.canonical import LARGEST, between, matching, size

FORMAT = 1
SUFFIX = ".nskeys"
LARGEST_FILE = 32 << 20
_MAGIC = b"nightschool issuers 1\n"
_NEWER = b"nightschool issuers "


@dataclass(frozen=True, slots=True)
class IssuerList:
    """What an office tells of its own schools, and of no others."""

    office: str
    """Its name, such as 喜德县."""
    scope: Annotated[str, matching(r"[0-9]{4}|[0-9]{6}")]
    """Its code: all that it tells lies below."""
    verify_key: Annotated[bytes, size(32)]
    counter: Annotated[int, between(0, LARGEST)]
    """The office's Lamport counter: of two lists the higher is the later."""
    made_on: date
    """By the office's clock, for people."""
    issuers: tuple[Issuer, ...]
    voided: tuple[Voided, ...]
    program: str
    format: int = FORMAT


def pack(told: IssuerList, private: bytes) -> bytes:
    """The file of a list: a line, the office's signature, the list as canonical JSON."""
    record = canonical.dump(told)
    return _MAGIC + signing.sign(private, _MAGIC + record) + record


def unpack(content: bytes) -> IssuerList:
    """The list, signed by the key that it names; whether that is believed is still to be asked.

    Raises `UserError` for a file that is no list, newer, damaged or not signed.
    """
    if not content.startswith(_MAGIC):
        raise _newer() if content.startswith(_NEWER) else _no_list()
    start = len(_MAGIC) + signing.SIGNATURE
    signature, record = content[len(_MAGIC) : start], content[start:]
    try:
        told = canonical.load(IssuerList, record, LARGEST_FILE, FORMAT)
    except canonical.NewerFormatError as error:
        raise _newer() from error
    except canonical.MalformedError as error:
        raise _damaged() from error
    signed = signing.verify(told.verify_key, _MAGIC + record, signature)
    if not (signed and _is_within(told)):
        raise _damaged()
    return told


def read(path: Path) -> bytes:
    """The bytes of a list's file, within bounds; raises `UserError`."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": path.name, "reason": error.strerror or error},
            _("Put the stick in again, or take another copy."),
        ) from error
    if len(content) > LARGEST_FILE:
        raise _damaged()
    return content


def save(told: IssuerList, private: bytes, folder: Path) -> Path:
    """Write the list durably into `folder`; returns the file. Raises `UserError`."""
    content = pack(told, private)
    files.require_space(folder, len(content))
    name = files.safe_name(f"{told.scope}-{told.office}") + SUFFIX
    return files.write_durably(folder / name, lambda file: file.write(content))


def _is_within(told: IssuerList) -> bool:
    """An office speaks for its own schools alone."""
    scopes = [scope for issuer in told.issuers for scope in issuer.scopes]
    return all(text.startswith(told.scope) for text in (*scopes, *(v.number for v in told.voided)))


def _no_list() -> UserError:
    return UserError(
        _("This is not a list of certificate keys."), _("Choose the file that ends in .nskeys.")
    )


def _newer() -> UserError:
    return UserError(
        _("The list of certificate keys was made by a newer version of this program."),
        _("Install the newest version here."),
    )


def _damaged() -> UserError:
    return UserError(
        _("The list of certificate keys is damaged, or was not signed by its office."),
        _("Copy it again, or ask the office for a new one."),
    )
