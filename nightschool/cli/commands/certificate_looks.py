"""`certificate style`, `wording`, `test-page`: how certificates look, say and land on paper."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from nightschool.cli import arguments, desk
from nightschool.cli.output import show_json, table
from nightschool.domain.certificate_style import PLACES
from nightschool.domain.codes import CertificateKind, CertificateLayout, CertificatePaper
from nightschool.i18n import _

_WORDS = ("title", "wording", "closing", "yi_title", "yi_line")


def add(verbs: Any, shared: ArgumentParser) -> None:
    """Add them to the group `certificate`."""
    common = ArgumentParser(add_help=False, parents=[shared])
    common.add_argument("--json", action="store_true", help=_("print JSON"))
    _add_style(verbs.add_parser("style", parents=[common], help=_("the look, set by the county")))
    _add_wording(
        verbs.add_parser("wording", parents=[common], help=_("the words, set by the county"))
    )
    test = verbs.add_parser(
        "test-page", parents=[common], help=_("see where this office's printer prints")
    )
    test.description = _(
        "Write a page with four crosses, each 30 mm from two edges of the paper. Measure how far"
        " off they are, and set by how much this machine's printer is to be shifted."
    )
    test.add_argument("--out", type=Path, metavar=_("DIR|FILE.pdf"), help=_("where to"))
    test.add_argument("--right", type=float, metavar="MM", help=_("shift to the right"))
    test.add_argument("--up", type=float, metavar="MM", help=_("shift upwards"))
    test.set_defaults(run=_test_page)


def _add_style(parser: ArgumentParser) -> None:
    parser.description = _(
        "Show the look of what is issued from now on, or set it. stock prints words alone, on"
        " paper that has its frame, title and place of the seal."
    )
    parser.add_argument("--issuer", help=_("in whose name; empty for the county's office"))
    arguments.add_code(parser, "--layout", CertificateLayout)
    arguments.add_code(parser, "--paper", CertificatePaper)
    parser.add_argument("--english", choices=["yes", "no"], help=_("English below the Chinese"))
    parser.set_defaults(run=_style)


def _add_wording(parser: ArgumentParser) -> None:
    parser.description = _(
        "Show what a kind of certificate says, or set it; an empty text gives back the program's."
        " A wording may hold %(places)s."
    ) % {"places": " ".join(f"{{{place}}}" for place in PLACES)}
    arguments.add_code(parser, "--kind", CertificateKind, required=True)
    parser.add_argument("--title", help=_("in Chinese"))
    parser.add_argument("--wording", help=_("the sentence, with places in braces"))
    parser.add_argument("--closing", help=_("what stands below it"))
    parser.add_argument("--yi-title", help=_("in Nuosu Yi"))
    parser.add_argument("--yi-line", help=_("in Nuosu Yi, below the words"))
    parser.set_defaults(run=_wording)


def _style(options: Namespace) -> None:
    from nightschool.services import certificate_styles

    given = {
        name: value
        for name in ("issuer", "layout", "paper")
        if (value := getattr(options, name)) is not None
    }
    if options.english:
        given["english"] = options.english == "yes"
    with desk.workspace(options) as workspace:
        style = certificate_styles.style_of(workspace)
        if given:
            style = replace(style, **given)
            certificate_styles.set_style(workspace, style)
    rows = [
        (_("Issuer"), style.issuer or _("the county's office of night schools")),
        (_("Layout"), style.layout),
        (_("Paper"), style.paper.upper()),
        (_("English"), _("yes") if style.english else _("no")),
    ]
    _show(asdict(style), rows, options)


def _wording(options: Namespace) -> None:
    from nightschool.services import certificate_styles

    given = {name: value for name in _WORDS if (value := getattr(options, name)) is not None}
    with desk.workspace(options) as workspace:
        words = certificate_styles.words_of(workspace, options.kind)
        if given:
            words = replace(words, **given)
            certificate_styles.set_words(workspace, words)
    rows = [
        (_("Title"), words.title),
        (_("Wording"), words.wording),
        (_("Closing"), words.closing),
        (_("Title in Yi"), words.yi_title),
        (_("Line in Yi"), words.yi_line),
    ]
    _show(
        asdict(words),
        [(name, text or _("the program's")) for name, text in rows[:3]] + rows[3:],
        options,
    )


def _test_page(options: Namespace) -> None:
    from nightschool.services import certificate_printing

    with desk.workspace(options) as workspace:
        right, up = certificate_printing.offset_of(workspace)
        if options.right is not None or options.up is not None:
            right = right if options.right is None else options.right
            up = up if options.up is None else options.up
            certificate_printing.set_offset(workspace, right, up)
        file = options.out and certificate_printing.test_page(workspace, options.out)
    rows = [(_("Right, mm"), f"{right:g}"), (_("Up, mm"), f"{up:g}")]
    shown = {"right_mm": right, "up_mm": up, "file": file and f"{file}"}
    _show(shown, [*rows, *([(_("File"), file)] if file else [])], options)


def _show(values: dict[str, Any], rows: Sequence[tuple[str, object]], options: Namespace) -> None:
    if options.json:
        show_json(values)
    else:
        print(table([_("What"), _("Value")], rows))
