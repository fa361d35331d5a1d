"""Work beside the window: one worker thread does it in order, results come to the main thread.

The main thread never calls a service, but for the few of `QUICK` through `Jobs.now`.
"""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from nightschool.errors import UserError
from nightschool.task import Cancelled, Task

T = TypeVar("T")
P = ParamSpec("P")
Work = Callable[[Task], T]

QUICK = frozenset({"nightschool.services.roll_call.mark"})
"""Services that change or read a single record, allowed on the main thread."""

_PATIENCE_S = 10
_SWITCH_S = 0.0005
"""How soon the worker lets the window have its turn, tenfold sooner than Python's habit: at every
call into Qt the window gives its turn away, and must wait so long to get it back."""


@dataclass(eq=False)
class Job:
    """One piece of work: `title` is set for long work, which people see and may stop."""

    title: str = ""
    key: str = ""
    done: int = 0
    total: int = 0
    text: str = ""
    cancelled: bool = False
    result: Any = None
    error: BaseException | None = None

    def is_cancelled(self) -> bool:
        return self.cancelled

    def cancel(self) -> None:
        """Ask the work to stop; what it has in hand is rolled back."""
        self.cancelled = True


@dataclass(frozen=True)
class _Order:
    job: Job
    work: Work[Any]
    done: Callable[[Any], object] | None
    failed: Callable[[UserError], object] | None
    stopped: Callable[[], object] | None
    owner: QObject | None

    def wanted(self) -> bool:
        """Whether whoever asked still stands in the window."""
        owner = self.owner or getattr(self.done, "__self__", None)
        return not isinstance(owner, QObject) or isValid(owner)


class Jobs(QObject):
    """The worker and its queue."""

    began = Signal(object)
    """A job with a title was ordered."""
    stepped = Signal(object)
    """A job told how far it is."""
    ended = Signal(object)
    """A job is over, well or not; its callback has been called."""
    refused = Signal(object)
    """A `UserError` that nobody else shows."""
    _arrived = Signal(object)
    _moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders: SimpleQueue[_Order | None] = SimpleQueue()
        self._latest: dict[str, Job] = {}
        self._open: list[Job] = []
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self.stepped, Qt.ConnectionType.QueuedConnection)
        sys.setswitchinterval(_SWITCH_S)
        self._worker = threading.Thread(target=self._serve, name="worker", daemon=True)
        self._worker.start()

    @property
    def busy(self) -> bool:
        """Whether anything was ordered whose end has not been told."""
        return bool(self._open)

    def run(
        self,
        work: Work[T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        title: str = "",
        key: str = "",
        stopped: Callable[[], object] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Do `work` in the worker, then call one of the others on the main thread.

        `failed` takes the `UserError`, else the window shows it; `stopped` is called after a
        cancel. Nothing is called once `owner` (or the object whose method `done` is) has gone.
        """
        job = Job(title, key)
        if key:
            self._latest[key] = job
        self._open.append(job)
        self._orders.put(_Order(job, work, done, failed, stopped, owner))
        if title:
            self.began.emit(job)
        return job

    def read(
        self,
        work: Work[T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object] | None = None,
        *,
        key: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """The same for reading: of those with the same `key` only the latest is done and told."""
        if key in self._latest:
            self._latest[key].cancel()
        return self.run(work, done, failed, key=key, owner=owner)

    def now(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a service of `QUICK` here and now; raises `ValueError` for any other."""
        if f"{function.__module__}.{function.__qualname__}" not in QUICK:
            raise ValueError(f"{function.__qualname__} is not for the main thread")
        return function(*args, **kwargs)

    def close(self) -> None:
        """Stop what people may stop and what only reads; let what is to be saved be saved."""
        for job in self._open:
            if job.title or job.key:
                job.cancel()
        self._orders.put(None)
        self._worker.join(_PATIENCE_S)

    def _serve(self) -> None:
        while order := self._orders.get():
            _do(order, Task(self._reporter(order.job), order.job.is_cancelled))
            self._arrived.emit(order)

    def _reporter(self, job: Job) -> Callable[[int, int, str], None]:
        def report(done: int, total: int, text: str) -> None:
            job.done, job.total, job.text = done, total, text
            self._moved.emit(job)

        return report

    def _deliver(self, order: _Order) -> None:
        job = order.job
        self._open.remove(job)
        if self._latest.get(job.key) is job:
            del self._latest[job.key]
        try:
            self._tell(order)
        finally:
            self.ended.emit(job)

    def _tell(self, order: _Order) -> None:
        error = order.job.error
        if error is not None and not isinstance(error, UserError | Cancelled):
            raise error  # a bug of ours: the crash page
        if not order.wanted():
            return
        if isinstance(error, UserError):
            (order.failed or self.refused.emit)(error)
        elif isinstance(error, Cancelled) or (order.job.cancelled and order.job.key):
            if order.stopped:
                order.stopped()
        elif order.done:
            order.done(order.job.result)


def _do(order: _Order, task: Task) -> None:
    try:
        if order.job.cancelled:
            raise Cancelled
        order.job.result = order.work(task)
    except BaseException as error:  # whatever it is, the main thread tells of it
        order.job.error = error
