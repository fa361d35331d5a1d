"""A database that was set back goes on: under a new id, and with what desks below kept of it."""

from nightschool.services import common_packages, founding, renewal, taking
from nightschool.services.workspace import Workspace


def go_on(workspace: Workspace) -> int:
    """Take a new id, list the office under it, and take back what already came of its own.

    Everything is sent anew to everybody, and what the desks below have comes back with their next
    packages. Only for a database that nobody else works with. Returns how many of its own packages
    were taken back.
    """
    renewal.renew(workspace)
    founding.list_office(workspace)
    return common_packages.take_back(
        workspace, lambda file: taking.take_one(workspace, file).state != taking.REFUSED
    )
