"""What is taught and by whom: `course list|add|edit|stop|allow`, `lecturer list|add`."""

from argparse import ArgumentParser, Namespace
from typing import Any

from nightschool.cli import arguments, desk
from nightschool.cli.output import show_json, table
from nightschool.domain import identity, labels
from nightschool.domain.codes import Language, LecturerKind, ProvincialKind, SubjectGroup
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `course` and `lecturer`."""
    common = ArgumentParser(add_help=False, parents=[shared])
    common.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
    common.add_argument("--json", action="store_true", help=_("print JSON"))
    course = groups.add_parser("course", help=_("the catalogue of courses"))
    actions = course.add_subparsers(metavar=_("ACTION"), required=True)
    listing = actions.add_parser("list", parents=[common], help=_("the courses by code"))
    listing.set_defaults(run=_courses)
    new = actions.add_parser("add", parents=[common], help=_("add a course of your own"))
    new.add_argument("title")
    arguments.add_code(new, "--kind", ProvincialKind, required=True)
    arguments.add_code(new, "--group", SubjectGroup, default=SubjectGroup.SPECIAL)
    new.add_argument("--skill", default="", help=_("the practical skill that it teaches"))
    new.set_defaults(run=_add_course)
    edit = actions.add_parser("edit", parents=[common], help=_("correct a course of this desk"))
    edit.add_argument("course", metavar=_("COURSE"), help=_("its code or title"))
    edit.add_argument("--title")
    arguments.add_code(edit, "--kind", ProvincialKind)
    arguments.add_code(edit, "--group", SubjectGroup)
    edit.add_argument("--skill", help=_("the practical skill that it teaches"))
    edit.set_defaults(run=_edit_course)
    for name, told in (
        ("stop", _("take a course out of use; lessons keep it")),
        ("allow", _("take a course into use again")),
    ):
        turn = actions.add_parser(name, parents=[common], help=told)
        turn.add_argument("course", metavar=_("COURSE"), help=_("its code or title"))
        turn.set_defaults(run=_turn_course, active=name == "allow")
    lecturer = groups.add_parser("lecturer", help=_("those who teach"))
    actions = lecturer.add_subparsers(metavar=_("ACTION"), required=True)
    listing = actions.add_parser("list", parents=[common], help=_("the lecturers by name"))
    listing.set_defaults(run=_lecturers)
    new = actions.add_parser("add", parents=[common], help=_("add a lecturer"))
    new.add_argument("name")
    arguments.add_code(new, "--kind", LecturerKind, required=True)
    arguments.add_code(new, "--language", Language, default=Language.CHINESE)
    new.add_argument("--phone", default="")
    new.set_defaults(run=_add_lecturer)


def _courses(options: Namespace) -> None:
    from nightschool.services import courses

    with desk.workspace(options) as workspace:
        found = courses.courses(workspace, options.school)
    if options.json:
        show_json([_course_json(one) for one in found])
        return
    head = [_("Code"), _("Title"), _("Kind"), _("Content"), _("Subject"), _("Skill")]
    rows = [
        (
            one.code,
            one.title,
            *map(labels.label, (one.kind, one.provincial_kind, one.group)),
            one.skill,
        )
        for one in found
    ]
    print(table(head, rows))


def _add_course(options: Namespace) -> None:
    from nightschool.services import courses

    with desk.workspace(options) as workspace:
        one = courses.add_course(
            workspace, options.title, options.kind, options.group, options.skill, options.school
        )
    if options.json:
        show_json(_course_json(one))
    else:
        print(_("Course %(code)s: %(title)s") % {"code": one.code, "title": one.title})


def _edit_course(options: Namespace) -> None:
    from nightschool.services import courses

    with desk.workspace(options) as workspace:
        one = courses.find(workspace, options.course, options.school, every=True)
        one = courses.edit_course(
            workspace,
            one.id,
            title=options.title,
            kind=options.kind,
            group=options.group,
            skill=options.skill,
        )
    _show_course(one, options)


def _turn_course(options: Namespace) -> None:
    from nightschool.services import courses

    with desk.workspace(options) as workspace:
        one = courses.find(workspace, options.course, options.school, every=True)
        turn = courses.activate if options.active else courses.deactivate
        one = turn(workspace, one.id)
    _show_course(one, options)


def _show_course(one: Any, options: Namespace) -> None:
    if options.json:
        show_json(_course_json(one))
        return
    text = _("Course %(code)s: %(title)s") if one.active else _("Course %(code)s is out of use.")
    print(text % {"code": one.code, "title": one.title})


def _course_json(one: Any) -> dict[str, Any]:
    return {
        "id": identity.text(one.id),
        "code": one.code,
        "title": one.title,
        "kind": one.kind,
        "provincial_kind": one.provincial_kind,
        "group": one.group,
        "skill": one.skill,
    }


def _lecturers(options: Namespace) -> None:
    from nightschool.services import lecturers

    with desk.workspace(options) as workspace:
        found = lecturers.lecturers(workspace, options.school)
    if options.json:
        show_json([_lecturer_json(one) for one in found])
    elif found:
        rows = [(one.name, labels.label(one.kind), one.phone) for one in found]
        print(table([_("Name"), _("Kind"), _("Phone")], rows))
    else:
        print(_("No lecturers yet."))


def _add_lecturer(options: Namespace) -> None:
    from nightschool.services import lecturers

    with desk.workspace(options) as workspace:
        one = lecturers.add_lecturer(
            workspace,
            options.name,
            options.kind,
            options.language,
            options.phone,
            school=options.school,
        )
    if options.json:
        show_json(_lecturer_json(one))
    else:
        print(_("Lecturer added: %(name)s") % {"name": one.name})


def _lecturer_json(one: Any) -> dict[str, Any]:
    return {
        "id": identity.text(one.id),
        "name": one.name,
        "kind": one.kind,
        "language": one.language,
        "scope": one.scope,
    }
