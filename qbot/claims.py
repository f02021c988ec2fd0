"""待认领: messages that were meant for the bot and not understood, until the office has dealt with them.

The office may say what was meant; it is recorded only when the sender confirms it, and in the sender's name.
"""

from datetime import date, datetime

from qbot.asking import Half, answered, straight
from qbot.errors import Gone
from qbot.matters import Matter, MatterKind
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes
from qbot.reading.meaning import NOT_UNDERSTOOD, Meaning
from qbot.reading.reader import Reader
from qbot.reporting import speaking_units

KINDS: tuple[MatterKind, ...] = ("claim", "held")


def is_claim(reader: Reader, text: str, meaning: Meaning, *, on: date) -> bool:
    """Whether somebody seems to have meant a figure that the reader did not find; thanks and chit-chat are
    none, nor is what was understood and stores nothing (wishes, examples, others' figures)."""
    if meaning.intent != "other" or meaning.rule != NOT_UNDERSTOOD:
        return False
    return reader.outline(text, on=on).is_about_figures


async def open_claim(
    tx: Writes, person: Person, text: str, *, chat_id: int, message_id: int | None, at: datetime
) -> tuple[Matter, bool]:
    """Put a message before the office; True beside it when it is the only one that waits."""
    waiting = await tx.matters.count_open()
    matter = await tx.matters.open(
        "claim",
        person_id=person.id,
        chat_id=chat_id,
        message_id=message_id,
        text=text,
        payload={},
        at=at,
    )
    return matter, not any(waiting.get(kind) for kind in KINDS)


async def count_claims(tx: Reads) -> int:
    """How many wait."""
    waiting = await tx.matters.count_open()
    return sum(waiting.get(kind, 0) for kind in KINDS)


async def next_claim(tx: Reads, *, after: int = 0) -> Matter | None:
    """The oldest that waits with an id above `after`."""
    found = [each for kind in KINDS for each in await tx.matters.open_ones(kind, limit=1, after=after)]
    return min(found, key=lambda matter: matter.id, default=None)


async def open_one(tx: Reads, matter_id: int) -> Matter:
    """A claim that waits; Gone("claimed") when it does not any more, Gone("unknown claim") without one."""
    matter = await tx.matters.get(matter_id)
    if matter is None or matter.kind not in KINDS:
        raise Gone("unknown claim")
    if not matter.is_open:
        raise Gone("claimed")
    return matter


async def settle(
    tx: Writes, person_id: int, matter: Matter, *, outcome: str, at: datetime, words: str | None = None
) -> None:
    """Close a claim, answered with these words; Gone("claimed") when somebody was faster."""
    if not await tx.matters.close(matter.id, by=person_id, outcome=outcome, at=at):
        raise Gone("claimed")
    await tx.audit.add(
        actor_id=person_id,
        action=f"claim-{outcome}",
        subject=f"matter:{matter.id}",
        at=at,
        before={"text": matter.text},
        after={"outcome": outcome, "words": words},
    )


def likely(plan: Plan, reader: Reader, matter: Matter, sender: Person | None, *, on: date) -> tuple[str, ...]:
    """All indicators, the likely ones first: those named, then those of the sender's units."""
    named = reader.outline(matter.text, on=on).indicators
    units = speaking_units(plan, sender) if sender else ()
    own = [each.id for unit in units for each in plan.led_by(unit)]
    return tuple(dict.fromkeys((*named, *own, *(each.id for each in plan.indicators))))


def guess(plan: Plan, reader: Reader, matter: Matter, indicator: str, *, on: date) -> Half | None:
    """The figure that the message would bring if its unknown words meant this indicator; None when it
    would still not be certain."""
    outline, text = reader.outline(matter.text, on=on), matter.text
    half = half_of_claim(matter, indicator, on=on)
    words = text.replace(outline.wording, " ", 1) if outline.wording else text
    more = answered(reader, plan, half, words, lack="value", asked_with_period=True)
    if more is None and len(outline.amounts) == 1:
        more = answered(reader, plan, half, outline.amounts[0], lack="value")
    return straight(more) if more is not None else None


def half_of_claim(matter: Matter, indicator: str, *, on: date) -> Half:
    """What is certain once the office has named the indicator."""
    return Half(said_on=on, text=matter.text, message_id=matter.message_id, indicator=indicator)
