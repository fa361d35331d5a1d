"""What other clerks wrote: asked every few seconds, so one number of one row must do."""

from nightschool.services.workspace import Workspace
from nightschool.storage import peers


def others_since(workspace: Workspace, seq: int | None) -> tuple[int, bool]:
    """The database's `seq` now, and whether anybody else wrote after `seq`; nobody after None."""
    with workspace.database.read() as connection:
        _counter, now = peers.counters(connection)
    own = workspace.database.own
    return now, seq is not None and any(one not in own for one in range(seq + 1, now + 1))
