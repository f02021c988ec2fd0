"""How nudges leave the house: screens for those who owe and for the office, as calls for the outbox."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers.delivery import LookAgain
from handlers.outcomes import GivenUp, Held, Outcome
from handlers.screen import Screen, send
from handlers.texts import morning as morning_texts
from handlers.texts import nudges as texts
from qbot.clock import Clock, city_day
from qbot.messages import OutboxRow, Outgoing
from qbot.nudging.caps import Withheld
from qbot.nudging.gate import MORNING, Verdict, Wait, look_again, may_go
from qbot.nudging.morning import Morning, Tell
from qbot.nudging.telling import Round, Told, Wording
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Store

DIGEST = "digest"  # the subject of digests: they are looked at once more before they leave


def wording(plan: Plan) -> Wording:
    """The words for contacts and for what the office hears of nudges."""

    def digest(told: Told, on: date) -> Sequence[Outgoing]:
        shown = texts.digest(plan, told, on=on)
        return send(
            told.person.telegram_user_id, shown, kind="reminder", subject=f"{DIGEST}:{told.person.id}"
        )

    def unsaid(member: Person, withheld: Sequence[Withheld], on: date) -> Sequence[Outgoing]:
        return _to_office(member, texts.unsaid(plan, withheld, on=on))

    def chased(member: Person, done: Round, on: date) -> Sequence[Outgoing]:
        return _to_office(member, texts.chased(plan, done, on=on))

    return Wording(digest=digest, unsaid=unsaid, chased=chased)


def morning(plan: Plan) -> Tell:
    """The words for the office's morning."""

    def tell(member: Person, morning: Morning) -> Sequence[Outgoing]:
        shown = morning_texts.morning(plan, morning)
        return send(member.telegram_user_id, shown, kind="notice", subject=MORNING)

    return tell


def gate(store: Store, plan: Plan, clock: Clock) -> LookAgain:
    """Looks at what goes out once more: what nobody asked for waits for office hours, and a digest asks for
    what is owed by then."""
    words = wording(plan)

    async def look(row: OutboxRow) -> OutboxRow | Outcome:
        now = clock.now()
        if not (row.outgoing.subject or "").startswith(f"{DIGEST}:"):
            seen: Verdict = await may_go(store, row, now=now)
        else:
            seen = await look_again(store, plan, row.id, now=now)
        match seen:
            case Wait():
                return _held(seen, now)
            case Told():
                (fresh, *_) = words.digest(seen, city_day(now))
                return replace(row, outgoing=replace(row.outgoing, payload=fresh.payload))
            case "overtaken":
                return GivenUp("failed", "its day is over, or it is done already", quiet=True)
            case "missed":
                return GivenUp("failed", "its day is over")
        return row

    return look


def _held(waits: Wait, now: datetime) -> Held:
    return Held((waits.until - now).total_seconds(), "out of hours")


def _to_office(member: Person, shown: Screen) -> Sequence[Outgoing]:
    return send(member.telegram_user_id, shown, kind="notice", resend=True)
