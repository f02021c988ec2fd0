"""What time brings: the jobs that the service does at every tick, each by itself.

A job looks at the clock and the tables, does what is due, and says how much that was.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from handlers.cards import drawing
from handlers.circular_copies import count_below
from handlers.expiry import expire
from handlers.nudging import morning, wording
from handlers.orders import follow_figures
from handlers.own_reminders import reminder_words
from qbot.cards.missed import note_missed_cards
from qbot.cards.standing import keep_cards
from qbot.circulating import show_counts
from qbot.nudging.chasing import carry_out_wishes
from qbot.nudging.downtime import note_downtime
from qbot.nudging.morning import greet_office
from qbot.nudging.telling import nudge
from qbot.own_reminding import send_own_reminders
from qbot.plan.models import Plan
from qbot.ports import Store

Job = Callable[[datetime], Awaitable[int]]


def jobs(store: Store, plan: Plan) -> Sequence[tuple[str, Job]]:
    """Every job with its name, in the order in which they are done. Each may raise StorageError."""
    words = wording(plan)
    return (
        ("morning", lambda now: greet_office(store, plan, morning(plan), now=now)),
        ("downtime", lambda now: note_downtime(store, plan, now=now)),
        ("chase", lambda now: carry_out_wishes(store, plan, words, now=now)),
        ("nudge", lambda now: nudge(store, plan, words, now=now)),
        ("cards", lambda now: keep_cards(store, plan, drawing(plan), now=now)),
        ("orders", lambda now: follow_figures(store, plan, now=now)),
        ("missed cards", lambda now: note_missed_cards(store, plan, now=now)),
        ("own", lambda now: send_own_reminders(store, reminder_words(), now=now)),
        ("readers", lambda now: show_counts(store, count_below, now=now)),
        ("expire", lambda now: expire(store, now=now)),
    )
