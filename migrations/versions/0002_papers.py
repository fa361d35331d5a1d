"""Papers, the window's needs and the county's desk.

Revision: 0002
"""

import hashlib
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One function for each part, called in order."""
    _conflicts()
    _set_back()
    _roll_sheets()
    _certificates()
    _issuers()
    _window()
    _reports()
    _doubles()
    _checks()
    _registry()


def _conflicts() -> None:
    """The key of a losing value tells two values of one stamp apart, by a digest of the value."""
    old = sa.table("conflict", *map(sa.column, _CONFLICT))
    held = op.get_bind().execute(sa.select(old)).mappings().all()
    op.drop_table("conflict")
    new = op.create_table(
        "conflict",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("table", "row", "position", "stamp", "digest"),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(new, [{**row, "digest": _digest(row["value"])} for row in held])


_CONFLICT = ("table", "row", "position", "stamp", "scope", "value")


def _digest(value: str | None) -> bytes:
    return b"" if value is None else hashlib.sha256(value.encode()).digest()


def _set_back() -> None:
    """An office that learns of a later life of its database asks its clerk."""
    op.add_column("workspace", sa.Column("set_back_to", sa.BigInteger(), nullable=True))


def _roll_sheets() -> None:
    """Who stood in which row of a printed roll-call sheet, and papers with whole ID numbers."""
    op.create_table(
        "roll_sheet",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("lesson", sa.LargeBinary(), nullable=False),
        sa.Column("printed_on", sa.Text(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson"], ["lesson.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("roll_sheet_by_lesson", "roll_sheet", ["lesson"], unique=False)
    op.create_index("roll_sheet_by_seq", "roll_sheet", ["seq"], unique=False)
    op.create_table(
        "disclosure",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _certificates() -> None:
    """What a certificate rests on and shows, how a county words it, how often it was printed."""
    for name, kind, default in (
        ("basis", sa.LargeBinary(), None),
        ("decision", sa.Text(), ""),
        ("decided_on", sa.Text(), None),
        ("decided_by", sa.Text(), ""),
        ("face", sa.Text(), ""),
        ("digest", sa.Text(), ""),
        ("qr", sa.Text(), ""),
    ):
        empty = default is None
        op.add_column("certificate", sa.Column(name, kind, nullable=empty, server_default=default))
    _synced(
        "certificate_style",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("english", sa.BigInteger(), nullable=False),
    )
    _synced(
        "certificate_words",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("yi_title", sa.Text(), nullable=False),
        sa.Column("yi_line", sa.Text(), nullable=False),
    )
    _synced(
        "assessment",
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("course", sa.LargeBinary(), nullable=True),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("assessor", sa.Text(), nullable=False),
        sa.Column("passed", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], initially="DEFERRED", deferrable=True),
    )
    _synced(
        "printing",
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate"], ["certificate.id"], initially="DEFERRED", deferrable=True
        ),
    )


def _issuers() -> None:
    """Void numbers for every desk of a county, and lists that were loaded from files."""
    _synced(
        "voided_certificate",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("voided_on", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("replaced_by", sa.Text(), nullable=False),
    )
    op.create_table(
        "issuer_list",
        sa.Column("verify_key", sa.LargeBinary(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("verify_key"),
    )


def _synced(name: str, *items: sa.schema.SchemaItem) -> None:
    """A table with a key of its own whose rows travel."""
    op.create_table(
        name,
        sa.Column("id", sa.LargeBinary(), nullable=False),
        *items,
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"{name}_by_seq", name, ["seq"], unique=False)


def _window() -> None:
    """When someone came and from which row, photos, hours that came along, the search's key."""
    op.add_column("person", sa.Column("came_on", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("moved_from", sa.LargeBinary(), nullable=True))
    op.create_table(
        "photo",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("lesson", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=False),
        sa.Column("height", sa.BigInteger(), nullable=False),
        sa.Column("taken_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson"], ["lesson.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("photo_by_lesson", "photo", ["lesson"], unique=False)
    op.create_index("photo_by_seq", "photo", ["seq"], unique=False)
    op.create_table(
        "credit",
        sa.Column("lesson", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("half_hours", sa.BigInteger(), nullable=False),
        sa.Column("attended", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_by", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("lesson", "person"),
        sqlite_with_rowid=False,
    )
    op.create_index("credit_by_person", "credit", ["person"], unique=False)
    op.create_index("credit_by_seq", "credit", ["seq"], unique=False)
    op.create_table(
        "person_search",
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sound", sa.Text(), nullable=False),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("here", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_state",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _reports() -> None:
    """Months that schools submit, the county's thresholds, and since when hours suffice."""
    _month_reports()
    op.create_table(
        "card_rules",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        *(
            sa.Column(f"{rule}_{card}", sa.BigInteger(), nullable=True)
            for rule in ("silent", "behind", "lessons", "attendance")
            for card in ("yellow", "red")
        ),
        *_stamped(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("card_rules_by_seq", "card_rules", ["seq"], unique=False)
    op.create_table(
        "hours_enough",
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
        sqlite_with_rowid=False,
    )
    op.drop_table("hours_state")  # empty, it makes the next reading count everything
    op.create_table(
        "hours_state",
        sa.Column("county", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("end", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("half_hours", sa.BigInteger(), nullable=False),
        sa.Column("technology_half_hours", sa.BigInteger(), nullable=False),
        sa.Column("kinds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("county"),
    )


def _month_reports() -> None:
    op.create_table(
        "month_report",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("submitted_on", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_stamped(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("month_report_by_seq", "month_report", ["seq"], unique=False)
    op.create_index("month_report_by_scope", "month_report", ["scope", "month"], unique=False)


def _checks() -> None:
    """How a county set the rules of the checks, and what it asks schools about findings."""
    _synced(
        "check_rule",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("active", sa.BigInteger(), nullable=False),
        sa.Column("limits", sa.Text(), nullable=False),
    )
    _synced(
        "finding_request",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
    )
    op.create_index("finding_request_by_scope", "finding_request", ["scope"], unique=False)


def _stamped() -> list["sa.Column[Any]"]:
    """What every row that travels has."""
    return [
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    ]


def _doubles() -> None:
    """Rows that stand for others, and what only looks alike."""
    for table in ("person", "lesson"):
        op.add_column(table, sa.Column("merged_into", sa.LargeBinary(), nullable=True))
        op.create_index(f"{table}_by_merged_into", table, ["merged_into"], unique=False)
    op.create_table(
        "not_same",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("first", sa.LargeBinary(), nullable=False),
        sa.Column("second", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_stamped(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("not_same_by_seq", "not_same", ["seq"], unique=False)


def _registry() -> None:
    """Whom to ask at a school, and further laptops that came with an enrolment that was used."""
    for name in ("head", "keeper", "phone"):
        op.add_column("school", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "enrolment_claim",
        sa.Column("enrolment", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("admitted", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("enrolment", "device"),
    )
