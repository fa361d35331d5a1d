import io
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from nightschool.documents import pictures
from nightschool.errors import UserError

MOST = 200_000
SECRET = b"SERIAL-4711"


def photo(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """A picture that compresses badly, as photos do."""
    small = Image.frombytes("RGB", (80, 60), random.Random(1).randbytes(80 * 60 * 3))
    return small.resize((width, height)).convert(mode)


def saved(folder: Path, image: Image.Image, name: str, **options: Any) -> Path:
    file = folder / name
    image.save(file, **options)
    return file


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: when, where, and with which camera."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = SECRET.decode()
    made.get_ifd(0x8769)[0x9003] = "2018:03:01 19:05:00"
    made.get_ifd(0x8825)[1] = "N"
    made.get_ifd(0x8825)[2] = (28.0, 18.0, 11.0)
    return made


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.bmp", "a.webp"])
def test_each_format_becomes_a_small_jpeg(tmp_path: Path, name: str) -> None:
    file = saved(tmp_path, photo(2400, 1800), name)
    made = pictures.shrink(file, MOST)
    assert len(made.content) <= MOST
    with Image.open(io.BytesIO(made.content)) as image:
        assert (image.format, image.size) == ("JPEG", (made.width, made.height))
    assert (made.width, made.height) == (1600, 1200)


def test_a_phone_s_heic(tmp_path: Path) -> None:
    made = pictures.shrink(Path(__file__).parent / "data" / "photo.heic", MOST)
    assert (made.width, made.height) == (64, 48)


def test_position_and_camera_are_gone_and_the_day_is_kept(tmp_path: Path) -> None:
    file = saved(tmp_path, photo(), "a.jpg", exif=exif(), comment=SECRET)
    assert SECRET in file.read_bytes()
    made = pictures.shrink(file, MOST)
    assert made.taken_on == date(2018, 3, 1)
    assert SECRET not in made.content
    assert b"Exif" not in made.content
    with Image.open(io.BytesIO(made.content)) as image:
        assert dict(image.getexif()) == {}


def test_it_stands_upright(tmp_path: Path) -> None:
    file = saved(tmp_path, photo(640, 480), "a.jpg", exif=exif(orientation=6))
    made = pictures.shrink(file, MOST)
    assert (made.width, made.height) == (480, 640)


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    file = saved(tmp_path, Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "a.png")
    with Image.open(io.BytesIO(pictures.shrink(file, MOST).content)) as image:
        assert image.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK"])
def test_other_colours(tmp_path: Path, mode: str) -> None:
    name = "a.jpg" if mode == "CMYK" else "a.png"
    assert pictures.shrink(saved(tmp_path, photo(mode=mode), name), MOST).width == 640


def test_little_room_makes_it_smaller(tmp_path: Path) -> None:
    made = pictures.shrink(saved(tmp_path, photo(1600, 1200), "a.png"), 20_000)
    assert len(made.content) <= 20_000


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    file = saved(tmp_path, Image.new("1", (20_000, 20_000)), "bomb.png")
    assert file.stat().st_size < 100_000
    with pytest.raises(UserError, match="too large"):
        pictures.shrink(file, MOST)
    fewer = saved(tmp_path, Image.new("1", (8_100, 8_000)), "bomb.png")
    with pytest.raises(UserError, match="too large"):
        pictures.shrink(fewer, MOST)


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.truncate(pictures.MOST_FILE_BYTES + 1)
    with pytest.raises(UserError, match="too large"):
        pictures.shrink(tmp_path / "a.jpg", MOST)


@pytest.mark.parametrize("content", [b"", b"no picture", b"GIF89a" + bytes(50), b"%PDF-1.7\n"])
def test_what_is_no_picture(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(content)
    with pytest.raises(UserError, match="no picture"):
        pictures.shrink(file, MOST)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        pictures.shrink(tmp_path / "gone.jpg", MOST)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_ends_in_a_picture_or_a_message(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["a.jpg", "a.png", "a.webp", "a.bmp"]))
    content = bytearray(saved(tmp_path, photo(64, 48), name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    (tmp_path / name).write_bytes(content[:cut])
    try:
        made = pictures.shrink(tmp_path / name, MOST)
    except UserError:
        return
    assert len(made.content) <= MOST
