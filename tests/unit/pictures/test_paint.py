"""What holds for every picture: it opens, it is whole, it is the same wherever and whenever it is painted."""

import gc
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.ft2font import FT2Font

import bot
from qbot.pictures import typeface
from qbot.pictures.sheet import Sheet, Words
from tests.unit.pictures.gallery import GALLERY
from tests.unit.pictures.measured import outside, overlapping

PNG_HEADER = b"\x89PNG\r\n\x1a\n"
PICTURES = [pytest.param(compose, id=name) for name, compose in GALLERY.items()]


Compose = Callable[[], Sheet]


def size_of(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


@pytest.mark.parametrize("compose", PICTURES)
def test_a_picture_is_a_png_of_a_phones_width(compose: Compose) -> None:
    sheet = compose()
    png = sheet.png()
    assert png.startswith(PNG_HEADER)
    assert size_of(png) == (1080, sheet.height)
    assert 400 < sheet.height <= 3200


@pytest.mark.parametrize("compose", PICTURES)
def test_every_character_has_a_glyph(compose: Compose) -> None:
    drawn = {ord(each) for mark in compose().marks if isinstance(mark, Words) for each in mark.text}
    assert drawn <= FT2Font(typeface.path()).get_charmap().keys()


@pytest.mark.parametrize("compose", PICTURES)
def test_no_words_leave_the_canvas(compose: Compose) -> None:
    assert outside(compose()) == []


@pytest.mark.parametrize("compose", PICTURES)
def test_no_words_run_into_each_other(compose: Compose) -> None:
    assert overlapping(compose()) == []


@pytest.mark.parametrize("name", ["trend", "trend of nothing"])
def test_the_same_data_make_the_same_bytes(name: str) -> None:
    assert GALLERY[name]().png() == GALLERY[name]().png()


def test_pictures_painted_at_once_in_worker_threads_are_those_painted_alone() -> None:
    names = ["trend", "trend of two", "timeline", "trend of nothing"] * 2
    alone = {name: GALLERY[name]().png() for name in set(names)}
    with ThreadPoolExecutor(4) as workers:
        together = list(workers.map(lambda name: GALLERY[name]().png(), names))
    assert together == [alone[name] for name in names]


def test_a_character_the_font_lacks_is_marked_and_not_left_an_empty_box() -> None:
    sheet = Sheet()
    sheet.height = 100
    sheet.words("食品🍎合格\n率", 20, 50, size=30)
    assert [mark.text for mark in sheet.marks if isinstance(mark, Words)] == ["食品〓合格 率"]
    assert sheet.png().startswith(PNG_HEADER)


def test_a_dollar_sign_is_a_dollar_sign() -> None:
    sheet = Sheet()
    sheet.height = 100
    sheet.words("$\\frac{1}$ 100$", 20, 50, size=30)
    assert outside(sheet) == []
    assert sheet.png().startswith(PNG_HEADER)


def test_composing_modules_are_imported_without_the_drawing_library() -> None:
    modules = "grid, lines, overview, timeline, trend"
    code = f"import sys; from qbot.pictures import {modules}; sys.exit('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(bot.__file__).parent, check=False)
    assert done.returncode == 0


def test_a_painted_picture_leaves_no_pixels_behind() -> None:
    gc.collect()
    gc.disable()
    try:
        GALLERY["trend of nothing"]().png()
        assert not [each for each in gc.get_objects() if isinstance(each, RendererAgg)]
    finally:
        gc.enable()
