"""What a conversation is about: a short question after another one is about the same subject.

「那药品呢」 takes over what was asked, 「二季度呢」 and 「谁报的」 the indicator. A text is never more than
its own words and the subject say together: a report stays a report, and idle words stay idle.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from qbot.answering import follow_words
from qbot.answering.other_matters import names_something_else, without_periods
from qbot.ledger.references import has_reference
from qbot.periods import Period
from qbot.plan.models import Plan, cited
from qbot.plan.search import search_of
from qbot.reading.meaning import About, Meaning, Question

SUBJECT_LIFE = timedelta(minutes=10)
LONGEST = 14
BARE = 6  # so short that a period or a unit is all they can hold
OF_INDICATOR: frozenset[About] = frozenset(("value", "history", "compare", "target", "owner", "source"))

_WITH_PERIOD: dict[About, str] = {
    "missing": "谁还没报",
    "unmet": "哪些没达标",
    "overview": "总体情况",
    "ranking": "考核排名",
    "mine": "我还差啥没报",
}
_ORIGIN = re.compile(
    r"^那?(?:把|看|看看|给我|发我)?(?:这个数)?的?"
    r"(?:原始报文|原始消息|原文|报文|出处|来源)(?:呢|吗|给我|发我)?[?？。]?$"
)
_IS_MET = re.compile(r"^(?:那|现在|它|这个|这项){0,2}(?:达标|达到目标|合格)了?(?:没有?|吗|么|不)?[?？。]?$")
_RATE = re.compile(r"[率比]例?(?!上|去|如)")
_COUNTED = re.compile(r"(?:几|多少)(家|个(?!月|季|百|点)|起|分|吨)")
_GOING_ON = re.compile(r"(?:那|的|呢|吗|多少|怎么?样|如何|情况|自己|[?？。，,\s])*")
_FIGURE = re.compile(r"\d[.,]\d|%|百分|\d\s*(?:家|个(?!月|季)|起|分|吨)")
_CUE = re.compile(r"(?:呢|吗|么|[?？])\s*[。]?$")
_AND = re.compile(r"呢\s*[?？。!！]*$|^那|^还有|^换成?")

Read = Callable[[str], Meaning]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Reads short questions by the subject of the one before."""

    plan: Plan
    read: Read

    def may_continue(self, text: str, meaning: Meaning) -> bool:
        """Whether it is worth while to look up a subject: short words that report nothing."""
        words = text.strip()
        says_else = words.startswith(("[", "【")) or bool(_FIGURE.search(words))  # [图片], 还差1.5个百分点
        is_open = meaning.intent in ("query", "other") or (
            meaning.intent == "progress" and bool(_CUE.search(words))  # a task may be asked about, too
        )
        return len(words) <= LONGEST and not says_else and is_open

    def question(
        self, text: str, meaning: Meaning, subject: Question, listed: tuple[str, ...] = ()
    ) -> Question | None:
        """The question that a text asks about `subject`; None when it does not continue it. `listed` are the
        indicators that its answer listed, in their order."""
        words = text.strip()
        if not self.may_continue(words, meaning):
            return None
        if meaning.clarify == "period":
            return None  # 13月, 明年3月: no other period is answered in its place
        names_one = meaning.query is not None and meaning.query.indicators
        found = None if names_one else self._in_other_words(words, subject, listed)
        if found is not None or meaning.intent == "progress":
            return found
        return self._in_full(words, meaning, subject, listed)

    def _in_full(
        self, words: str, meaning: Meaning, subject: Question, listed: tuple[str, ...]
    ) -> Question | None:
        """What would be a whole question if it were said in full."""
        if meaning.query is not None and meaning.query.indicators:
            return self._of_another(words, meaning.query, subject)
        if meaning.candidates:
            return None
        if subject.about in OF_INDICATOR:
            return self._of_the_same(words, meaning, subject)
        return self._of_another_period(words, meaning, subject) or self._of_all_listed(
            words, meaning, Question(subject.about, listed, subject.period)
        )

    def _in_other_words(self, words: str, subject: Question, listed: tuple[str, ...]) -> Question | None:
        """What only makes sense after what was shown: 有佐证吗, 第二个呢, 下一步呢."""
        if subject.about in OF_INDICATOR and subject.indicators:
            return self._of_the_figure(words, subject) or (
                self._of_listed(words, replace(subject, indicators=listed)) if listed else None
            )
        if subject.about == "plan-text":
            return self._of_another_topic(words, subject)
        if follow_words.asks_more(subject.about, words):
            return subject
        return self._of_listed(words, Question(subject.about, listed, subject.period)) if listed else None

    def _of_listed(self, words: str, subject: Question) -> Question | None:
        """Something about the indicators that an answer listed, or about one of them by its place."""
        place = follow_words.nth(words)
        if place is not None:
            named = subject.indicators[place - 1 : place] if place else ()
            return replace(subject, about="value", indicators=named) if named else None
        if follow_words.asks_who(words):
            return replace(subject, about="owner")
        about = follow_words.about_figure(words)
        return replace(subject, about=about) if about is not None else None

    def _of_all_listed(self, words: str, meaning: Meaning, subject: Question) -> Question | None:
        """What is asked of the indicators that an answer listed, in words that would ask it after a name."""
        if not subject.indicators:
            return None
        asked = self._together(words, meaning, subject)
        if asked is None or asked.unit or (asked.about == "value" and not asked.period):
            return None
        return replace(subject, about=asked.about, period=asked.period or subject.period)

    def _of_the_figure(self, words: str, subject: Question) -> Question | None:
        """Something else about the figure that was shown, or what the plan says of it."""
        others = tuple(each for each in subject.indicators if has_reference(self.plan.indicator[each]))
        if others and follow_words.asks_others(words):
            return replace(subject, about="compare", indicators=others)
        about = follow_words.about_figure(words)
        if about is not None:
            return replace(subject, about=about)
        if not follow_words.asks_plan(words):
            return None
        clause = self.plan.indicator[subject.indicators[0]].target.clause
        return Question("plan-text", subject.indicators[:1], topic=cited(clause)[0])

    def _of_another_topic(self, words: str, subject: Question) -> Question | None:
        """Another matter of the plan, or whose the one just quoted is, which its quotation says."""
        if follow_words.asks_who(words):
            return subject
        topic = follow_words.other_topic(words)
        found = search_of(self.plan).find(topic, limit=1) if topic else ()
        return Question("plan-text", topic=topic) if found else None

    def _of_another(self, words: str, asked: Question, subject: Question) -> Question | None:
        """Another indicator, asked about in the same way and for the same period."""
        if asked.about != "value" or not _AND.search(words) or subject.about not in OF_INDICATOR:
            return None
        period = asked.period or self._fitting(subject.period, asked.indicators)
        return replace(asked, about=subject.about, period=period)

    def _fitting(self, period: str | None, indicators: tuple[str, ...]) -> str | None:
        """A period that these indicators are reported for, or one that is of no frequency."""
        if period is None:
            return None
        frequency = Period.parse(period).frequency
        fits = all(frequency in (None, self.plan.indicator[each].frequency) for each in indicators)
        return period if fits else None

    def _of_the_same(self, words: str, meaning: Meaning, subject: Question) -> Question | None:
        """The same indicator: another period, another unit, or something else about it."""
        if not subject.indicators:
            return None
        if _ORIGIN.match(words):
            return replace(subject, about="source")
        asked = self._together(words, meaning, subject)
        if asked is None:
            return None
        about = asked.about
        if about == "value" and (asked.period or asked.unit) and subject.about in ("compare", "source"):
            about = subject.about
        return replace(
            subject,
            about=about,
            period=asked.period or subject.period,
            unit=asked.unit or subject.unit,
        )

    def _together(self, words: str, meaning: Meaning, subject: Question) -> Question | None:
        """What the words ask when the indicator's name stands before them; None where they mean something
        else, or say no more than that name."""
        on_its_own = meaning.query is not None and meaning.query.about not in OF_INDICATOR
        if (on_its_own and not _IS_MET.match(words)) or not all(
            self._can_be(words, each) for each in subject.indicators
        ):
            return None
        together = self.read(f"{self.plan.indicator[subject.indicators[0]].name}{words}")
        asked = together.query
        if together.intent != "query" or asked is None or asked.about not in OF_INDICATOR:
            return None
        if together.clarify == "period":
            return None
        if asked.about == "value" and asked.unit:
            return asked if self._says_no_more(words) else None
        if names_something_else(self.plan, words, subject.indicators):
            return None  # 房价走势, 养老院谁负责
        says_more = asked.about != "value" or asked.period or asked.unit or meaning.query is not None
        return asked if says_more else None

    def _can_be(self, words: str, id_: str) -> bool:
        """Whether the words may mean this indicator: 合格率 is no number of pilots, 几家 no rate."""
        indicator = self.plan.indicator[id_]
        families = [family for family in self.plan.families if any(word in words for word in family.words)]
        if families and not any(id_ in family.indicators for family in families):
            return False
        if _RATE.search(words) and indicator.measure != "%":
            return False
        counted = _COUNTED.search(words)
        return counted is None or counted[1] == indicator.measure

    def _says_no_more(self, words: str) -> bool:
        """Whether the words hold nothing but a unit, periods, and how one goes on with a question."""
        names = sorted(
            (name for unit in self.plan.units for name in (unit.name, *unit.aliases)), key=len, reverse=True
        )
        name = next((each for each in names if each in words), "")
        return _GOING_ON.fullmatch(without_periods(words.replace(name, "", 1))) is not None

    def _of_another_period(self, words: str, meaning: Meaning, subject: Question) -> Question | None:
        """The same question about everything, for another period or unit."""
        phrase = _WITH_PERIOD.get(subject.about)
        if phrase is None or meaning.intent != "other" or not (len(words) <= BARE or _CUE.search(words)):
            return None
        if not self._says_no_more(words):
            return None
        asked = self.read(f"{words.rstrip('呢?？。 ')}{phrase}").query
        if asked is None or asked.about != subject.about or not (asked.period or asked.unit):
            return None
        return replace(subject, period=asked.period or subject.period, unit=asked.unit or subject.unit)
