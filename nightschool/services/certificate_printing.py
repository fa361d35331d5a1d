"""Certificates on paper: printed in batches, counted, in place on this office's printer.

What was issued prints as the same picture for ever; from the second time on 补打 stands below its
frame. Each printing is a row that travels, so that two desks never disagree about a count.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from nightschool import clock, files
from nightschool.documents import certificate as paper
from nightschool.documents.certificate import Offset
from nightschool.domain import certificate as rules
from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import certificate_styles, practice, schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import certificates as found
from nightschool.task import SILENT, Task

PRINTER = "printer.json"
"""Beside the database and not in it: clerks who share one have printers of their own."""
FARTHEST_MM = 20.0


def preview(workspace: Workspace, certificates: Sequence[Certificate]) -> bytes:
    """The certificates as a PDF to look at; counted nowhere, and never shifted."""
    return paper.render(certificates, practice=practice.is_practice(workspace))


def save(
    workspace: Workspace,
    certificates: Sequence[Certificate],
    path: Path,
    *,
    separate: bool = False,
    task: Task = SILENT,
) -> list[Path]:
    """Write the certificates for printing, and count it: one PDF, or with `separate` one each.

    `path` is the file, or a folder to put it in; a single one's file bears its number and nobody's
    name. Returns the files. Raises `UserError` where one cannot be printed, and `Cancelled`; then
    nothing is left and nothing counted.
    """
    render = _renderer(workspace, certificates)
    written: list[Path] = []
    try:
        if separate:
            files.make_folder(path)
            for done, one in enumerate(certificates):
                task.step(done, len(certificates), one.number)
                written.append(_write(path / f"{one.number}.pdf", render([one], SILENT)))
            task.step(len(certificates), len(certificates))
        else:
            if path.is_dir() or path.suffix.lower() != ".pdf":
                path = path / "certificates.pdf"
            written.append(_write(path, render(certificates, task)))
        count(workspace, certificates)
    except BaseException:
        for file in written:
            with suppress(OSError):
                file.unlink()
        raise
    return written


def batch(workspace: Workspace, certificates: Sequence[Certificate], task: Task = SILENT) -> bytes:
    """What `save` would write, to be looked at first: counted when `count` is told."""
    return _renderer(workspace, certificates)(certificates, task)


def count(workspace: Workspace, certificates: Sequence[Certificate]) -> None:
    """Count that they were printed once more; `save` does it itself."""
    today = clock.today()
    printings = [
        {"id": identity.new(), "scope": one.school, "certificate": one.id, "day": today}
        for one in certificates
    ]
    with workspace.database.write() as write:
        rows.insert(write, tables.Printing, printings)


def printed(workspace: Workspace, certificates: Sequence[Certificate]) -> Mapping[RowId, int]:
    """How often each was printed, by its key; absent where never."""
    with workspace.database.read() as connection:
        return found.printed(connection, [one.id for one in certificates])


def offset_of(workspace: Workspace) -> Offset:
    """How far this machine's printer must print to the right and upwards, in mm."""
    try:
        held = json.loads((workspace.home / PRINTER).read_text("utf-8"))
        right, up = float(held["right_mm"]), float(held["up_mm"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0, 0.0
    return (right, up) if _is_possible(right, up) else (0.0, 0.0)


def set_offset(workspace: Workspace, right_mm: float, up_mm: float) -> Offset:
    """Keep how far off this machine's printer is; it is no data of the school and never travels.

    Raises `UserError` for more than 20 mm.
    """
    if not _is_possible(right_mm, up_mm):
        raise UserError(
            _("The offset is at most %(most)g mm.") % {"most": FARTHEST_MM},
            _("Print a test page, and measure from the edge of the paper."),
        )
    text = json.dumps({"right_mm": right_mm, "up_mm": up_mm})
    files.replace_durably(workspace.home / PRINTER, text.encode())
    return right_mm, up_mm


def test_page(workspace: Workspace, path: Path) -> Path:
    """Write a page that shows where this machine's printer prints. Returns the file."""
    from nightschool.documents import certificate_test_page

    home = schools.served(workspace)[0]
    style = certificate_styles.style_of(workspace)
    content = certificate_test_page.render(
        style, rules.issuer(home), rules.school_name(home), offset_of(workspace)
    )
    if path.is_dir() or path.suffix.lower() != ".pdf":
        path = path / "test-page.pdf"
    return _write(path, content)


def _write(path: Path, content: bytes) -> Path:
    return files.write_durably(path, lambda target: target.write(content))


def _renderer(
    workspace: Workspace, certificates: Sequence[Certificate]
) -> Callable[[Sequence[Certificate], Task], bytes]:
    """Prints some of these as they would print now: reprints are marked."""
    if not certificates:
        raise UserError(_("There are no certificates to print."), _("Issue some first."))
    before = printed(workspace, certificates)
    reprints = {one.number: before[one.id] for one in certificates if one.id in before}
    on, offset = clock.today(), offset_of(workspace)
    trial = practice.is_practice(workspace)

    def render(some: Sequence[Certificate], task: Task) -> bytes:
        return paper.render(
            some, practice=trial, reprints=reprints, on=on, offset=offset, task=task
        )

    return render


def _is_possible(right: float, up: float) -> bool:
    return abs(right) <= FARTHEST_MM and abs(up) <= FARTHEST_MM  # neither holds of NaN
