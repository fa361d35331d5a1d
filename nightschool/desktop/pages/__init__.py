"""The pages of each role, imported when they are first opened."""

from importlib import import_module
from importlib.util import find_spec

from nightschool.desktop.page import Page
from nightschool.domain.codes import Role

_HERE = "nightschool.desktop.pages"
MODULES: dict[str, str] = {
    "today": f"{_HERE}.today:TodayPage",
    "lessons": f"{_HERE}.lessons:LessonsPage",
    "roll": f"{_HERE}.roll:RollPage",
    "people": f"{_HERE}.people:PeoplePage",
    "import": f"{_HERE}.roster_import:ImportPage",
    "progress": f"{_HERE}.progress:ProgressPage",
    "certificates": f"{_HERE}.certificates:CertificatesPage",
    "stick": f"{_HERE}.stick:StickPage",
    "settings": f"{_HERE}.settings:SettingsPage",
    "intray": f"{_HERE}.intray:IntrayPage",
    "conflicts": f"{_HERE}.conflicts:ConflictsPage",
    "doubles": f"{_HERE}.doubles:DoublesPage",
    "checks": f"{_HERE}.checks:ChecksPage",
    "registry": f"{_HERE}.registry:RegistryPage",
    "dashboard": f"{_HERE}.dashboard:DashboardPage",
    "reports": f"{_HERE}.reports:ReportsPage",
}
"""Where the page of each key is."""

_OFFICE = ("dashboard", "intray", "conflicts", "doubles", "checks", "registry", "reports")
PAGES: dict[Role, tuple[str, ...]] = {
    Role.SCHOOL: (
        "today", "lessons", "people", "progress", "certificates", "stick", "settings",
    ),
    Role.COUNTY: _OFFICE,
    Role.PREFECTURE: _OFFICE,
}  # fmt: skip
"""The menu of each role, at most seven; the first one opens after signing in."""


def menu(role: Role) -> tuple[str, ...]:
    """The keys of the role's entries in the menu."""
    return tuple(key for key in PAGES[role] if exists(key))


def exists(key: str) -> bool:
    """Whether there is such a page."""
    return key in MODULES and find_spec(MODULES[key].partition(":")[0]) is not None


def page(key: str) -> type[Page]:
    """The class of the page with this key."""
    module, _colon, name = MODULES[key].partition(":")
    found: type[Page] = getattr(import_module(module), name)
    return found
