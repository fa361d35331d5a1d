"""An engine on a PostgreSQL server, which is asked to keep what SQLCipher's settings keep.

Its transactions begin like those of the other engine: `IMMEDIATE` lets in one writer at a time,
who sees all that was committed before; any other transaction sees one moment.
"""

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.exc import ArgumentError, OperationalError

from nightschool.errors import UserError
from nightschool.i18n import N_, _

CONDITIONS = {
    N_("PostgreSQL 15 or later"): "current_setting('server_version_num')::int >= 150000",
    N_("the encoding UTF8"): "current_setting('server_encoding') = 'UTF8'",
    N_("sorting by bytes (locale C)"): "'a'::text > 'B'::text",
    N_("fsync"): "current_setting('fsync')::bool",
    N_("full_page_writes"): "current_setting('full_page_writes')::bool",
    N_("synchronous_commit"): "current_setting('synchronous_commit') <> 'off'",
}
"""What the server must give, and how it says that it does. Sorting by bytes is SQLite's order:
with any other, larger values and lists would differ between the engines."""

_WRITERS = 0x4E534348
"""The advisory lock of whoever writes. Unlike a row's lock it is there before the first table."""

_LOCKED = "55P03"

_OPTIONS = {
    "client_encoding": "utf8",
    "prepare_threshold": None,  # a plan made for one package does not fit the next
    # A laptop that was put to sleep while it wrote must not keep the others out for ever.
    "options": "-c idle_in_transaction_session_timeout=5min -c lock_timeout=1min",
}


def address(text: str) -> URL:
    """The URL of a database; raises `UserError` where it is none, or holds a password.

    It is kept in the workspace's folder in plain text.
    """
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise _unfit(_("It is not a URL.")) from error
    if url.get_backend_name() != "postgresql":
        raise _unfit(_("It does not begin with postgresql+psycopg://"))
    if url.password is not None:
        raise _unfit(_("It holds a password. Put that into PGPASSWORD or into the file .pgpass."))
    return url.set(drivername="postgresql+psycopg")


def _unfit(reason: str) -> UserError:
    return UserError(
        _("This is no address of a database for a workspace."),
        _("%(reason)s Example: postgresql+psycopg://clerk@server/nightschool") % {"reason": reason},
    )


def engine(url: URL) -> Engine:
    """The SQLAlchemy engine of that database, connected once to see that all is right.

    Raises `UserError` where the server cannot be reached or lacks what a workspace needs.
    """
    try:
        made = create_engine(url, connect_args=_OPTIONS, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise UserError(
            _("The driver for PostgreSQL is not installed."),
            _("Install it with: pip install nightschool[postgresql]"),
        ) from error
    event.listen(made, "connect", _require_conditions)
    event.listen(made, "begin", _begin)
    event.listen(made, "handle_error", _say_what_happened)
    try:
        made.connect().close()
    except OperationalError as error:
        made.dispose()
        raise UserError(
            _("The database server cannot be reached: %(reason)s") % {"reason": error.orig},
            _("Ask whoever looks after the server. Nothing was changed."),
        ) from error
    return made


def _require_conditions(driver: Any, _record: object) -> None:
    asked = driver.execute(f"SELECT {', '.join(CONDITIONS.values())}").fetchone()
    driver.rollback()
    missing = [_(name) for name, held in zip(CONDITIONS, asked, strict=True) if not held]
    if missing:
        raise UserError(
            _("The database does not give what a workspace needs: %(missing)s.")
            % {"missing": ", ".join(missing)},
            _("Make it with: createdb --template=template0 --encoding=UTF8 --locale=C NAME"),
        )


def _say_what_happened(context: ExceptionContext) -> None:
    if getattr(context.original_exception, "sqlstate", None) == _LOCKED:
        raise UserError(
            _("Another clerk is writing to the database."), _("Try again in a minute.")
        ) from context.original_exception
    if context.is_disconnect and not context.is_pre_ping:
        raise UserError(
            _("The connection to the database server was lost."),
            _("What was not finished was not written. Try again."),
        ) from context.original_exception


def _begin(connection: Connection) -> None:
    from psycopg import IsolationLevel

    driver: Any = connection.connection.driver_connection
    writing = connection.get_execution_options().get("begin") == "IMMEDIATE"
    driver.isolation_level = (
        IsolationLevel.READ_COMMITTED if writing else IsolationLevel.REPEATABLE_READ
    )
    if writing:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
