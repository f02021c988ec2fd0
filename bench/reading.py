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
from typing import Any

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "messages.jsonl"
_REPORT = re.compile(r"(食品|药品|农产品)\D{0,12}?(\d+(?:\.\d+)?)\s*%?")
_BOT = {"食品": "food-spot-check", "药品": "drug-spot-check", "农产品": "agri-spot-check"}


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _timed(
    read: Callable[[dict[str, Any]], object], cases: list[dict[str, Any]], rounds: int = 5
) -> list[float]:
    """The best time of each case in microseconds."""
    best = []
    for case in cases:
        times = []
        for _ in range(rounds):
            started = time.perf_counter()
            read(case)
            times.append((time.perf_counter() - started) * 1e6)
        best.append(min(times))
    return best


def _regex_bot(case: dict[str, Any]) -> set[tuple[str, str]]:
    return {(_BOT[name], value) for name, value in _REPORT.findall(case["text"])}


def _row(name: str, times: list[float]) -> None:
    median, worst = statistics.median(times), _percentile(times, 0.99)
    print(f"{name:34} median {median:9.0f} us   p99 {worst:9.0f} us")


def _judged(name: str, pairs: list[tuple[set[tuple[str, str]], set[tuple[str, str]]]]) -> None:
    wrong = sum(bool(got - meant) for got, meant in pairs)
    right = sum(got == meant for got, meant in pairs)
    print(f"{name:34} figures right {right} of {len(pairs)}, wrong {wrong}")


def main() -> None:
    """Print start-up, memory, speed and right/wrong."""
    started = time.perf_counter()
    from qbot.plan.loading import load_plan
    from qbot.reading import Reader

    plan = load_plan(None)
    loaded = time.perf_counter()
    tracemalloc.start()
    reader = Reader(plan)
    tables = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    reader.read("食品抽捡96.5", on=date(2018, 7, 10))
    print(f"import and plan {1000 * (loaded - started):.0f} ms, tables {tables:.1f} MB")
    print(f"reader and first read with a typo {1000 * (time.perf_counter() - loaded):.0f} ms")
    cases = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    meant = [{(i["indicator"], i["value"]) for i in case["expect"]["items"]} for case in cases]

    def ours(case: dict[str, Any]) -> set[tuple[str, str]]:
        meaning = reader.read(
            case["text"], on=date.fromisoformat(case["now"]), role=case["role"], chat=case["chat"]
        )
        return {(i.indicator, f"{i.value.normalize():f}") for i in meaning.items}

    _row("qbot", _timed(ours, cases))
    _judged("qbot", [(ours(case), want) for case, want in zip(cases, meant, strict=True)])
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
