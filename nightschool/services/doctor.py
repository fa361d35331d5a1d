"""What is wrong with a workspace, in words that say what to do."""

from dataclasses import dataclass

from nightschool import clock
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import hours
from nightschool.storage.queries import lessons


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong."""

    code: str
    message: str


def examine(workspace: Workspace) -> list[Finding]:
    """Look at the whole file, then at the derived figures and the clock.

    Changes nothing but derived figures that are wrong: they are counted anew when next asked for.

    Opening the workspace has verified the settings of the database already.
    """
    return _file(workspace) or [*_figures(workspace), *_clock(workspace)]


def _file(workspace: Workspace) -> list[Finding]:
    return [
        Finding(
            "damaged",
            _("The database is damaged (%(fault)s). Restore the latest backup.") % {"fault": fault},
        )
        for fault in workspace.database.faults()
    ]


def _figures(workspace: Workspace) -> list[Finding]:
    with workspace.database.read() as connection:
        wrong = hours.check(connection)
    if not wrong:
        return []
    with workspace.database.write() as write:
        hours.forget(write.connection)
    return [
        Finding(
            "hours",
            _("The hours kept of %(count)d people differ from their rolls: they are counted anew.")
            % {"count": len(wrong)},
        )
    ]


def _clock(workspace: Workspace) -> list[Finding]:
    with workspace.database.read() as connection:
        latest = lessons.latest_held(connection)
    if clock.is_trusted(latest):
        return []
    return [
        Finding(
            "clock",
            _("The clock of this computer shows %(day)s, which cannot be. Set it right.")
            % {"day": clock.today()},
        )
    ]
