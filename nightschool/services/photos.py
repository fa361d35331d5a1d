"""Photos of a class: taken in small, without position data, kept apart from the books."""

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nightschool.documents import pictures
from nightschool.domain import identity
from nightschool.domain.identity import RowId
from nightschool.domain.photo import MOST_BYTES, MOST_OF_A_LESSON, Photo
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import photos, rows, tables
from nightschool.storage.queries import lessons, records, workspaces
from nightschool.storage.queries import photos as found
from nightschool.task import SILENT, Task

SUFFIXES = pictures.SUFFIXES
"""Endings of the files that can be read."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of several files."""

    photos: tuple[Photo, ...]
    refused: tuple[tuple[Path, UserError], ...]


def add(workspace: Workspace, lesson: RowId, file: Path, note: str = "") -> Photo:
    """Add a picture to a lesson: at most 200 KB, upright, nothing in it but the picture.

    The same picture twice is one photo. Raises `UserError` for a file that is no picture, and where
    the lesson has twenty.
    """
    picture = pictures.shrink(file, MOST_BYTES)
    sha256 = hashlib.sha256(picture.content).digest()
    photos.put(_file(workspace), _key(workspace), sha256, picture.content)
    with workspace.database.write() as write:
        one = lessons.lesson(write.connection, lesson)
        there = found.of_lesson(write.connection, lesson)
        for each in there:
            if each.sha256 == sha256:
                return each
        if len(there) >= MOST_OF_A_LESSON:
            raise UserError(
                _("A lesson has at most %(most)d photos.") % {"most": MOST_OF_A_LESSON},
                _("Delete one first."),
            )
        photo = Photo(
            id=identity.new(),
            school=one.school,
            lesson=lesson,
            sha256=sha256,
            size=len(picture.content),
            width=picture.width,
            height=picture.height,
            taken_on=picture.taken_on,
            note=note.strip(),
        )
        rows.insert(write, tables.Photo, [rows.values_of(photo)])
    return photo


def add_many(
    workspace: Workspace, lesson: RowId, files: Iterable[Path], task: Task = SILENT
) -> Added:
    """Add all pictures among the files or in a phone's folder; one that is refused stops no other.

    Can be cancelled between two: what was added by then stays.
    """
    wanted = [each for file in files for each in _pictures(file)]
    added, refused = [], []
    for done, file in enumerate(wanted):
        task.step(done, len(wanted), file.name)
        try:
            added.append(add(workspace, lesson, file))
        except UserError as error:
            refused.append((file, error))
    task.report(len(wanted), len(wanted), "")
    return Added(tuple(added), tuple(refused))


def listing(workspace: Workspace, lesson: RowId) -> list[Photo]:
    """The photos of a lesson in the order in which they were added."""
    with workspace.database.read() as connection:
        return found.of_lesson(connection, lesson)


def count(workspace: Workspace, lessons: Collection[RowId]) -> Mapping[RowId, int]:
    """How many photos each of these lessons has; one that has none is absent."""
    with workspace.database.read() as connection:
        return found.counts(connection, lessons)


def content(workspace: Workspace, photo: Photo) -> bytes | None:
    """The JPEG; None where the bytes have not come here."""
    return photos.get(_file(workspace), _key(workspace), photo.sha256)


def delete(workspace: Workspace, photo: RowId) -> None:
    """Take a photo off its lesson; its bytes go too, unless another photo has the same."""
    with workspace.database.write() as write:
        one = records.by_id(write.connection, Photo, tables.Photo, photo)
        if one is None:
            return
        rows.delete(write, tables.Photo, [(photo,)])
        used = found.in_use(write.connection, one.sha256)
    if not used:
        photos.drop(_file(workspace), _key(workspace), [one.sha256])


def _pictures(file: Path) -> list[Path]:
    if not file.is_dir():
        return [file]
    inside = (each for each in file.iterdir() if each.suffix.lower() in SUFFIXES)
    return sorted(each for each in inside if each.is_file())


def _file(workspace: Workspace) -> Path:
    return workspace.home / photos.NAME


def _key(workspace: Workspace) -> bytes:
    """The photos' key, made when it is first asked for."""
    with workspace.database.read() as connection:
        key = workspaces.secrets(connection).get(photos.KEY)
    if key is not None:
        return key
    with workspace.database.alone() as connection:
        key = workspaces.secrets(connection).get(photos.KEY) or os.urandom(32)
        workspaces.keep_secrets(connection, {photos.KEY: key})
    return key
