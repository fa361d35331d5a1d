"""Rules for every test: no unexpected log warning, no screen, no language or password left over."""

import logging
import os
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from nightschool import i18n
from tests.storage.postgresql import Server, running

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "ci",
    deadline=None,  # a busy machine is no fault
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", settings.get_profile("ci"), max_examples=5_000)
settings.load_profile("long" if os.environ.get("LONG") else "ci")


@pytest.fixture(autouse=True)
def known_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages in English, as in the source; nothing taken from the person's environment."""
    monkeypatch.delenv("NIGHTSCHOOL_PASSWORD", raising=False)
    i18n.use_language("en")
    yield
    i18n.use_language("en")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; a test that needs one is skipped where none is installed."""
    with running() as server:
        yield server


@pytest.fixture(autouse=True)
def only_expected_logs(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail on a log record >= WARNING, unless `@pytest.mark.expected_log(pattern)` allows it.

    A pattern that no record matched fails too.
    """
    yield
    messages = [
        record.getMessage()
        for when in ("setup", "call", "teardown")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    patterns = [mark.args[0] for mark in request.node.iter_markers("expected_log")]
    surprises = [text for text in messages if not any(re.search(p, text) for p in patterns)]
    silent = [p for p in patterns if not any(re.search(p, text) for text in messages)]
    if surprises or silent:
        pytest.fail(f"unexpected in the log: {surprises}; expected but absent: {silent}")
