"""The whole application, as the tests of the window use it."""

from tests.desktop.conftest import (
    dressed,
    jobs,
    kept,
    only_the_worker_works,
    qapp,
    today,
)

__all__ = ["dressed", "jobs", "kept", "only_the_worker_works", "qapp", "today"]
