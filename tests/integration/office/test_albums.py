"""An album's words may stand below any of its parts."""

import json
from datetime import datetime

import pytest

from handlers.albums import words_follow
from qbot.messages import NewUpdate
from storage.store import SqlStore


def part(number: int, *, album: str = "a", **content: str) -> NewUpdate:
    message = {"message_id": number, "media_group_id": album, **content}
    return NewUpdate(number, 7, "message", json.dumps({"update_id": number, "message": message}))


@pytest.mark.parametrize(
    ("later", "follow"),
    [
        (part(2, caption="3月食品96.5"), True),
        (part(2), False),
        (part(2, album="b", caption="3月食品96.5"), False),
        (NewUpdate(2, 7, "edited_message", '{"update_id": 2, "edited_message": {}}'), False),
    ],
)
async def test_the_words_of_an_album_are_known_before_their_part_is_handled(
    store: SqlStore, at: datetime, later: NewUpdate, follow: bool
) -> None:
    async with store.writing() as tx:
        await tx.inbox.add([part(1), later], at=at)
    async with store.reading() as tx:
        assert await words_follow(tx, 7, "a") is follow
        assert await words_follow(tx, 8, "a") is False


async def test_words_that_were_handled_do_not_follow_any_more(store: SqlStore, at: datetime) -> None:
    async with store.writing() as tx:
        await tx.inbox.add([part(1, caption="3月食品96.5"), part(2)], at=at)
        [row] = await tx.inbox.next_rows(busy=(), limit=1, at=at)
        await tx.inbox.done(row.id, at=at)
    async with store.reading() as tx:
        assert await words_follow(tx, 7, "a") is False
