"""How standing cards leave the house: screens for groups, as calls for the outbox."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.screen import Screen, edit, screen, send
from handlers.texts import cards as texts
from qbot.cards.standing import Drawing, Shown
from qbot.ledger.current import Current
from qbot.messages import Outgoing
from qbot.plan.models import Plan
from qbot.ports import Chat
from qbot.reminders import PlanDate


def drawing(plan: Plan) -> Drawing:
    """The words for every card."""

    def about(
        chat: Chat, date_: PlanDate, everything: Sequence[Current], on: date, since: datetime | None
    ) -> Shown:
        shown = texts.about(plan, date_, everything, on=on, since=since, names_units=chat.names_units)
        return _shown(chat, shown)

    def overview(chat: Chat, everything: Sequence[Current], on: date) -> Shown:
        return _shown(chat, texts.overview(plan, everything, on=on))

    return Drawing(about=about, overview=overview, retired=_retired)


def _shown(chat: Chat, shown: Screen) -> Shown:
    return Shown(
        text="\n\n".join(shown.blocks),
        fresh=send(chat.id, shown, kind="reminder", thread_id=chat.thread_id),
        in_place_of=lambda message_id: edit(chat.id, message_id, shown),
    )


def _retired(chat_id: int, message_id: int) -> Outgoing:
    return edit(chat_id, message_id, screen(texts.RETIRED))
