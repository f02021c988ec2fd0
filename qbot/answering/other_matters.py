"""Whether short words name a matter of their own: 房价走势 is not about the food that was spoken of.

What is left once the words that ask, point, thank and fill are taken away, and the subject's own names, its
units and its periods, is the name of something else.
"""

import re
from collections.abc import Iterable
from datetime import date

from qbot.plan.models import Plan
from qbot.reading.normal import normalise
from qbot.reading.spoken_periods import read_period

_ANY_DAY = date(2018, 6, 15)  # only where the words of a period end is asked
_BODY = re.compile(r"[局委办会部处院站镇乡]$|街道$|中心$")
_SHORTEST = 2  # of a part of the subject's own name: 抽检, 合格率
_COURSE = (
    "走势图 曲线图 趋势图 折线图 柱状图 走势 趋势 曲线 变化 变动 波动 起伏 升降 涨落 上升 下降 上涨 "
    "下跌 回升 回落 涨 跌 升 降 历史 历次 历期 历年 历来 往期 往年 逐月 最近 近期 近来 以来 一路 "
    "过来 怎么走"
)
_PROMISE = (
    "目标 指标 任务 标准 要求 达标线 及格线 合格线 底线 红线 达到 达标 完成 离 距 定 设 规定 够 才 算 线"
)
_WHOSE = (
    "负责人 责任人 联系人 联络员 责任 负责 牵头 主管 分管 主抓 对接 承担 归口 归 管 抓 找 联系 单位 "
    "部门 科室 局 委 人是 什么人 哪个人 何人 具体人 的事 的活 这事 落实 挂帅"
)
_WHENCE = (
    "报送 上报 填报 补报 报文 报 填 录入 录 登记 提供 统计 来源 出处 原文 原始 消息 数据 数字 数值 "
    "数 值 佐证 证据 材料 依据 审核 审 核 版本 经手 交 送 得出 更正 更改"
)
_BESIDE = (
    "相比 对比 比较 环比 同比 相差 差距 差别 幅度 涨幅 降幅 增幅 增减 高 低 多 少 好 差 强 缺 欠 "
    "上一期 上期 上次 前期 同期 前 和 跟 与 同 比 较 大些 小些 多大"
)
_FIGURES = (
    "合格率 达标率 覆盖率 率 比例 占比 百分点 百分之 个点 批次 批 家 起 分 吨 项 类 情况 结果 水平 数量 %"
)
_ASKING = (
    "什么时候 啥时候 时候 什么 啥 谁 哪 怎么样 怎样 怎么 咋样 咋 如何 多少 几 何时 为什么 为啥 为何 "
    "原因 能不能 可不可以 是否 多久 何 吗 呢 吧 么 嘛 啊 呀 哦 哈 啦 嘞 噢 喽 来着"
)
_POINTING = (
    "这个 那个 这些 那些 这 那 它们 它 他们 他 其 该 此 本 项 个 自己 我们 我 咱们 咱 您 你们 你 "
    "大家 领导 市长 县长 书记 主任 局长 科长 秘书长 老师 同志 机器人 助手 现在 目前 当前 眼下 如今 "
    "今天 最新 最 全市 我市 全部 所有 分别 各自 各 每 方面 这块 那块 月份 月 季度 季 年度 年底 年末 "
    "年 期 次 第 号 天 以前 之前 以后 之后 前面 刚才 刚刚 上面 近"
)
_POLITE = (
    "请问 请 麻烦 劳驾 烦请 谢谢 多谢 感谢 辛苦 帮忙 帮 想 知道 了解 看 查 问 说 讲 告诉 告知 给 发 "
    "来 要 需要 让 叫 可以 能 得 一下 下 张 份 幅 只 就 还 又 再 也 都 是 有 在 的 地 了 过 着 没 不 "
    "未 对 行 把 被 到 从 至 由 为 于 去 出 画 做 弄 整 换 改 转 变 成 用 表示 显示 展示 文字 文本 "
    "版 图表 图片 图 形式 一 二 两 三 四 五 六 半 大概 大致 大约 具体 到底 究竟 总共 一共 总 里 上 "
    "内 时间 那么 还有 另外 顺便 接着 然后 另 呗 嗯 好的 行不"
)
_ENGLISH = (
    r"\b(?:trend|history|chart|target|goal|who|is|was|responsible|owns|leads|reported|by|what|how|about|and|the|"
    r"of|it|this|that|show|me|please|thanks|ok|vs|last|month|quarter|year)\b"
)
_KNOWN = re.compile(
    "|".join(
        sorted(
            (
                re.escape(word)
                for words in (
                    _COURSE, _PROMISE, _WHOSE, _WHENCE, _BESIDE, _FIGURES, _ASKING, _POINTING, _POLITE,
                )
                for word in words.split()
            ),
            key=len,
            reverse=True,
        )
    )
    + f"|{_ENGLISH}"
)  # fmt: skip
_RUN = re.compile(r"[^\W\d_]+")


def names_something_else(plan: Plan, text: str, subject: Iterable[str]) -> bool:
    """Whether words name what is none of these indicators; the names of units and periods are allowed."""
    own = _own_names(plan, subject)
    bodies = [name for unit in plan.units for name in (unit.name, *unit.aliases) if _BODY.search(name)]
    words = without_periods(normalise(text).text)
    for name in sorted((*own, *bodies), key=len, reverse=True):
        words = words.replace(name, " ")
    return any(not _is_part(run, own) for run in _unknown(words, own))


def _own_names(plan: Plan, subject: Iterable[str]) -> list[str]:
    indicators = [plan.indicator[id_] for id_ in subject]
    names = [name for each in indicators for name in (each.name, each.short, *each.aliases)]
    return [normalise(name).text for name in names]


def _unknown(words: str, own: list[str]) -> Iterable[str]:
    """What is left of each run of letters that is not wholly a part of the subject's own name."""
    for run in _RUN.findall(words):
        if not _is_part(run, own):
            yield from _RUN.findall(_KNOWN.sub(" ", run))


def _is_part(run: str, own: list[str]) -> bool:
    return len(run) >= _SHORTEST and any(run in name for name in own)


def without_periods(text: str) -> str:
    """The text without the words that say a period."""
    rest, at = "", 0
    while at < len(text):
        spoken = read_period(text, at, _ANY_DAY)
        rest, at = (rest, spoken.end) if spoken else (rest + text[at], at + 1)
    return rest
