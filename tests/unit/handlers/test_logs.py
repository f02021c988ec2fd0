"""No line of a log holds the token."""

import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from handlers.logs import REMOVED, set_up_logging

TOKEN = "123456:AAH-secret_half/of+the=token"
PRIVATE = TOKEN.partition(":")[2]


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    for handler in before:
        root.removeHandler(handler)
    yield
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    for handler in before:
        root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def log_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    for handler in logging.getLogger().handlers:
        handler.flush()
    return (tmp_path / "logs" / "qbot.log").read_text() + capsys.readouterr().err


def set_up(tmp_path: Path, *, level: str = "DEBUG") -> None:
    set_up_logging(level=level, folder=tmp_path / "logs", secrets=(TOKEN,))


def test_messages_arguments_and_tracebacks_are_scrubbed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(tmp_path)
    log = logging.getLogger("some.child")
    log.info("calling https://api/bot" + TOKEN + "/getMe")
    log.info("calling %s", {"url": f"https://api/bot{TOKEN}/getMe"})
    log.info("encoded %s", quote(TOKEN, safe=""))
    log.info("half of it: %s", PRIVATE)
    try:
        int(f"bot{TOKEN}")
    except ValueError as error:
        raised = RuntimeError(f"on {quote(TOKEN)}")
        raised.__cause__ = error
        log.exception("it broke", exc_info=raised)
    text = log_text(tmp_path, capsys)
    assert text.count(REMOVED) >= 12
    for form in (TOKEN, PRIVATE, quote(TOKEN, safe=""), quote(PRIVATE, safe=""), quote(TOKEN)):
        assert form not in text


def test_libraries_that_print_urls_and_texts_are_quiet_even_at_debug(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(tmp_path)
    for name in ("httpx", "telegram.Bot", "telegram.ext.ExtBot", "aiohttp.access"):
        logging.getLogger(name).info("chatter of %s", name)
        logging.getLogger(name).warning("concern of %s", name)
    text = log_text(tmp_path, capsys)
    assert "chatter" not in text
    assert text.count("concern") == 8


def test_the_level_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(tmp_path, level="WARNING")
    logging.getLogger("qbot").info("small talk")
    logging.getLogger("qbot").warning("action=test state=seen")
    text = log_text(tmp_path, capsys)
    assert "small talk" not in text
    assert "WARNING qbot action=test state=seen" in text


def test_a_full_disk_costs_lines_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class FullDisk(io.StringIO):
        def write(self, _line: str) -> int:
            raise OSError(28, "No space left on device")

    set_up(tmp_path)
    file_handler = next(h for h in logging.getLogger().handlers if isinstance(h, logging.FileHandler))
    file_handler.stream.close()
    file_handler.stream = FullDisk()
    logging.getLogger("qbot").warning("action=test state=full")
    seen = capsys.readouterr().err
    assert seen.count("\n") == 1
    assert "state=full" in seen


@pytest.mark.skipif(sys.platform == "win32", reason="a file in the folder's place is told differently")
def test_a_log_folder_that_cannot_be_made_costs_the_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    set_up(tmp_path)
    logging.getLogger("qbot").info("still here")
    seen = capsys.readouterr().err
    assert "action=logs.no_file" in seen
    assert "still here" in seen
