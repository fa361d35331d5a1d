from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.services import photos, undo
from nightschool.services.workspace import Workspace
from nightschool.storage.photos import NAME
from nightschool.task import Cancelled, Task
from tests.evenings import evening


@pytest.fixture
def lesson(school: Workspace) -> RowId:
    return evening(school).id


def picture(folder: Path, colour: str, name: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / (name or f"{colour}.png")
    Image.new("RGB", (64, 48), colour).save(file)
    return file


def test_a_photo_is_kept_counted_and_encrypted(
    school: Workspace, lesson: RowId, tmp_path: Path
) -> None:
    one = photos.add(school, lesson, picture(tmp_path, "red"), " by the door ")
    other = photos.add(school, lesson, picture(tmp_path, "blue"))
    assert photos.listing(school, lesson) == [one, other]
    assert photos.count(school, [lesson]) == {lesson: 2}
    assert (one.note, one.width, one.taken_on) == ("by the door", 64, None)
    content = photos.content(school, one)
    assert content is not None
    assert (content[:2], len(content)) == (b"\xff\xd8", one.size)
    kept = (school.home / NAME).read_bytes()
    assert content[:64] not in kept
    assert b"SQLite format" not in kept


def test_the_same_picture_twice_is_one(school: Workspace, lesson: RowId, tmp_path: Path) -> None:
    one = photos.add(school, lesson, picture(tmp_path, "red"))
    assert photos.add(school, lesson, picture(tmp_path, "red", "copy.bmp")) == one
    assert photos.count(school, [lesson]) == {lesson: 1}


def test_a_deleted_photo_is_gone_unless_another_lesson_has_it(
    school: Workspace, lesson: RowId, tmp_path: Path
) -> None:
    second = evening(school, date(2018, 3, 2)).id
    one = photos.add(school, lesson, picture(tmp_path, "red"))
    same = photos.add(school, second, picture(tmp_path, "red"))
    photos.delete(school, one.id)
    assert photos.content(school, same) is not None
    photos.delete(school, same.id)
    assert photos.content(school, same) is None
    assert photos.count(school, [lesson, second]) == {}
    photos.delete(school, same.id)
    assert photos.add(school, lesson, picture(tmp_path, "red")).id != one.id


def test_a_deleted_photo_does_not_come_back(
    school: Workspace, lesson: RowId, tmp_path: Path
) -> None:
    one = photos.add(school, lesson, picture(tmp_path, "red"))
    photos.delete(school, one.id)
    act = undo.latest(school)
    assert act is not None
    with pytest.raises(UserError, match="gone"):
        undo.undo(school, act)


def test_a_phone_s_folder(school: Workspace, lesson: RowId, tmp_path: Path) -> None:
    folder = tmp_path / "DCIM"
    picture(folder, "red", "1.JPG")
    (folder / "2.jpg").write_bytes(b"broken")
    (folder / "3.mp4").write_bytes(b"a film")
    (folder / "4.jpg").mkdir()
    added = photos.add_many(school, lesson, [folder, picture(tmp_path, "blue")])
    assert len(added.photos) == 2
    assert [file.name for file, _error in added.refused] == ["2.jpg"]


def test_it_is_stopped_between_two(school: Workspace, lesson: RowId, tmp_path: Path) -> None:
    folder = tmp_path / "DCIM"
    for colour in ("red", "blue", "green"):
        picture(folder, colour)
    task = Task(cancelled=lambda: bool(photos.count(school, [lesson])))
    with pytest.raises(Cancelled):
        photos.add_many(school, lesson, [folder], task)
    assert photos.count(school, [lesson]) == {lesson: 1}


def test_no_more_than_twenty(school: Workspace, lesson: RowId, tmp_path: Path) -> None:
    for shade in range(20):
        photos.add(school, lesson, picture(tmp_path, f"rgb({shade * 10},0,0)", f"{shade}.png"))
    with pytest.raises(UserError, match="at most 20"):
        photos.add(school, lesson, picture(tmp_path, "blue"))


def test_a_photo_that_has_not_come_here(school: Workspace, lesson: RowId, tmp_path: Path) -> None:
    one = photos.add(school, lesson, picture(tmp_path, "red"))
    (school.home / NAME).unlink()
    assert photos.content(school, one) is None


def test_a_damaged_store_says_so(school: Workspace, lesson: RowId, tmp_path: Path) -> None:
    one = photos.add(school, lesson, picture(tmp_path, "red"))
    (school.home / NAME).write_bytes(bytes(8192))
    with pytest.raises(UserError, match="damaged"):
        photos.content(school, one)
