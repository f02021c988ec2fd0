"""How fast and how right messages are read.

Beside it: an independent recogniser and a plain regular-expression bot.
"""

import json
import re
import statistics
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

_Case = TypeVar("_Case")
_DAY = date(2018, 7, 10)
_FIRSTS = (
    ("first read", "食品96.5"),
    ("first slip of the keyboard", "食品抽捡96.5"),
    ("first near form", "特中设备事故0起"),
    ("first traditional character", "中華老字號3家"),
)
CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "messages.jsonl"
_REPORT = re.compile(r"(食品|药品|农产品)\D{0,12}?(\d+(?:\.\d+)?)\s*%?")
_BOT = {"食品": "food-spot-check", "药品": "drug-spot-check", "农产品": "agri-spot-check"}


def _longest() -> list[str]:
    """The longest texts a message can have, of shapes that cost most."""
    pieces = (
        "9 ",
        "3月",
        "的",
        "食品96.5，",
        "九十六点五",
        "1/",
        "从96%到97%",
        "食频抽捡合个率",
        "各单位",
        "今天我们开会研究部署工作，",
        "@",
    )
    return [(piece * 4096)[:4096] for piece in pieces]


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _timed(read: Callable[[_Case], object], cases: list[_Case], rounds: int = 15) -> list[float]:
    """The best processor time of each case in microseconds."""
    best = []
    for case in cases:
        times = []
        for _ in range(rounds):
            started = time.process_time()
            read(case)
            times.append((time.process_time() - started) * 1e6)
        best.append(min(times))
    return best


def _regex_bot(case: dict[str, Any]) -> set[tuple[str, str]]:
    return {(_BOT[name], value) for name, value in _REPORT.findall(case["text"])}


def _spent(what: str, started: float) -> None:
    print(f"{what:34} {1000 * (time.process_time() - started):.0f} ms")


def _row(name: str, times: list[float]) -> None:
    median, worst = statistics.median(times), _percentile(times, 0.99)
    print(f"{name:34} median {median:9.0f} us   p99 {worst:9.0f} us")


def _judged(name: str, pairs: list[tuple[set[tuple[str, str]], set[tuple[str, str]]]]) -> None:
    wrong = sum(bool(got - meant) for got, meant in pairs)
    right = sum(got == meant for got, meant in pairs)
    print(f"{name:34} figures right {right} of {len(pairs)}, wrong {wrong}")


def main() -> None:
    """Print start-up, memory, speed and right/wrong."""
    started = time.process_time()
    from qbot.plan.loading import load_plan
    from qbot.reading import Reader

    plan = load_plan(None)
    _spent("import and plan", started)
    tracemalloc.start()
    reader = Reader(plan)
    tables = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    print(f"{'tables':34} {tables:.1f} MB")
    for what, text in _FIRSTS:
        started = time.process_time()
        (Reader(plan) if what == "first read" else reader).read(text, on=_DAY)
        _spent(what, started)
    cases = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    meant = [{(i["indicator"], i["value"]) for i in case["expect"]["items"]} for case in cases]

    def ours(case: dict[str, Any]) -> set[tuple[str, str]]:
        meaning = reader.read(
            case["text"], on=date.fromisoformat(case["now"]), role=case["role"], chat=case["chat"]
        )
        return {(i.indicator, f"{i.value.normalize():f}") for i in meaning.items}

    _row("qbot", _timed(ours, cases))
    _judged("qbot", [(ours(case), want) for case, want in zip(cases, meant, strict=True)])
    _row("qbot, 4,096 characters of a shape", _timed(lambda text: reader.read(text, on=_DAY), _longest()))
    _row("regular-expression bot", _timed(_regex_bot, cases))
    _judged(
        "regular-expression bot", [(_regex_bot(case), want) for case, want in zip(cases, meant, strict=True)]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ms_recognizers_text  # type: ignore[import-untyped]

        sys.modules.setdefault("recognizers_text", ms_recognizers_text)
        from recognizers_number import recognize_number

        short = [case for case in cases if len(case["text"]) < 60][:40]
        _row(
            "ms-recognizers (numbers only)", _timed(lambda c: recognize_number(c["text"], "zh-cn"), short, 2)
        )


if __name__ == "__main__":
    main()
