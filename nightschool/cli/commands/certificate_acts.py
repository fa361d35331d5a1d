"""`certificate assess`, `assessments`, `issue`, `list`, `print`, `void`."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from nightschool import clock
from nightschool.cli import arguments, desk
from nightschool.cli.output import bar, show_json, table
from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind
from nightschool.errors import UserError
from nightschool.i18n import _


def add(verbs: Any, shared: ArgumentParser) -> None:
    """Add them to the group `certificate`."""
    plain = ArgumentParser(add_help=False, parents=[shared])
    plain.add_argument("--json", action="store_true", help=_("print JSON"))
    common = ArgumentParser(add_help=False, parents=[plain])
    common.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
    _add_assess(verbs.add_parser("assess", parents=[common], help=_("enter a test of a skill")))
    tests = verbs.add_parser("assessments", parents=[common], help=_("the tests of skills by day"))
    tests.add_argument("--withdraw", type=arguments.key, metavar=_("ID"), help=_("take one back"))
    tests.add_argument("--reason", default="", help=_("kept beside the old values"))
    tests.set_defaults(run=_assessments)
    _add_issue(verbs.add_parser("issue", parents=[common], help=_("issue certificates of a kind")))
    listing = verbs.add_parser("list", parents=[common], help=_("what was issued, by day"))
    arguments.add_code(listing, "--kind", CertificateKind)
    listing.add_argument("--voided", action="store_true", help=_("void ones too"))
    listing.set_defaults(run=_list)
    _add_print(verbs.add_parser("print", parents=[common], help=_("print what was issued")))
    void = verbs.add_parser("void", parents=[common], help=_("declare one void, for a reason"))
    void.add_argument("number", metavar=_("NUMBER"))
    void.add_argument("--reason", required=True)
    void.add_argument("--replace", action="store_true", help=_("issue another in its place"))
    void.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("else today"))
    void.set_defaults(run=_void)


def day_of_issue(options: Namespace) -> date:
    """The day that was given, else today; raises `UserError` where the clock is wrong."""
    if options.on is None and not clock.is_trusted():
        raise UserError(
            _("This machine's clock is wrong, and a certificate bears its day."),
            _("Give the day with --on YYYY-MM-DD."),
        )
    return options.on or clock.today()


def _add_assess(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar=_("PERSON"), help=_("name, 人编号 or citizen number"))
    parser.add_argument("--course", help=_("that taught the skill: see course list"))
    parser.add_argument("--skill", default="", help=_("where it is not that of the course"))
    parser.add_argument("--day", type=arguments.day, required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--assessor", required=True, help=_("who tested"))
    parser.add_argument("--failed", action="store_true", help=_("did not pass"))
    parser.add_argument("--note", default="")
    parser.set_defaults(run=_assess)


def _add_issue(parser: ArgumentParser) -> None:
    parser.description = _(
        "Issue certificates to everybody who is entitled and holds none, or to --person alone."
        " attendance needs --from and --to, and takes --course; honour needs --person,"
        " --decision, --decided-on and --decided-by; skill goes by the tests that were passed."
    )
    arguments.add_code(parser, "--kind", CertificateKind, required=True)
    parser.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("else today"))
    parser.add_argument(
        "--person", action="append", metavar=_("PERSON"), help=_("may be given several times")
    )
    parser.add_argument("--from", dest="first", type=arguments.day, metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="last", type=arguments.day, metavar="YYYY-MM-DD")
    parser.add_argument("--course", help=_("its code or title: see course list"))
    parser.add_argument("--decision", default="", help=_("what the honour is for"))
    parser.add_argument("--decided-on", type=arguments.day, metavar="YYYY-MM-DD")
    parser.add_argument("--decided-by", default="", help=_("who decided"))
    parser.set_defaults(run=_issue)


def _add_print(parser: ArgumentParser) -> None:
    parser.description = _(
        "Print all that stand, or these numbers, in the order of issue. What was printed before"
        " is the same picture with 补打 below its frame."
    )
    parser.add_argument("number", nargs="*", metavar=_("NUMBER"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar=_("DIR|FILE.pdf"), help=_("where to")
    )
    arguments.add_code(parser, "--kind", CertificateKind)
    parser.add_argument("--separate", action="store_true", help=_("a file for each"))
    parser.set_defaults(run=_print)


def _assess(options: Namespace) -> None:
    from nightschool.services import assessments, courses, people

    with desk.workspace(options) as workspace:
        school = options.school
        one = assessments.assess(
            workspace,
            people.find(workspace, options.person, school).id,
            options.skill,
            options.day,
            options.assessor,
            passed=not options.failed,
            note=options.note,
            course=courses.find(workspace, options.course, school).id if options.course else None,
            school=school,
        )
    if options.json:
        show_json(_assessment_json(one))
    else:
        print(_("Entered: %(skill)s, %(day)s.") % {"skill": one.skill, "day": f"{one.day}"})


def _assessments(options: Namespace) -> None:
    from nightschool.services import assessments, people

    with desk.workspace(options) as workspace:
        if options.withdraw:
            assessments.withdraw(workspace, options.withdraw, options.reason)
        every = assessments.listing(workspace, options.school)
        names = {one.id: one.name for one in people.people(workspace, options.school)}
    if options.json:
        show_json([_assessment_json(one) for one in every])
        return
    head = [_("Day"), _("Name"), _("Skill"), _("Assessor"), _("Passed"), _("ID")]
    lines = [
        (
            one.day,
            names.get(one.person),
            one.skill,
            one.assessor,
            _("yes") if one.passed else _("no"),
            identity.text(one.id),
        )
        for one in every
    ]
    print(table(head, lines) if lines else _("No tests of skills."))


def _issue(options: Namespace) -> None:
    from nightschool.services import people

    on = day_of_issue(options)
    with desk.workspace(options) as workspace:
        given = options.person
        chosen = given and [people.find(workspace, one, options.school).id for one in given]
        new = _issue_kind(workspace, options, on, chosen)
    _show(new, options, _("%(count)d certificates issued.") % {"count": len(new)})


def _issue_kind(workspace: Any, options: Namespace, on: date, chosen: Any) -> list[Certificate]:
    from nightschool.services import certificates, courses
    from nightschool.services.certificate_drafts import Decision

    school = options.school
    match options.kind:
        case CertificateKind.COMPLETION:
            return certificates.issue(workspace, on, chosen, school)
        case CertificateKind.SKILL:
            return certificates.issue_skill(workspace, on, chosen, school)
        case CertificateKind.ATTENDANCE:
            _require(options, "first", "last")
            course = courses.find(workspace, options.course, school).id if options.course else None
            return certificates.issue_attendance(
                workspace, on, options.first, options.last, course, chosen, school
            )
        case _:
            _require(options, "person", "decision", "decided_on", "decided_by")
            decision = Decision(options.decision, options.decided_on, options.decided_by)
            return certificates.issue_honour(workspace, on, chosen, decision, school)


_OPTIONS = {"first": "--from", "last": "--to"}


def _require(options: Namespace, *names: str) -> None:
    missing = [name for name in names if not getattr(options, name)]
    if missing:
        name = _OPTIONS.get(missing[0], "--" + missing[0].replace("_", "-"))
        raise UserError(
            _("This kind of certificate needs %(option)s.") % {"option": name},
            _("See nightschool certificate issue --help."),
        )


def _list(options: Namespace) -> None:
    from nightschool.services import certificates

    with desk.workspace(options) as workspace:
        every = certificates.issued(
            workspace, options.school, voided=options.voided, kind=options.kind
        )
    _show(every, options, _("No certificates."))


def _print(options: Namespace) -> None:
    from nightschool.services import certificate_printing, certificates

    with desk.workspace(options) as workspace:
        wanted = set(options.number)
        every = certificates.issued(
            workspace, options.school, voided=bool(wanted), kind=options.kind
        )
        chosen = [one for one in every if not wanted or one.number in wanted]
        _require_found(wanted, chosen)
        files = certificate_printing.save(
            workspace, chosen, options.out, separate=options.separate, task=bar()
        )
    if options.json:
        show_json({"printed": len(chosen), "files": [f"{file}" for file in files]})
    else:
        where = files[0].parent if options.separate else files[0]
        print(_("%(count)d printed: %(file)s") % {"count": len(chosen), "file": where})


def _require_found(wanted: set[str], found: list[Certificate]) -> None:
    if unknown := sorted(wanted - {one.number for one in found}):
        raise UserError(
            _("There is no certificate %(number)s here.") % {"number": unknown[0]},
            _("List them with: nightschool certificate list."),
        )


def _void(options: Namespace) -> None:
    from nightschool.services import certificates

    on = day_of_issue(options)
    with desk.workspace(options) as workspace:
        every = certificates.issued(workspace, options.school, voided=True)
        found = [one for one in every if one.number == options.number]
        _require_found({options.number}, found)
        new = certificates.void(workspace, found[0].id, on, options.reason, replace=options.replace)
    if options.json:
        show_json({"voided": options.number, "replaced_by": new and new.number})
        return
    print(_("Certificate %(number)s is void.") % {"number": options.number})
    if new:
        print(_("In its place: %(number)s.") % {"number": new.number})


def _show(every: list[Certificate], options: Namespace, nothing: str) -> None:
    """A table, or JSON; the words where there are none, and below those just issued."""
    if options.json:
        show_json([_json(one) for one in every])
        return
    if every:
        head = [_("Day"), _("Number"), _("Kind"), _("Name"), _("Hours"), _("Void")]
        print(table(head, [_row(one) for one in every]))
    if not every or options.run is _issue:
        print(nothing)


def _row(one: Certificate) -> tuple[object, ...]:
    from nightschool.domain import labels

    void = (one.replaced_by or one.void_reason or _("yes")) if one.voided_on else ""
    hours = f"{one.half_hours / 2:g}"
    return one.issued_on, one.number, labels.label(one.kind), one.name, hours, void


def _json(one: Certificate) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "name": one.name,
        "course": one.course,
        "hours": one.half_hours / 2,
        "first_day": f"{one.first_day}",
        "last_day": f"{one.last_day}",
        "issued_on": f"{one.issued_on}",
        "voided_on": one.voided_on and f"{one.voided_on}",
        "void_reason": one.void_reason,
        "replaced_by": one.replaced_by,
    }


def _assessment_json(one: Any) -> dict[str, Any]:
    return {
        "id": identity.text(one.id),
        "person": identity.text(one.person),
        "skill": one.skill,
        "day": f"{one.day}",
        "assessor": one.assessor,
        "passed": one.passed,
        "note": one.note,
    }
