"""A PostgreSQL server of the tests' own, and databases on it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, text, update

from nightschool.domain.codes import Role
from nightschool.domain.stamp import DeviceId
from nightschool.storage import postgresql, schema
from nightschool.storage.database import Database, open_at
from nightschool.storage.queries.workspaces import Identity
from nightschool.storage.tables import Workspace

KEY = bytes(32)
COUNTY = "513432"
CLERK = "clerk"


@dataclass
class Server:
    """A running server; each database on it is a new one."""

    socket: Path
    numbers: "count[int]" = field(default_factory=count)
    template: str = ""

    def url(self, name: str) -> URL:
        return postgresql.address(f"postgresql+psycopg://{CLERK}@/{name}?host={self.socket}")

    def new(self, options: str = "") -> URL:
        """An empty database, or, with `options`, one that is made with them."""
        name = f"workspace_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self.url(name)

    def run(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def make_database(self, device: bytes = b"county-1") -> Database:
        """A county's empty workspace, copied from one that was made once."""
        if not self.template:
            identity = Identity(Role.COUNTY, COUNTY, DeviceId(bytes(8)))
            url = self.new()
            schema.create(url, KEY, identity, {}).close()
            self.template = str(url.database)
        database = open_at(self.new(f"TEMPLATE {self.template}"), KEY, CLERK)
        with database.write() as write:
            write.connection.execute(update(Workspace).values(device=device, counter=0, seq=0))
        return database


def programs() -> Path | None:
    """The folder of the newest server that is installed here."""
    found = [Path(initdb).parent] if (initdb := shutil.which("initdb")) else []
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found += sorted((one.parent for one in debian), key=lambda one: int(one.parent.name))
    return found[-1] if found else None


@contextmanager
def running() -> Iterator[Server]:
    """A server in a folder of its own, reached through a socket there; root lends it to nobody."""
    bin_ = programs()
    if bin_ is None:
        pytest.skip("no PostgreSQL server is installed (Debian's package: postgresql)")
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    memory = Path("/dev/shm")  # commits are flushed as on a disk, but quickly
    with tempfile.TemporaryDirectory(
        prefix="pg-", dir=memory if memory.is_dir() else None
    ) as folder:
        home = Path(folder)
        if user:
            os.chown(home, user["user"], user["group"])

        def run(*command: str) -> None:
            with (home / "errors").open("ab") as errors:
                done = subprocess.run(
                    [bin_ / command[0], *command[1:]],
                    cwd=home,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    check=False,
                    **user,
                )
            if done.returncode:
                pytest.fail((home / "errors").read_text() + _text(home / "log"))

        run("initdb", "-D", "data", "-U", CLERK, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = f"-k {home} -c listen_addresses= -c max_connections=100"
        run("pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", settings)
        try:
            yield Server(home)
        finally:
            run("pg_ctl", "stop", "-w", "-D", "data", "-m", "immediate")


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def at_once(*works: Callable[[], None]) -> None:
    """Run these at the same moment, each in a thread of its own."""
    begin = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        begin.wait()
        work()

    with ThreadPoolExecutor(len(works)) as threads:
        for done in [threads.submit(run, work) for work in works]:
            done.result()
