"""Desks for tests of the sync: laptops enrolled by a county, and folders that stand for sticks."""

from pathlib import Path

from sqlalchemy import select

from nightschool.domain import person
from nightschool.services import enrolment, exporting, signing_in, taking
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests.workspaces import SCHOOL

PASSWORD = "correct horse"
ABI = person.Person(id=person.key(SCHOOL, "513432101208000101"), school=SCHOOL, name="吉克阿牛")


def new_laptop(county: Workspace, home: Path) -> Workspace:
    """A laptop of Xiaoshan, enrolled by the county, which has not met it yet."""
    made = enrolment.enrol(county, (SCHOOL,), home.with_name(f"{home.name}-enrolment"))
    enrolment.create_from(home, made.file, made.code, lambda: PASSWORD)
    return signing_in.sign_in(home, PASSWORD)


def add_person(workspace: Workspace, someone: person.Person = ABI) -> None:
    with workspace.database.write() as write:
        rows.insert(write, tables.Person, [rows.values_of(someone)])


def edit_person(workspace: Workspace, **values: object) -> None:
    with workspace.database.write() as write:
        rows.edit(write, tables.Person, {(ABI.id,): values})


def names(workspace: Workspace) -> list[str]:
    with workspace.database.read() as connection:
        return list(connection.execute(select(tables.Person.name)).scalars())


def carry(sender: Workspace, receiver: Workspace, stick: Path) -> list[taking.TakenPackage]:
    """Export, and let the receiver take what is for it."""
    found = []
    for made in exporting.export(sender, stick):
        taken = taking.take_one(receiver, made.file)
        if taken.reason != "not_for_us":
            found.append(taken)
    return found
