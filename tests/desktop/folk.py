"""What tests of the page of people do again and again."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nightschool.desktop.pages.people import PeoplePage
from nightschool.desktop.target import Target
from nightschool.domain.codes import Relation
from nightschool.domain.person import Person
from nightschool.services import people
from tests.desktop.conftest import Scene

Opener = Callable[..., Scene]


def opened(s: Scene, target: Target | None = None) -> PeoplePage:
    return s.page("people", PeoplePage, target)


def somebody(s: Scene, wanted: Callable[[Person], bool]) -> Person:
    return next(one for one in people.people(s.workspace) if wanted(one))


def stored(s: Scene, one: Person) -> Person:
    return next(each for each in people.people(s.workspace) if each.id == one.id)


def of_big_household(s: Scene) -> Person:
    """A member, not the head, of a household of at least three."""
    everybody = [one for one in people.people(s.workspace) if one.left_on is None]
    homes = [one.household for one in everybody]
    return next(
        one
        for one in everybody
        if one.household and homes.count(one.household) > 2 and one.relation is not Relation.HEAD
    )


def show(s: Scene, page: PeoplePage, one: Person) -> None:
    page.choose(one.id)
    settle(s)
    assert on_card(page).id == one.id


def on_card(page: PeoplePage) -> Person:
    assert page.panel.person is not None
    return page.panel.person


def settle(s: Scene) -> None:
    """Twice: what a write spoils is loaded after it."""
    s.settle()
    s.settle()


def listed(page: PeoplePage) -> list[str]:
    model = page.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def enter(s: Scene, page: PeoplePage, name: str, text: str) -> None:
    edit = page.panel.fields.text(name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    settle(s)
