"""A paper roll-call sheet keyed back: `roll-call --sheet CODE --mark 3,7-9=缺 4=迟`."""

import re
import unicodedata
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from nightschool.cli.output import show_json, show_warnings
from nightschool.domain import identity
from nightschool.domain.codes import Mark
from nightschool.domain.roll import SIGNS, mark_of
from nightschool.errors import UserError
from nightschool.i18n import _

_LONGEST = 100_000
"""No sheet has so many rows: a range beyond it is mistyped, and is not counted out."""


def key_back(workspace: Any, options: Namespace) -> Any:
    """Take the sheet as the options say; raises `UserError`."""
    from nightschool.services import roll_sheets

    marks = {
        row: roll_sheets.RowMark(mark, remark)
        for text in options.mark
        for rows, mark, remark in [_read(text)]
        for row in rows
    }
    return roll_sheets.key_back(
        workspace,
        options.sheet,
        marks,
        rest=options.every or Mark.PRESENT,
        guests=[(name, village) for name, village in options.guest],
        finish=not options.open,
        school=options.school,
    )


def show(options: Namespace, counts: dict[str, Any], keyed: Any) -> None:
    """Print what keying the sheet back did."""
    put = keyed.put
    if options.json:
        gone = [{"row": row, "reason": "no_person"} for row in keyed.gone]
        show_json(
            {
                **counts,
                "lesson": identity.text(keyed.lesson.id),
                "rows": put.taken + put.updated + put.unchanged,
                "taken": put.taken,
                "updated": put.updated,
                "unchanged": put.unchanged,
                "refused": gone,
                "warnings": keyed.warnings,
            }
        )
        return
    print(
        _("%(rows)d marks: %(taken)d new, %(updated)d changed, %(unchanged)d as before.")
        % {
            "rows": put.taken + put.updated + put.unchanged,
            "taken": put.taken,
            "updated": put.updated,
            "unchanged": put.unchanged,
        }
    )
    if keyed.gone:
        print(
            _("Left out, for they are no longer of the school: rows %(rows)s.")
            % {"rows": ", ".join(map(str, keyed.gone))}
        )
    show_warnings(keyed.warnings)


def _read(text: str) -> tuple[list[int], Mark, str]:
    """`3,7-9=假:看病` as rows, mark and remark; raises `UserError`."""
    said_rows, _equals, said = text.replace("＝", "=").partition("=")
    word, _colon, remark = said.replace("：", ":").partition(":")
    mark = mark_of(word)
    rows = list(_rows(said_rows)) if mark else []
    if not rows or mark is None:
        raise UserError(
            _("%(text)s is not ROWS=MARK.") % {"text": text},
            _("Write rows like 3,7-9, and a mark: %(signs)s.")
            % {"signs": " ".join(SIGNS.values())},
        )
    return rows, mark, remark.strip()


def _rows(text: str) -> Iterator[int]:
    """The numbers of `3,7-9`; nothing at all where a part of it cannot be read."""
    plain = unicodedata.normalize("NFKC", text).replace("、", ",")
    parts = [
        re.fullmatch(r"\s*(\d{1,6})(?:\s*[-–—~]\s*(\d{1,6}))?\s*", one) for one in plain.split(",")
    ]
    for part in parts if all(parts) else ():
        if part:
            first, last = int(part[1]), int(part[2] or part[1])
            yield from range(first, min(last, _LONGEST) + 1)
