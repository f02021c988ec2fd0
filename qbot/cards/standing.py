"""Keeping the cards of groups: what is due replaces what stood before, what has changed is edited in place.

Occurrences are kept per group, so one that is bound later is told within the day, and a restart tells nobody
twice. While nothing has changed since the last look, a look costs a few small reads.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from qbot.answering import status
from qbot.calendar import add_workdays
from qbot.cards.card import Card, CardKind
from qbot.clock import CITY_TIME, city_day
from qbot.hours import office_hours
from qbot.ledger.current import Current
from qbot.messages import Outgoing
from qbot.plan.models import Plan
from qbot.ports import Chat, Reads, Store, Writes
from qbot.reminders import CardDue, PlanDate, due_between, plan_dates

OVERVIEW = "overview"
PINNED: frozenset[CardKind] = frozenset({"phase", "overview"})
CATCH_UP_WORKDAYS = 1
_LAST_LOOK = "cards.last-look"
_DELETABLE = timedelta(hours=47)  # Telegram lets a bot delete its own messages for 48 hours


@dataclass(frozen=True, slots=True)
class Shown:
    """A card in words: the calls that send it anew, and the call that puts it in place of a message."""

    text: str
    fresh: Sequence[Outgoing]
    in_place_of: Callable[[int], Outgoing]


@dataclass(frozen=True, slots=True)
class Drawing:
    """How cards are put into words, given by whoever speaks to people.

    `about`: a card about a date of the plan for a chat, as everything stands on a day; `since` is when the
    card that is renewed was sent, None for a new one. `overview`: everything on a day. `retired`: the words
    that are left of a card (chat, message) too old to be deleted.
    """

    about: Callable[[Chat, PlanDate, Sequence[Current], date, datetime | None], Shown]
    overview: Callable[[Chat, Sequence[Current], date], Shown]
    retired: Callable[[int, int], Outgoing]


async def keep_cards(store: Store, plan: Plan, drawing: Drawing, *, now: datetime) -> int:
    """Bring the cards of every working group up to date; how many calls that took. Raises StorageError.

    Outside office hours nothing is done. A card that fell due while the bot was down is shown until the end
    of the next workday, with the days that are left then; later it is passed over.
    """
    async with store.reading() as tx:
        if not (await office_hours(tx)).are_open(now):
            return 0
        dues = await _open_dues(tx, plan, now=now)
        if not dues and await _look(tx, now=now) == await tx.facts.get(_LAST_LOOK):
            return 0
    async with store.writing() as tx:
        keeper = _Keeper(tx, plan, drawing, await status(tx, plan, on=city_day(now)), now)
        for group in await _groups(tx):
            await keeper.keep(group, await _open_dues(tx, plan, now=now, only=group))
        await keeper.tidy()
        await tx.facts.set(_LAST_LOOK, await _look(tx, now=now))
        return keeper.calls


async def _groups(tx: Reads) -> Sequence[Chat]:
    return [chat for chat in await tx.chats.groups() if chat.bound and chat.state == "active"]


async def _look(tx: Reads, *, now: datetime) -> str:
    """A word that is the same as long as no card can have changed."""
    seen = [str(city_day(now)), await tx.cards.ledger_mark(), str(await _groups(tx))]
    seen.append(str(await tx.extensions.granted()))
    seen += [f"{each.chat_id} {each.kind} {each.state} {each.pinned}" for each in await tx.cards.all()]
    return _digest("\n".join(seen))


async def _open_dues(tx: Reads, plan: Plan, *, now: datetime, only: Chat | None = None) -> list[CardDue]:
    """Of each kind of card the latest that is due and that a group has not been shown."""
    since = datetime.combine(add_workdays(city_day(now), -CATCH_UP_WORKDAYS), time(), CITY_TIME)
    due = [
        each
        for each in due_between(plan, after=since.astimezone(UTC), until=now)
        if each.about.over_on >= city_day(now)
    ]
    latest = {each.about.card: each for each in due}
    if not latest:
        return []
    settled = await tx.occurrences.settled(since=min(each.due_at for each in latest.values()))
    groups = [only] if only else await _groups(tx)
    return [
        each
        for each in latest.values()
        if any((_for_group(each, group), each.due_at) not in settled for group in groups)
    ]


def _for_group(due: CardDue, group: Chat) -> str:
    return f"{due.reminder}:{group.id}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


class _Keeper:
    """One look at all groups, in one transaction."""

    def __init__(
        self, tx: Writes, plan: Plan, drawing: Drawing, everything: Sequence[Current], now: datetime
    ) -> None:
        self._tx, self._drawing, self._everything = tx, drawing, everything
        self._dates = {each.name: each for each in plan_dates(plan)}
        self._now, self._on = now, city_day(now)
        self.calls = 0

    async def keep(self, group: Chat, dues: Iterable[CardDue]) -> None:
        """Show a group what is due, renew what stands, pin what may be pinned."""
        standing = {each.kind: each for each in await self._tx.cards.all() if each.chat_id == group.id}
        new = {due.about.card: due for due in dues if await self._settle(due, group)}
        for kind, due in new.items():
            await self._replace(group, standing.get(kind), due.about)
        for kind in standing.keys() - new.keys() - {OVERVIEW}:
            await self._renew(group, standing[kind])
        if group.of_office:
            shown = self._drawing.overview(group, self._everything, self._on)
            await self._bring(group, standing.get("overview"), "overview", OVERVIEW, shown)
        for card in standing.values():
            if card.kind in PINNED and not card.pinned and card.message_id and card.kind not in new:
                await self._pin(card)

    async def tidy(self) -> None:
        """Take away the cards of groups that are no longer to have them."""
        known = {chat.id: chat for chat in await self._tx.chats.groups()}
        for card in await self._tx.cards.all():
            chat = known.get(card.chat_id)
            wanted = chat is not None and chat.bound and (card.kind != OVERVIEW or chat.of_office)
            if not wanted and chat is not None and chat.state == "active":
                await self._take_away(card)
                await self._tx.cards.drop(card.chat_id, card.kind)

    async def _settle(self, due: CardDue, group: Chat) -> bool:
        name = _for_group(due, group)
        return await self._tx.occurrences.settle(
            reminder=name, due_at=due.due_at, outcome="sent", at=self._now
        )

    async def _replace(self, group: Chat, before: Card | None, about: PlanDate) -> None:
        """Show what is due: in place of today's card, else as a new message that people are told of."""
        if before is not None and city_day(before.shown_at) != self._on:
            await self._take_away(before)
            before = None
        shown = self._drawing.about(group, about, self._everything, self._on, None)
        await self._bring(group, before, about.card, about.name, shown)

    async def _renew(self, group: Chat, card: Card) -> None:
        about = self._dates.get(card.subject)
        if about is not None and self._on <= about.over_on:
            shown = self._drawing.about(group, about, self._everything, self._on, card.shown_at)
            await self._bring(group, card, card.kind, card.subject, shown)

    async def _bring(
        self, group: Chat, before: Card | None, kind: CardKind, subject: str, shown: Shown
    ) -> None:
        """Edit the message where it is there and says something else; send one where there is none."""
        content = _digest(shown.text)
        if before is None or self._is_gone(before):
            await self._show(group, kind, subject, content, shown)
        elif before.content != content and before.message_id and before.state == "shown":
            [row] = await self._add([shown.in_place_of(before.message_id)])
            await self._tx.cards.change(
                chat_id=group.id, kind=kind, subject=subject, content=content, edit_id=row
            )

    def _is_gone(self, card: Card) -> bool:
        """Whether the message is not there: the group could not be reached, or it was deleted. What Telegram
        refuses for another reason is tried once a day."""
        return card.state == "unreachable" or (card.state == "failed" and city_day(card.shown_at) < self._on)

    async def _show(self, group: Chat, kind: CardKind, subject: str, content: str, shown: Shown) -> None:
        rows = await self._add(shown.fresh)
        await self._tx.cards.show(
            chat_id=group.id, kind=kind, subject=subject, content=content, outbox_id=rows[-1], at=self._now
        )

    async def _take_away(self, card: Card) -> None:
        if card.message_id is None:
            return
        message: dict[str, object] = {"message_id": card.message_id}
        calls = [Outgoing(card.chat_id, "deleteMessage", message, "edit", resend=True)]
        if self._now - card.shown_at > _DELETABLE:
            unpin = Outgoing(card.chat_id, "unpinChatMessage", message, "edit", resend=True)
            left = self._drawing.retired(card.chat_id, card.message_id)
            calls = [*([unpin] if card.pinned else []), left, *calls]
        await self._add(calls)

    async def _pin(self, card: Card) -> None:
        payload: dict[str, object] = {"message_id": card.message_id, "disable_notification": True}
        await self._add([Outgoing(card.chat_id, "pinChatMessage", payload, "edit", resend=True)])
        await self._tx.cards.pinned(card.chat_id, card.kind)

    async def _add(self, calls: Sequence[Outgoing]) -> Sequence[int]:
        self.calls += len(calls)
        return await self._tx.outbox.add(calls, at=self._now)
