"""The first schema.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("change_by_row", "change", ["row"], unique=False)
    op.create_index("change_by_seq", "change", ["seq"], unique=False)
    op.create_table(
        "column_title",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("title"),
    )
    op.create_table(
        "conflict",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("table", "row", "position", "stamp"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "course",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("provincial_kind", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("active", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("course_by_seq", "course", ["seq"], unique=False)
    op.create_table(
        "device",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("verify_key", sa.LargeBinary(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("enrolled_on", sa.Text(), nullable=True),
        sa.Column("revoked_on", sa.Text(), nullable=True),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("device_by_seq", "device", ["seq"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("schools", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=False),
        sa.Column("used_by", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "hours_state",
        sa.Column("county", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("end", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("county"),
    )
    op.create_table(
        "hours_total",
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("culture", sa.BigInteger(), nullable=False),
        sa.Column("technology", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.BigInteger(), nullable=False),
        sa.Column("customs", sa.BigInteger(), nullable=False),
        sa.Column("attended", sa.BigInteger(), nullable=False),
        sa.Column("called", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("last_called", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "household",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("stated_size", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("income", sa.BigInteger(), nullable=True),
        sa.Column("unsafe_house", sa.BigInteger(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("identified_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("household_by_scope", "household", ["scope"], unique=False)
    op.create_index("household_by_seq", "household", ["seq"], unique=False)
    op.create_table(
        "knowledge",
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "device"),
    )
    op.create_table(
        "lecturer",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("active", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("lecturer_by_seq", "lecturer", ["seq"], unique=False)
    op.create_table(
        "lesson",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("course", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("end", sa.Text(), nullable=False),
        sa.Column("half_hours", sa.BigInteger(), nullable=False),
        sa.Column("hours_reason", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("lecturer", sa.LargeBinary(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("guests", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("roll_open", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("lesson_by_scope", "lesson", ["scope", "day"], unique=False)
    op.create_index("lesson_by_seq", "lesson", ["seq"], unique=False)
    op.create_table(
        "package",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("merged_seq", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("peers", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "peer",
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("acknowledged", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device"),
    )
    op.create_table(
        "policy",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("years", sa.BigInteger(), nullable=False),
        sa.Column("first_target", sa.BigInteger(), nullable=False),
        sa.Column("second_target", sa.BigInteger(), nullable=False),
        sa.Column("third_target", sa.BigInteger(), nullable=False),
        sa.Column("half_hours", sa.BigInteger(), nullable=False),
        sa.Column("technology_half_hours", sa.BigInteger(), nullable=False),
        sa.Column("kinds", sa.BigInteger(), nullable=False),
        sa.Column("male_from", sa.BigInteger(), nullable=False),
        sa.Column("male_to", sa.BigInteger(), nullable=False),
        sa.Column("female_from", sa.BigInteger(), nullable=False),
        sa.Column("female_to", sa.BigInteger(), nullable=False),
        sa.Column("labour", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("policy_by_seq", "policy", ["seq"], unique=False)
    op.create_table(
        "retired_device",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("retired_device_by_seq", "retired_device", ["seq"], unique=False)
    op.create_table(
        "roll_group",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("roll_group_by_seq", "roll_group", ["seq"], unique=False)
    op.create_table(
        "roster_import",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("township_code", sa.Text(), nullable=False),
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("school_by_seq", "school", ["seq"], unique=False)
    op.create_table(
        "secret",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "todo",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table", "row", "code"),
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("former_devices", sa.LargeBinary(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("household", sa.LargeBinary(), nullable=True),
        sa.Column("belonging", sa.Text(), nullable=False),
        sa.Column("person_no", sa.Text(), nullable=True),
        sa.Column("citizen_no", sa.Text(), nullable=True),
        sa.Column("disability_no", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("relation_text", sa.Text(), nullable=False),
        sa.Column("ethnicity", sa.Text(), nullable=False),
        sa.Column("politics", sa.Text(), nullable=False),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("schooling", sa.Text(), nullable=False),
        sa.Column("health", sa.Text(), nullable=False),
        sa.Column("labour", sa.Text(), nullable=True),
        sa.Column("work_region", sa.Text(), nullable=True),
        sa.Column("work_months", sa.BigInteger(), nullable=True),
        sa.Column("insured", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("hamlet", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Text(), nullable=True),
        sa.Column("left_reason", sa.Text(), nullable=True),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("person_by_citizen_no", "person", ["citizen_no"], unique=False)
    op.create_index("person_by_household", "person", ["household"], unique=False)
    op.create_index("person_by_scope", "person", ["scope", "name"], unique=False)
    op.create_index("person_by_seq", "person", ["seq"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("lesson", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("half_hours", sa.BigInteger(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson"], ["lesson.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("lesson", "person"),
        sqlite_with_rowid=False,
    )
    op.create_index("attendance_by_person", "attendance", ["person"], unique=False)
    op.create_index("attendance_by_seq", "attendance", ["seq"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("citizen_tail", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("half_hours", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("school_name", sa.Text(), nullable=False),
        sa.Column("template", sa.BigInteger(), nullable=False),
        sa.Column("voided_on", sa.Text(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("replaced_by", sa.Text(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("certificate_by_person", "certificate", ["person"], unique=False)
    op.create_index("certificate_by_seq", "certificate", ["seq"], unique=False)
    op.create_table(
        "group_member",
        sa.Column("group", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group"], ["roll_group.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("group", "person"),
        sqlite_with_rowid=False,
    )
    op.create_index("group_member_by_seq", "group_member", ["seq"], unique=False)
    op.create_table(
        "status_change",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.Column("field_stamps", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("status_change_by_person", "status_change", ["person"], unique=False)
    op.create_index("status_change_by_seq", "status_change", ["seq"], unique=False)


def downgrade() -> None:
    op.drop_index("status_change_by_seq", table_name="status_change")
    op.drop_index("status_change_by_person", table_name="status_change")
    op.drop_table("status_change")
    op.drop_index("group_member_by_seq", table_name="group_member")
    op.drop_table("group_member")
    op.drop_index("certificate_by_seq", table_name="certificate")
    op.drop_index("certificate_by_person", table_name="certificate")
    op.drop_table("certificate")
    op.drop_index("attendance_by_seq", table_name="attendance")
    op.drop_index("attendance_by_person", table_name="attendance")
    op.drop_table("attendance")
    op.drop_index("person_by_seq", table_name="person")
    op.drop_index("person_by_scope", table_name="person")
    op.drop_index("person_by_household", table_name="person")
    op.drop_index("person_by_citizen_no", table_name="person")
    op.drop_table("person")
    op.drop_table("workspace")
    op.drop_table("todo")
    op.drop_table("secret")
    op.drop_index("school_by_seq", table_name="school")
    op.drop_table("school")
    op.drop_table("roster_import")
    op.drop_index("roll_group_by_seq", table_name="roll_group")
    op.drop_table("roll_group")
    op.drop_index("retired_device_by_seq", table_name="retired_device")
    op.drop_table("retired_device")
    op.drop_index("policy_by_seq", table_name="policy")
    op.drop_table("policy")
    op.drop_table("peer")
    op.drop_table("package")
    op.drop_index("lesson_by_seq", table_name="lesson")
    op.drop_index("lesson_by_scope", table_name="lesson")
    op.drop_table("lesson")
    op.drop_index("lecturer_by_seq", table_name="lecturer")
    op.drop_table("lecturer")
    op.drop_table("knowledge")
    op.drop_index("household_by_seq", table_name="household")
    op.drop_index("household_by_scope", table_name="household")
    op.drop_table("household")
    op.drop_table("hours_total")
    op.drop_table("hours_state")
    op.drop_table("enrolment")
    op.drop_index("device_by_seq", table_name="device")
    op.drop_table("device")
    op.drop_index("course_by_seq", table_name="course")
    op.drop_table("course")
    op.drop_table("conflict")
    op.drop_table("column_title")
    op.drop_index("change_by_seq", table_name="change")
    op.drop_index("change_by_row", table_name="change")
    op.drop_table("change")
