"""What a message is cut into: names, numbers, periods, steering words, noise, and what nobody explains."""

from dataclasses import dataclass, field
from typing import Any

_COUNTABLE = frozenset(
    [
        "批次样品",
        "批次",
        "个批次",
        "批样品",
        "批",
        "组",
        "个样品",
        "份样品",
        "个项目",
        "个工程",
        "项工程",
        "个断面",
        "个单体",
        "个",
        "家",
        "项",
        "起",
        "件",
        "次",
        "例",
        "样",
        "断面",
        "栋",
        "座",
        "处",
        "宗",
        "单",
        "天",
        "日",
        "份",
        "套",
        "台",
        "只",
        "头",
        "箱",
        "袋",
        "瓶",
    ]
)
QUANTITY = frozenset(("number", "fraction"))


@dataclass(slots=True)
class Token:
    """`kind` is a class of the lexicon or one of: name, number, fraction, period, unit, task, noise,
    weak, strong, odd.
    """

    kind: str
    start: int
    end: int
    text: str
    data: Any = None
    measure: str = ""
    role: str = ""
    cue: str = ""  # the word that gave the role


def is_stop(token: Token) -> bool:
    """Where a clause ends: a comma or a full stop, not a colon, bracket or list comma."""
    return token.kind == "strong" or (token.kind == "weak" and token.text == ",")


@dataclass(slots=True)
class Scan:
    """The tokens of a text and how many characters nobody explains."""

    text: str
    tokens: list[Token] = field(default_factory=list)

    def odd(self) -> bool:
        return any(token.kind == "odd" for token in self.tokens)


def countable(measure: str) -> bool:
    """Whether a measure word counts samples, projects or days."""
    return measure in _COUNTABLE
