"""Certificates: `certificates --out` issues those that are due and prints all; `certificate …`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool.cli import arguments, desk
from nightschool.cli.commands import certificate_acts, certificate_looks, verification
from nightschool.cli.output import bar, show_json
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `certificates`, and the group `certificate`."""
    group = groups.add_parser("certificate", help=_("single steps with certificates"))
    verbs = group.add_subparsers(metavar=_("ACTION"), required=True)
    certificate_acts.add(verbs, shared)
    certificate_looks.add(verbs, shared)
    verification.add(verbs, shared)
    parser = groups.add_parser(
        "certificates",
        parents=[shared],
        help=_("issue and print the certificates of those who are complete"),
        description=_(
            "Issue a certificate to everybody who has completed the rotation and holds none, then"
            " print all that stand into one PDF. What was issued prints again as the same picture."
        ),
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar=_("DIR|FILE.pdf"), help=_("where to")
    )
    parser.add_argument(
        "--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("the day of issue (else today)")
    )
    parser.add_argument("--new", action="store_true", help=_("print only those issued now"))
    parser.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    parser.set_defaults(run=_certificates)


def _certificates(options: Namespace) -> None:
    from nightschool.services import certificate_printing, certificates

    on = certificate_acts.day_of_issue(options)
    with desk.workspace(options) as workspace:
        new = certificates.issue(workspace, on, school=options.school)
        every = new if options.new else certificates.issued(workspace, options.school)
        files = (
            certificate_printing.save(workspace, every, options.out, task=bar()) if every else []
        )
    file = files[0] if files else None
    if options.json:
        numbers = {one.number for one in new}
        show_json(
            {
                "on": f"{on}",
                "file": file and f"{file}",
                "issued": len(new),
                "printed": len(every),
                "certificates": [_json(one, one.number in numbers) for one in every],
            }
        )
        return
    print(_("%(count)d certificates issued.") % {"count": len(new)})
    if file:
        print(_("%(count)d printed: %(file)s") % {"count": len(every), "file": file})


def _json(one: Any, new: bool) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "hours": one.half_hours / 2,
        "first_day": f"{one.first_day}",
        "last_day": f"{one.last_day}",
        "issued_on": f"{one.issued_on}",
        "new": new,
    }
