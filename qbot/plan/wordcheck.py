"""No word of a plan file may mean two things unknowingly.

A word that people use for several indicators must be declared as a family; then it is asked, not guessed.
"""

from collections import defaultdict
from collections.abc import Iterator

from qbot.errors import Fault
from qbot.plan.models import Family, Indicator, Phase, TaskGroup, Unit
from qbot.plan.parts import Parts


def word_faults(parts: Parts) -> Iterator[Fault]:
    """Words with two owners, family words that name one thing, families of unknown members."""
    indicators = parts.of("indicators", Indicator)
    families = parts.of("families", Family)
    yield from _family_faults(families, parts.named("indicators"))
    yield from _indicator_words(indicators, families)
    yield from _elsewhere_faults(parts)
    yield from _shared(
        (
            (f"{place}.aliases[{index}]", word, unit.id)
            for place, unit in parts.of("units", Unit)
            for index, word in enumerate(unit.aliases)
        ),
        {_plain(unit.name): (f"{place}.name", unit.id) for place, unit in parts.of("units", Unit)},
    )
    yield from _shared(
        (
            (f"{place}.aliases[{index}]", word, phase.id)
            for place, phase in parts.of("phases", Phase)
            for index, word in enumerate(phase.aliases)
        ),
        {_plain(phase.name): (f"{place}.name", phase.id) for place, phase in parts.of("phases", Phase)},
    )
    yield from _shared(
        (
            (f"{place}.items[{at}].words[{index}]", word, item.id)
            for place, group in parts.of("groups", TaskGroup)
            for at, item in enumerate(group.items)
            for index, word in enumerate(item.words)
        ),
        {},
    )


def _plain(word: str) -> str:
    """Words that differ in case or spaces alone are one word."""
    return "".join(word.split()).casefold()


def _shared(words: Iterator[tuple[str, str, str]], owners: dict[str, tuple[str, str]]) -> Iterator[Fault]:
    """Faults of words that something else owns, or that their own list has twice."""
    for place, word, owner in words:
        first = owners.setdefault(_plain(word), (place, owner))
        if first[0] != place and not first[0].endswith(".name"):
            yield Fault(place, f"“{word}”与 {first[0]} 重复")
        elif first[1] != owner:
            yield Fault(place, f"“{word}”是 {first[1]} 的名称")


def _family_faults(families: list[tuple[str, Family]], known: set[str]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for place, family in families:
        if len(set(family.indicators)) < 2:
            yield Fault(f"{place}.indicators", "至少要有两项不同的指标")
        for index, indicator in enumerate(family.indicators):
            if indicator not in known:
                yield Fault(f"{place}.indicators[{index}]", f"没有编号为 {indicator} 的指标")
        if not family.words:
            yield Fault(f"{place}.words", "至少要有一个词")
        for index, word in enumerate(family.words):
            here = f"{place}.words[{index}]"
            if _plain(word) in first:
                yield Fault(here, f"“{word}”与 {first[_plain(word)]} 重复")
            first.setdefault(_plain(word), here)


def _elsewhere_faults(parts: Parts) -> Iterator[Fault]:
    """A place elsewhere that is ours: the city, one of its units, or a word of an indicator."""
    own = {_plain(word.rstrip("市县区")): place for place, word in parts.texts("city")}
    for place, unit in parts.of("units", Unit):
        own.update((_plain(word), place) for word in (unit.name, *unit.aliases))
    for place, indicator in parts.of("indicators", Indicator):
        own.update((_plain(word), at) for at, word in _words(place, indicator))
    for place, word in parts.texts("elsewhere"):
        at = own.get(_plain(word)) or own.get(_plain(word.rstrip("市县区")))
        if at:
            yield Fault(place, f"“{word}”与 {at} 重复")
        own.setdefault(_plain(word), place)


def _indicator_words(
    indicators: list[tuple[str, Indicator]], families: list[tuple[str, Family]]
) -> Iterator[Fault]:
    members = {_plain(word): set(family.indicators) for _, family in families for word in family.words}
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for place, indicator in indicators:
        for here, word in _words(place, indicator):
            plain = _plain(word)
            others = {owner: at for owner, at in owners[plain].items() if owner != indicator.id}
            if indicator.id in owners[plain] and here.endswith("]"):
                if not owners[plain][indicator.id].endswith(("name", "short")):
                    yield Fault(here, f"“{word}”与 {owners[plain][indicator.id]} 重复")
            elif others and not {indicator.id, *others} <= members.get(plain, set()):
                other, at = next(iter(others.items()))
                yield Fault(here, f"“{word}”也是 {other} 的叫法（{at}），两者都用的词要写进 families")
            owners[plain].setdefault(indicator.id, here)
    for plain, of in owners.items():
        if plain in members and len(of) == 1:
            owner, at = next(iter(of.items()))
            yield Fault(at, f"“{plain}”写在 families 中，不能只指 {owner}")


def _words(place: str, indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield f"{place}.name", indicator.name
    yield f"{place}.short", indicator.short
    for index, word in enumerate(indicator.aliases):
        yield f"{place}.aliases[{index}]", word
