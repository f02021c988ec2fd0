"""The limits of Telegram, on a simulated clock."""

import random

from handlers.pace import BURST, IN_ALL_SECOND, PER_GROUP_MINUTE, Pace


def send_all(pace: Pace, chats: list[int]) -> list[tuple[float, int]]:
    """Send to these chats in order, each as soon as the pace allows; (time, chat) of each."""
    now, sent = 0.0, []
    waiting = list(chats)
    while waiting:
        ready = next((chat for chat in waiting if pace.wait(chat, now) == 0), None)
        if ready is None:
            now += min(pace.wait(chat, now) for chat in waiting) + 1e-9
            continue
        waiting.remove(ready)
        pace.spend(ready, now)
        sent.append((now, ready))
    return sent


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(1 for at in times if start <= at < start + seconds) for start in times)


def test_a_private_chat_takes_three_at_once_and_then_one_a_second() -> None:
    times = [at for at, _ in send_all(Pace(), [7] * 6)]
    assert [round(at, 6) for at in times] == [0, 0, 0, 1, 2, 3]


def test_a_group_takes_no_more_than_twenty_in_any_minute() -> None:
    times = [at for at, _ in send_all(Pace(), [-100] * 45)]
    assert most_within(times, 60) == PER_GROUP_MINUTE
    assert times[20] >= 60


def test_a_thousand_rows_keep_every_limit() -> None:
    chance = random.Random(4)
    chats = [chance.choice([*range(1, 120), *range(-6, 0)]) for _ in range(1_000)]
    sent = send_all(Pace(), chats)
    assert most_within([at for at, _ in sent], 1) <= IN_ALL_SECOND
    for chat in set(chats):
        times = [at for at, one in sent if one == chat]
        for seconds in (1, 5, 20):
            assert most_within(times, seconds) <= BURST + seconds
        if chat < 0:
            assert most_within(times, 60) <= PER_GROUP_MINUTE


def test_calls_of_no_chat_count_towards_the_total_alone() -> None:
    pace = Pace()
    for _ in range(IN_ALL_SECOND):
        assert pace.wait(None, 5.0) == 0
        pace.spend(None, 5.0)
    assert pace.room(5.0) == 0
    assert pace.wait(None, 5.0) == pace.wait(9, 5.0) == pace.wait_for_room(5.0) == 1
    assert pace.room(6.0) == IN_ALL_SECOND


def test_what_no_longer_limits_is_forgotten() -> None:
    pace = Pace()
    for chat in range(5_000):
        pace.spend(-chat - 1, chat * 1.0)
    assert len(pace._chats) < 1_200
    assert len(pace._groups) < 1_200
