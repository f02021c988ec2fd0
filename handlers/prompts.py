"""Asking a person for free words: the next message in this chat, or a reply to the prompt, is taken for them.

A prompt lives ten minutes, and a new one takes the place of the one before, so that nothing is taken that was
said long after and meant for something else.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from handlers.conversation import Conversation
from handlers.screen import Screen
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes

PROMPT_LIFE = timedelta(minutes=10)
_KIND = "words:"

Continue = Callable[[Visit, Person, PendingQuestion], Awaitable[bool]]


async def prompt(
    tx: Writes,
    visit: Visit,
    person: Person,
    shown: Screen,
    *,
    kind: str,
    payload: Mapping[str, Any],
) -> None:
    """Ask this person, here, for words of a kind."""
    question = await open_prompt(
        tx, visit, person, chat_id=visit.chat_id, kind=kind, payload=payload, life=PROMPT_LIFE
    )
    await visit.say(tx, shown, kind="question", subject=f"words:{question.id}", resend=True)


async def open_prompt(
    tx: Writes,
    visit: Visit,
    person: Person,
    *,
    chat_id: int,
    kind: str,
    payload: Mapping[str, Any],
    life: timedelta,
) -> PendingQuestion:
    """Wait for words of a person in a chat; whoever calls puts the question."""
    await drop(tx, visit, person, chat_id=chat_id)
    return await tx.questions.ask(
        chat_id=chat_id,
        person_id=person.id,
        kind=_KIND + kind,
        payload=payload,
        at=visit.at,
        expires_at=visit.at + life,
    )


async def drop(tx: Writes, visit: Visit, person: Person, *, chat_id: int | None = None) -> None:
    """Wait for words no longer."""
    for earlier in await tx.questions.open_for(person.id, chat_id or visit.chat_id):
        if earlier.kind.startswith(_KIND):
            await tx.questions.close(earlier.id, outcome="cancelled", at=visit.at)


def is_about(question: PendingQuestion, kind: str, *, number: int) -> bool:
    """Whether it waits for words of this kind about this number."""
    return is_of(question, kind) and question.payload.get("number") == number


def is_prompt(question: PendingQuestion) -> bool:
    """Whether it waits for words of any kind."""
    return question.kind.startswith(_KIND)


def is_of(question: PendingQuestion, kind: str) -> bool:
    """Whether it waits for words of this kind."""
    return question.kind == _KIND + kind


async def is_waiting(visit: Visit, person: Person) -> bool:
    """Whether the next words of this person, here, are meant for a prompt."""
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
    return any(each.kind.startswith(_KIND) and each.expires_at > visit.at for each in open_)


@asynccontextmanager
async def taking(visit: Visit, question: PendingQuestion) -> AsyncIterator[Writes]:
    """The transaction that acts on the words and closes the question; Gone when it was closed before."""
    async with visit.writing() as tx:
        if not await tx.questions.close(question.id, outcome="answered", at=visit.at):
            raise Gone("closed")
        yield tx


def conversation(continuations: Mapping[str, Continue]) -> Conversation:
    """What goes on when the words come; a continuation that returns False leaves them to be read."""

    async def next_words(visit: Visit, person: Person) -> bool:
        if not visit.is_private:
            return False
        async with visit.desk.store.reading() as tx:
            open_ = await tx.questions.open_for(person.id, visit.chat_id)
        waiting = next((each for each in open_ if each.kind.startswith(_KIND)), None)
        return await go_on(visit, person, waiting)

    async def reply(visit: Visit, person: Person, number: int) -> bool:
        async with visit.desk.store.reading() as tx:
            question = await tx.questions.get(number)
        is_theirs = question is not None and question.person_id == person.id
        return await go_on(visit, person, question if is_theirs else None)

    async def go_on(visit: Visit, person: Person, question: PendingQuestion | None) -> bool:
        if question is None or question.expires_at <= visit.at or not visit.text.strip():
            return False
        follow = continuations.get(question.kind.removeprefix(_KIND))
        return follow is not None and await follow(visit, person, question)

    return Conversation(says=(next_words,), replies={"words": reply})
