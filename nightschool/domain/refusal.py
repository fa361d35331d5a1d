"""Why a package is not taken: one list for checks, ledger, receipts and messages."""

from enum import StrEnum

from nightschool.errors import UserError
from nightschool.i18n import N_, _


class Reason(StrEnum):
    """In the order of the checks; ledgers and receipts store these words, so they never change."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_A_PACKAGE = "not_a_package"
    DAMAGED = "damaged"
    NEWER_FORMAT = "newer_format"
    UNKNOWN_SENDER = "unknown_sender"
    ENROLMENT_USED = "enrolment_used"
    REVOKED_SENDER = "revoked_sender"
    BAD_SIGNATURE = "bad_signature"
    NOT_FOR_US = "not_for_us"
    WRONG_HASH = "wrong_hash"
    WRONG_KEY = "wrong_key"
    NEWER_SCHEMA = "newer_schema"
    WRONG_SCHEMA = "wrong_schema"
    OUT_OF_SCOPE = "out_of_scope"
    BAD_VALUE = "bad_value"
    FAR_COUNTER = "far_counter"
    FORK = "fork"
    GAP = "gap"


_COPY_AGAIN = N_("Copy it from the sender again.")
_ASK_SENDER = N_("Ask the sender for a new package, and tell the county.")

_MESSAGES: dict[Reason, tuple[str, str]] = {
    Reason.UNREADABLE: (
        N_("The package cannot be read: %(detail)s."),
        N_("Put the stick in again, or copy the package from the sender again."),
    ),
    Reason.TOO_LARGE: (N_("The package is larger than any honest one: %(detail)s."), _ASK_SENDER),
    Reason.NOT_A_PACKAGE: (
        N_("This is not a package of this program."),
        N_("Choose a file that ends in .nspkg."),
    ),
    Reason.DAMAGED: (N_("The package is damaged (%(detail)s)."), _COPY_AGAIN),
    Reason.NEWER_FORMAT: (
        N_("The package was made by a newer version of this program (%(detail)s)."),
        N_("Install that version here first; the package stays good."),
    ),
    Reason.UNKNOWN_SENDER: (
        N_("The sender of this package is not known here (%(detail)s)."),
        N_("Ask the county to enrol that laptop, or take the county's latest package first."),
    ),
    Reason.ENROLMENT_USED: (
        N_("Another laptop was enrolled with the same file before (%(detail)s)."),
        N_(
            "Find out whose it is. Then let it in under Registry, Laptops, or enrol it with a file"
            " of its own; this package stays good."
        ),
    ),
    Reason.REVOKED_SENDER: (
        N_("The sender of this package may no longer send: its laptop was revoked (%(detail)s)."),
        N_("Ask the county."),
    ),
    Reason.BAD_SIGNATURE: (
        N_("The signature does not fit: someone changed the package, or it is damaged."),
        _COPY_AGAIN,
    ),
    Reason.NOT_FOR_US: (
        N_("This package was sealed for someone else."),
        N_("Carry it to its addressee; ask the sender for one that is made for this laptop."),
    ),
    Reason.WRONG_HASH: (N_("The package is damaged (%(detail)s)."), _COPY_AGAIN),
    Reason.WRONG_KEY: (N_("The package's key cannot be opened here."), _ASK_SENDER),
    Reason.NEWER_SCHEMA: (
        N_("The package needs a newer version of this program (%(detail)s)."),
        N_("Install that version here first; the package stays good."),
    ),
    Reason.WRONG_SCHEMA: (
        N_("The package's tables are not those of this program (%(detail)s)."),
        _ASK_SENDER,
    ),
    Reason.OUT_OF_SCOPE: (
        N_("The package holds rows that its sender may not write (%(detail)s)."),
        _ASK_SENDER,
    ),
    Reason.BAD_VALUE: (N_("The package holds a value that cannot be (%(detail)s)."), _ASK_SENDER),
    Reason.FAR_COUNTER: (
        N_("The package's counter is far ahead of all others (%(detail)s)."),
        N_("A clerk of the office lets it in with: nightschool import FILE --let-counter-in"),
    ),
    Reason.FORK: (
        N_(
            "Two different packages carry the same number (%(detail)s): a laptop was copied or"
            " set back."
        ),
        N_("Nothing is lost: the county gives that laptop a new identity with its next package."),
    ),
    Reason.GAP: (
        N_("An earlier package of this sender is missing here (%(detail)s)."),
        N_("Ask the sender for a full package (export --full)."),
    ),
}


class PackageError(UserError):
    """A package that was refused; `reason` is for the ledger, the text for people."""

    def __init__(self, reason: Reason, detail: object = "") -> None:
        message, remedy = _MESSAGES[reason]
        super().__init__(_(message) % {"detail": detail}, _(remedy))
        self.reason = reason
        self.detail = str(detail)
