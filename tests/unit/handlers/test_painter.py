"""Pictures are painted once, and kept as files."""

from pathlib import Path
from typing import cast

import pytest

from handlers.bot_api import BotApi
from handlers.files import Files
from handlers.painter import Painter
from handlers.transport import AiohttpRequest
from qbot.pictures.sheet import Sheet


class CountedSheet(Sheet):
    """A sheet that counts how often it is painted."""

    painted = 0

    def png(self) -> bytes:
        CountedSheet.painted += 1
        return repr(self.marks).encode()


def sheet(text: str) -> Sheet:
    made = CountedSheet()
    made.block(0, 0, width=len(text), height=1, colour="#000000")
    return made


async def test_the_same_marks_are_painted_once_and_others_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    files = Files(tmp_path / "files", api=cast(BotApi, None), request=cast(AiohttpRequest, None), file_url="")
    painter = Painter(files, folder=tmp_path / "fonts")
    CountedSheet.painted = 0
    first = await painter.paint(lambda: sheet("一"))
    again = await painter.paint(lambda: sheet("一"))
    other = await painter.paint(lambda: sheet("一二"))
    painter.close()
    assert first == again
    assert other != first
    assert CountedSheet.painted == 2
    assert (tmp_path / "files" / first.path).stat().st_size == first.size
