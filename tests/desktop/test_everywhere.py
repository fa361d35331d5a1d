"""What holds on every page, whoever wrote it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from nightschool.desktop import pages, style
from nightschool.desktop.page import Page
from nightschool.domain.codes import Role
from tests.desktop.conftest import Opener

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QTextEdit,
)  # fmt: skip
MORE = {Role.SCHOOL: ("roll", "import"), Role.COUNTY: ("certificates", "settings")}


def keys(role: Role) -> list[str]:
    return [key for key in (*pages.PAGES[role], *MORE[role]) if pages.exists(key)]


LOOKS = [
    *((key, kind) for key in keys(Role.SCHOOL) for kind in ("empty", "ordinary")),
    *((key, "county") for key in keys(Role.COUNTY)),
]


@pytest.mark.parametrize(("key", "kind"), LOOKS)
def test_every_control_has_a_name_and_is_reached_by_tab(scene: Opener, key: str, kind: str) -> None:
    found = scene(kind)
    page: Page = found.page(key)
    assert page.title()
    assert page.help()
    shown = [one for one in controls(found.desk) if one.isVisibleTo(found.desk)]
    assert [_path(one) for one in shown if not name_of(one)] == []
    unreachable = [
        _path(one)
        for one in controls(page)
        if one.isVisibleTo(page)
        and one.isEnabled()
        and not one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not is_one_of_a_choice(one)
    ]
    assert unreachable == []


@pytest.mark.parametrize("key", keys(Role.SCHOOL))
def test_a_narrow_window_scrolls_instead_of_cutting(scene: Opener, key: str) -> None:
    found = scene("ordinary", (1093, 614))
    page: Page = found.page(key)
    assert page.minimumSizeHint().width() <= 1093 - 60
    assert found.desk.minimumSizeHint().width() <= 1093


@pytest.fixture
def doubled(qapp: QApplication) -> Iterator[None]:
    """Text of 200 %."""
    style.apply(qapp, 200)
    yield
    style.apply(qapp, 100)


@pytest.mark.usefixtures("doubled")
@pytest.mark.parametrize("key", keys(Role.SCHOOL))
def test_large_text_scrolls_instead_of_widening_the_window(scene: Opener, key: str) -> None:
    found = scene("ordinary")
    found.page(key)
    assert found.desk.minimumSizeHint().width() <= 1366
    assert found.desk.minimumSizeHint().height() <= 768


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.COUNTY, Role.PREFECTURE])
def test_a_menu_has_at_most_seven_entries(role: Role) -> None:
    assert 1 <= len(pages.PAGES[role]) <= 7


def controls(root: QWidget) -> Iterator[QWidget]:
    """What people use under a widget, without the inner parts of Qt's own widgets."""
    for one in root.findChildren(QWidget):
        inner = one.objectName().startswith("qt_") or isinstance(
            one.parent(), QAbstractItemView | QAbstractSpinBox | QComboBox | QLineEdit
        )
        if isinstance(one, CONTROLS) and not inner and "Header" not in type(one).__name__:
            yield one


def is_one_of_a_choice(one: QWidget) -> bool:
    """Of buttons that exclude each other Tab reaches one, and arrows the others."""
    group = one.group() if isinstance(one, QAbstractButton) else None
    return group is not None and any(
        other.focusPolicy() & Qt.FocusPolicy.TabFocus for other in group.buttons()
    )


def name_of(one: QWidget) -> str:
    """What a screen reader would read."""
    if one.accessibleName():
        return one.accessibleName()
    if isinstance(one, QAbstractButton):
        return one.text()
    labels = [label for label in one.window().findChildren(QLabel) if label.buddy() is one]
    return labels[0].text() if labels else ""


def _path(one: QWidget) -> str:
    parts: list[str] = []
    here: QWidget | None = one
    while here is not None:
        parts.append(here.objectName() or type(here).__name__)
        here = here.parentWidget()
    return " < ".join(parts[:4])
