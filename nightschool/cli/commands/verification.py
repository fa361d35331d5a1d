"""Is a certificate genuine? `certificate verify`, and the lists of keys that it goes by."""

import re
import sys
import unicodedata
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool.cli import desk, output
from nightschool.cli.output import show_json
from nightschool.i18n import _

_FILE = re.compile(r"\.(pdf|png|jpe?g|bmp|gif|tiff?|webp)$", re.IGNORECASE)
_CODE = re.compile(r"\s*NS\d+:", re.IGNORECASE)


def add(verbs: Any, shared: ArgumentParser) -> None:
    """Add `verify` and `keys` to the group `certificate`."""
    verify = verbs.add_parser(
        "verify",
        parents=[shared],
        help=_("say whether a certificate is genuine and stands"),
        description=_(
            "Check a certificate by the text of its QR code, or all codes in a picture or PDF. The"
            " exit code is 0 where all are genuine and valid, else 1."
        ),
    )
    verify.add_argument(
        "what",
        metavar=_("TEXT|FILE"),
        help=_("the code's text, a picture or a PDF; - reads texts from a scanner, one a line"),
    )
    verify.add_argument("--json", action="store_true", help=_("print JSON"))
    verify.set_defaults(run=_verify)
    _add_keys(verbs, shared)


def _add_keys(verbs: Any, shared: ArgumentParser) -> None:
    keys = verbs.add_parser("keys", help=_("lists of the keys that may sign certificates"))
    what = keys.add_subparsers(metavar=_("WHAT"), required=True)
    save = what.add_parser(
        "save", parents=[shared], help=_("save this office's signed list of keys and void numbers")
    )
    save.add_argument("folder", type=Path, metavar=_("DIR"), help=_("where to"))
    save.add_argument("--json", action="store_true", help=_("print JSON"))
    save.set_defaults(run=_save)
    load = what.add_parser("load", parents=[shared], help=_("take an office's list"))
    load.add_argument("file", type=Path, metavar="FILE.nskeys", help=_("the list"))
    load.add_argument(
        "--key",
        default="",
        metavar="XXXX-XXXX-XXXX-XXXX",
        help=_("the office's key as it told you, where it is not known here"),
    )
    load.add_argument("--json", action="store_true", help=_("print JSON"))
    load.set_defaults(run=_load)


def _verify(options: Namespace) -> int:
    from nightschool.services import verification

    file = _file_of(options.what)
    if options.what == "-":
        texts = [line for line in sys.stdin.read(1 << 24).splitlines() if line.strip()]
    else:
        texts = [options.what]
    with desk.workspace(options) as workspace:
        if file:
            answers = verification.verify_file(workspace, file, output.bar())
        else:
            found = verification.verify_all(workspace, texts)
            answers = [verification.Answer(1, verdict) for verdict in found]
    if options.json:
        show_json([{"page": one.page, **_json(one.verdict)} for one in answers])
    else:
        print("\n\n".join("\n".join(_lines(one.verdict)) for one in answers))
    return 0 if answers and all(one.verdict.valid for one in answers) else 1


def _file_of(what: str) -> Path | None:
    """The file that is meant; a text begins as ours do, or is no file's name."""
    if _CODE.match(unicodedata.normalize("NFKC", what)):
        return None
    file = Path(what)
    if _FILE.search(what) or (len(what) < 200 and file.is_file()):
        return file
    return None


def _lines(verdict: Any) -> list[str]:
    lines = [verdict.message]
    if verdict.remark:
        lines.append(verdict.remark)
    if claim := verdict.claim:
        if verdict.standing == "unknown_issuer":
            lines.append(_("The code says, unproven:"))
        lines += [f"  {label}: {value}" for label, value in _words(claim) if value]
    if verdict.issuer:
        lines.append(_("  Signed by: %(issuer)s") % {"issuer": verdict.issuer})
    if verdict.key:
        lines.append(_("  Key: %(key)s") % {"key": verdict.key})
    return [output.one_line(line) if not line.startswith(" ") else line for line in lines]


def _words(claim: Any) -> list[tuple[str, str]]:
    from nightschool.domain import labels, registry

    school = registry.by_code(claim.school)

    return [
        (_("Number"), claim.number),
        (_("Kind"), labels.label(claim.kind)),
        (_("Name"), claim.name),
        (_("Last four of the ID number"), claim.citizen_tail),
        (_("Course"), claim.course),
        (_("Class hours"), f"{claim.half_hours / 2:g}"),
        (_("Issued on"), f"{claim.issued_on}"),
        (_("School"), school.place if school else claim.school),
    ]


def _json(verdict: Any) -> dict[str, Any]:
    claim, voided = verdict.claim, verdict.voided
    return {
        "standing": verdict.standing.value,
        "valid": verdict.valid,
        "message": verdict.message,
        "remark": verdict.remark,
        "issuer": verdict.issuer,
        "key": verdict.key,
        "certificate": claim
        and {
            "number": claim.number,
            "kind": claim.kind.value,
            "name": claim.name,
            "citizen_tail": claim.citizen_tail,
            "course": claim.course,
            "hours": claim.half_hours / 2,
            "issued_on": f"{claim.issued_on}",
            "school": claim.school,
        },
        "voided": voided
        and {
            "on": f"{voided.voided_on}",
            "reason": voided.reason,
            "replaced_by": voided.replaced_by,
        },
    }


def _save(options: Namespace) -> None:
    from nightschool.services import issuers

    with desk.workspace(options) as workspace:
        made = issuers.save(workspace, options.folder)
    if options.json:
        show_json(
            {
                "file": f"{made.file}",
                "key": made.fingerprint,
                "issuers": made.issuers,
                "voided": made.voided,
            }
        )
        return
    print(_("Saved and read back: %(file)s") % {"file": made.file})
    print(
        _("%(issuers)d keys, %(voided)d void numbers.")
        % {"issuers": made.issuers, "voided": made.voided}
    )
    print(_("Key of this office, to be told by telephone: %(key)s") % {"key": made.fingerprint})


def _load(options: Namespace) -> None:
    from nightschool.services import issuers

    with desk.workspace(options) as workspace:
        loaded = issuers.load(workspace, options.file, options.key)
    told = loaded.told
    if options.json:
        show_json(
            {
                "office": told.office,
                "key": loaded.fingerprint,
                "made_on": f"{told.made_on}",
                "issuers": len(told.issuers),
                "voided": len(told.voided),
                "taken": not loaded.newer_here,
            }
        )
    elif loaded.newer_here:
        print(_("A later list of %(office)s is here already.") % {"office": told.office})
    else:
        print(
            _("Taken from %(office)s: %(issuers)d keys, %(voided)d void numbers.")
            % {"office": told.office, "issuers": len(told.issuers), "voided": len(told.voided)}
        )
