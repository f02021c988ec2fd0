"""Words about the ledger's workbook and the self-check file."""

from datetime import date

from handlers.screen import Screen, screen
from handlers.texts.words import day
from qbot.documents.ledger_book import Ledger
from qbot.documents.self_check import SelfCheck
from qbot.documents.words.self_check import lacks

NOT_FOR_CONTACTS = "台账由办公室和领导查看。您单位报过的数,可发「历史」或点回执查看。"
PRIVATE_ONLY = "台账里有原文和姓名,请私聊我导出。"
MAKING_LEDGER = "正在整理台账,版本较多,请稍候…"


def ledger_name(on: date) -> str:
    return f"台账-{on:%Y-%m-%d}.xlsx"


def ledger(made: Ledger) -> Screen:
    """Beside the workbook: how much is in it."""
    return screen(
        f"<b>台账</b> 截至{day(made.made_on)}\n"
        f"{len(made.versions)}条报送记录(含更正和撤销),{len(made.standing)}个现行值,{len(made.owed)}项未报。",
        "含原文和姓名,请勿转发到群里。",
    )


def self_check_name(on: date) -> str:
    return f"自查表-{on:%Y-%m-%d}.docx"


def self_check(made: SelfCheck) -> Screen:
    """Beside the file: how much of it is complete."""
    lacking = sum(bool(list(lacks(goal))) for goal in made.goals)
    proven = sum(each.evidence > 0 for each in made.items.values())
    return screen(
        f"<b>自查材料</b>(「{made.phase.name}」阶段)\n"
        f"定量目标{len(made.goals)}项,材料齐备{len(made.goals) - lacking}项,尚有欠缺{lacking}项。\n"
        f"定性目标已报告进展{len(made.items)}项,其中有佐证{proven}项。",
        "缺什么列在表的最后一栏。",
    )
