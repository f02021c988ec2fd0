"""Sentences about a number mean the command of that thing, and nothing else does."""

import pytest

from handlers.conversations import COMMANDS
from handlers.numbered import command_words


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("R-5 通过", "review", "R-5 通过"),
        ("通过R5", "review", "R-5 通过"),
        ("退回R-5:缺佐证", "review", "R-5 退回 缺佐证"),
        ("R-5退回,请附检测报告。", "review", "R-5 退回 请附检测报告"),
        ("询问R-5 怎么降了这么多?", "review", "R-5 询问 怎么降了这么多?"),
        ("全部通过", "review", "全部通过"),
        ("撤销R-12", "undo", "R-12"),
        ("把R-12撤回", "undo", "R-12"),
        ("更正R-5 98.7", "correct", "R-5 98.7"),
        ("r-5更正为 98.7%", "correct", "R-5 98.7%"),
        ("R-3改到2月", "move", "R-3 2月"),
        ("R-12 佐证", "evidence", "R-12"),
        ("E-1已阅", "incidents", "E-1 已阅"),
        ("E-1结案:已妥善处置", "incidents", "E-1 结案 已妥善处置"),
        ("C-7 无需处理", "claims", "C-7 无需处理"),
        ("回复C-7:请写明期次", "claims", "C-7 回复 请写明期次"),
        ("督办〔2018〕1号结案,已补报", "orders", "督办〔2018〕1号 结案 已补报"),
        ("督办1号结案:已补报", "orders", "督办1号 结案 已补报"),
        ("把督办单(2018)第1号结案了,已说明原因", "orders", "督办单(2018)第1号 结案 已说明原因"),
        ("结案催办 2号 已补报", "orders", "催办2号 结案 已补报"),
        ("关于督办〔2018〕1号的答复:明日报送", "orders", "督办〔2018〕1号 答复 明日报送"),
        ("督办1号结案", "orders", "督办1号 结案"),
        ("督办1号结案了吗?", "orders", "督办1号"),
        ("督办1号怎么样了", "orders", "督办1号"),
        ("T-3需协调", "tasks", "T-3 需协调"),
        ("暂停M-1", "reminders", "M-1 暂停"),
        ("删除提醒M-2", "reminders", "M-2 删除"),
        ("M-2恢复", "reminders", "M-2 恢复"),
        ("暂停T-1", "reminders", "T-1 暂停"),
        ("N-1谁没看", "notices", "N-1 未阅"),
        ("H-2 回复 已请财政局安排", "requests", "H-2 回复 已请财政局安排"),
    ],
)
def test_a_sentence_about_a_number_is_its_command(text: str, name: str, words: str) -> None:
    assert command_words(text) == (name, tuple(words.split()))
    assert name in COMMANDS


@pytest.mark.parametrize(
    "text",
    [
        "通过",
        "R-5",
        "R-5是谁报的",
        "3月食品通过率96.5",
        "更正R-298.7",
        "E-1怎么样了",
        "撤销",
        "R-5 96.5",
        "退回原籍",
        "提醒3号答复省局",
        "督办1号文件要求抓紧落实",
        "督办市农业局3月农产品",
    ],
)
def test_anything_else_goes_its_own_way(text: str) -> None:
    assert command_words(text) is None
