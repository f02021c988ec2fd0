"""The pack of a handover: its headings and columns, and the sentences between the tables."""

from collections.abc import Mapping
from datetime import date, datetime

from qbot.clock import city_time
from qbot.documents.words.common import NONE, day_words, period_text
from qbot.ledger.versions import Version
from qbot.orders import Light
from qbot.periods import Frequency
from qbot.plan.models import DueRule
from qbot.plan.words import WORD

TITLE = "联络员工作交接材料"
HEADINGS = ("何时报什么", "最近报送的数", "未了结的事项", "怎么报")
DUE_COLUMNS = ("单位", "指标", "计量单位", "目标", "频次", "下一次报", "最后期限")
VALUE_COLUMNS = ("期次", "数值", "报送人", "报送时间", "编号", "审核", "原文")
OPEN_COLUMNS = ("类别", "事项", "说明")
FREQUENCY_WORDS: Mapping[Frequency, str] = {"month": "每月", "quarter": "每季度"}
LIGHT_WORDS: Mapping[Light, str] = {"blue": "蓝色", "orange": "橙色", "red": "红色", "yellow": "黄色"}
NOTHING_DUE = "没有必须定期报送的指标；有数可随时报本单位的。"
NOTHING_OPEN = "没有未兑现的承诺、被退回的数和未了结的督办。"
PROMISE, RETURNED, ORDER = "未兑现的承诺", "被退回的数", "未了结的督办"
_BY = {"month": "月", "quarter": "季度"}
OVERDUE = "(已逾期,请尽快补报)"


def subtitle(units: str, *, on: date) -> str:
    return f"{units}　截至{day_words(on)}"


def due_words(frequency: Frequency, rule: DueRule) -> str:
    """每月结束后5个工作日内报送；…"""
    return (
        f"{FREQUENCY_WORDS[frequency]}的数，{_BY[frequency]}末之后{rule.due}个工作日内报送；"
        f"{rule.late}个工作日内可自行补报，再晚须经办公室同意。"
    )


def word_words(unit: str, period: str, due_on: date) -> str:
    """演集镇每季度报一次工作进展；下一次报2018年一季度的，2018年4月12日前。"""
    return f"{unit}每季度报一次{WORD}；下一次报{period_text(period)}的，{day_words(due_on)}前。"


def values_heading(unit: str, indicator: str, values: int) -> str:
    return f"{unit}　{indicator}　" + (f"最近{values}期" if values else "还没有报过数")


def moment_words(at: datetime) -> str:
    return f"{city_time(at):%Y-%m-%d %H:%M}"


def reporter_words(version: Version, name: str) -> str:
    return f"办公室代报（{name}）" if version.draft.source == "proxy" else name


def promise_words(promised_on: date | None) -> str:
    return f"承诺{day_words(promised_on)}报" if promised_on else NONE


def returned_words(number: int, reason: str) -> str:
    return f"R-{number}，需重报" + (f"；原因：{reason}" if reason else "")


def order_words(light: Light, answer_by_on: date | None) -> str:
    by = f"，{day_words(answer_by_on)}前答复" if answer_by_on else ""
    return f"{LIGHT_WORDS[light]}{by}"


def how(example: str) -> tuple[str, ...]:
    """How to report, in three sentences."""
    return (
        f"给机器人发一句话即可，例如“{example}”；收到“已记录 R-…”才算报上，没有回执以未报为准。",
        "报错了，回复那条回执写正确的数；暂时没有，写明哪天报，例如“周五报”；要延期，在到期之前申请。",
        "先练习一遍：给机器人发“练习”，练习中发的内容不会记录。",
    )
