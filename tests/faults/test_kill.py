"""kill -9 at random moments of export, import and receipt: nothing acknowledged is ever lost.

The seed is printed when a round fails; FAULTS_SEED gives it again.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from nightschool.services.workspace import Workspace
from nightschool.storage.ledger import State
from nightschool.sync import opening
from tests.faults import acts, scene
from tests.faults.acts import DONE, READY, SAVED, TAKEN, WROTE, Desk
from tests.faults.scene import Scene

ROUNDS = 2_000 if os.environ.get("LONG") else 200 if os.environ.get("FAULTS") else 30
PATIENCE = 120
"""Seconds after which a worker that does not end hangs."""

Act = Callable[[Desk, Path, Connection], None]
ACTS: dict[str, tuple[Act, str]] = {
    "export": (acts.export, "laptop"),
    "import": (acts.take, "county"),
    "receipt": (acts.take, "laptop"),
}
workers = get_context("forkserver")  # each a fresh process that has imported everything
workers.set_forkserver_preload(["tests.faults.acts"])


def acknowledged(
    act: str, where: Scene, lifetime: float | None = None
) -> tuple[list[tuple[str, str]], float]:
    """What the worker acknowledged until it ended or was killed, and the seconds it worked."""
    run, who = ACTS[act]
    reader, writer = workers.Pipe(duplex=False)
    worker = workers.Process(target=run, args=(getattr(where, who), where.stick, writer))
    worker.start()
    writer.close()
    heard = [reader.recv()]
    assert heard == [(READY, "")]
    began = time.monotonic()
    worker.join(PATIENCE if lifetime is None else lifetime)
    seconds = time.monotonic() - began
    worker.kill()
    worker.join()
    assert worker.exitcode in (0, -signal.SIGKILL)
    while True:
        try:
            heard.append(reader.recv())
        except EOFError:
            break
    reader.close()
    worker.close()
    return heard, seconds


def require_kept(heard: list[tuple[str, str]], where: Scene, who: str) -> None:
    """What was acknowledged is there."""
    desk: Desk = getattr(where, who)
    with desk.open() as workspace:
        here = scene.batches(workspace)
        for what, name in heard:
            assert what in (READY, WROTE, SAVED, TAKEN, DONE), f"{name}: {what}"
            if what == WROTE:
                assert name in here
            elif what == SAVED:
                _require_carried(workspace, where.stick / name)
            elif what == TAKEN:
                number = opening.peek(where.stick / name).claimed.number
                assert (
                    _written_for(where.laptop if who == "county" else where.county, number) <= here
                )


def _written_for(sender: Desk, number: int) -> set[str]:
    """The batches that the sender's package of this number holds, or an earlier one."""
    with sender.open() as workspace:
        numbers = range(1, number + 1)
        return scene.batches(workspace) & {acts.label(workspace, each) for each in numbers}


def _require_carried(workspace: Workspace, file: Path) -> None:
    assert file.is_file()
    assert [one.state for one in acts.made_by(workspace) if one.file == file.name] == [
        State.CARRIED
    ]


@pytest.mark.parametrize("act", ACTS)
def test_a_kill_at_any_moment_loses_nothing(
    act: str, scenes: dict[str, Scene], tmp_path: Path
) -> None:
    seed = os.environ.get("FAULTS_SEED") or str(random.SystemRandom().getrandbits(32))
    chance, (_run, who) = random.Random(f"{act} {seed}"), ACTS[act]
    calm = scenes[act].copy(tmp_path / "calm")
    heard, whole = acknowledged(act, calm)
    assert heard[-1] == (DONE, "")
    killed = 0
    for turn in range(-(-ROUNDS // len(ACTS))):
        where = scenes[act].copy(tmp_path / "round")
        lifetime = chance.uniform(0, whole)
        print(f"FAULTS_SEED={seed} {act} {turn}: {lifetime:.4f} s")  # noqa: T201 - for a failure
        heard, seconds = acknowledged(act, where, lifetime)
        if heard[-1] == (DONE, ""):
            whole = min(whole, seconds)  # the first may have met a busy machine
        else:
            killed += 1
        scene.require_sound(where)
        require_kept(heard, where, who)
        scene.settle(where)
        scene.require_sound(where)
        shutil.rmtree(tmp_path / "round")
    assert killed, "all had ended before they were killed"
