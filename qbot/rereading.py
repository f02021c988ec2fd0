"""Before a new wording is taken: everything that was said before is read again with it.

It is taken only if nothing that had a meaning gets another one. What was not understood may become clear; in
a group, where the bot is silent on talk, nothing may turn into a report.
"""

import asyncio
import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

from qbot.aliases import Said, with_aliases
from qbot.claims import is_claim
from qbot.plan.models import Plan
from qbot.ports import Reads, Store
from qbot.reading.contract import as_json
from qbot.reading.meaning import Meaning
from qbot.reading.reader import Reader

BATCH = 500
SHORTEST, LONGEST = 2, 20

_PRESSED = re.compile(r"(?:\n\[[^\]\n]*\])+$")  # answers by button, kept below the message in the ledger

WordingFault = Literal["length", "characters", "known"]
Progress = Callable[[int], Awaitable[None]]


class Rereading:
    """Two readers, without and with the new wording, over the same texts.

    `known` are the added words in use, each with its indicator; `mention` is what calls the bot in a group.
    """

    def __init__(
        self, plan: Plan, known: Iterable[tuple[str, str]], word: str, indicator: str, *, mention: str
    ) -> None:
        known = tuple(known)
        self.indicator = indicator
        self.before = Reader(with_aliases(plan, known))
        self.after = Reader(with_aliases(plan, (*known, (word, indicator))))
        self._mention = mention.casefold()
        self._recorded: dict[str, set[str]] = {}
        self._seen: set[tuple[str, str]] = set()

    def first_changed(self, batch: Sequence[Said]) -> Said | None:
        """The first of these whose reading would change. The ledger's messages go before the inbox's."""
        return next((said for said in batch if said.text and self._changes(said)), None)

    def _changes(self, said: Said) -> bool:
        said = replace(said, text=_PRESSED.sub("", said.text))
        if not said.indicators and (said.text, said.chat) in self._seen:
            return False
        self._seen.add((said.text, said.chat))
        before = self.before.read(said.text, on=said.on, chat=said.chat)
        after = self.after.read(said.text, on=said.on, chat=said.chat)
        if as_json(before) == as_json(after):
            return False
        for text in (said.text, said.text.rpartition("\n")[0]):  # a typed answer may stand below
            self._recorded.setdefault(text, set()).update(said.indicators)
        return not self._is_gain(said, before, after)

    def _is_gain(self, said: Said, before: Meaning, after: Meaning) -> bool:
        """Whether something becomes clear that was not, and as what it was recorded where it was."""
        if not self._recorded.get(said.text, set()) <= {self.indicator}:
            return False
        if before.intent == "other":
            addressed = said.chat == "private" or self._mention in said.text.casefold()
            was_put_to_office = addressed and is_claim(self.before, said.text, before, on=said.on)
            return after.intent == "query" or was_put_to_office
        return before.intent == "report" and before.clarify == "indicator" and not before.items


async def reread(store: Store, rereading: Rereading, *, progress: Progress) -> Said | None:
    """Read all that was said, batch by batch in a thread; the first message whose reading would change.
    `progress` hears after each batch how many messages have been read."""
    read = 0
    for source in (_reported, _heard):
        last = 0
        while batch := await _batch(store, source, after=last):
            changed = await asyncio.to_thread(rereading.first_changed, batch)
            if changed is not None:
                return changed
            last, read = batch[-1].row, read + len(batch)
            await progress(read)
    return None


Source = Callable[[Reads, int], Awaitable[Sequence[Said]]]


async def _batch(store: Store, source: Source, *, after: int) -> Sequence[Said]:
    async with store.reading() as tx:
        return await source(tx, after)


async def _reported(tx: Reads, after: int) -> Sequence[Said]:
    return await tx.aliases.reported(after=after, limit=BATCH)


async def _heard(tx: Reads, after: int) -> Sequence[Said]:
    return await tx.aliases.heard(after=after, limit=BATCH)


def wording_fault(reader: Reader, word: str) -> WordingFault | None:
    """Why a wording cannot become a name, whatever was said before; None when it can."""
    if not SHORTEST <= len(word) <= LONGEST:
        return "length"
    if any(ch.isdigit() or ch.isspace() or unicodedata.category(ch)[0] in "PSC" for ch in word):
        return "characters"
    return "known" if reader.knows(word) else None
