"""A value that lost to a write whose author did not know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two values, and where it is from."""

    value: str
    """As people read it in lists; empty where the field was empty."""
    desk: str
    """The desk that wrote it, by name; empty where it is no longer listed."""
    by: str = ""
    """Who wrote it, where it was an edit."""
    at: str = ""
    """When, by the writer's clock; empty where the row was new."""


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """One field with a value that stands and one that lost, to be settled by a person."""

    id: str
    """Short, and the same at every desk."""
    scope: str
    table: str
    row: bytes
    field: str
    label: str
    """Which record it is, for people."""
    stands: Side
    lost: Side
