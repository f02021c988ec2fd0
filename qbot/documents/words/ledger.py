"""The ledger workbook: names of its sheets and columns, and the words in its cells."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from qbot.clock import city_time
from qbot.documents.scoring import Measure
from qbot.ledger.obligations import Stage
from qbot.ledger.versions import Source, State
from qbot.plan.models import Plan, UnitKind
from qbot.plan.words import deduction_words, number_words

LEDGER_TITLE = "质量强市示范城市创建台账"

WIDE, LONG, OWED, REFERENCES = "宽表", "明细", "未报", "参考值"
SCORES, DEDUCTIONS, NOTES = "评分", "扣分", "说明"

WIDE_COLUMNS = ("领域", "指标", "计量单位", "目标", "牵头单位")
WIDE_NOTE = "牵头单位所报全市数，有效版本。空白为该期不报或未到期限；未报为已过期限。▲红底未达标，◆黄底接近。"
LONG_COLUMNS = (
    "编号",
    "指标",
    "报送单位",
    "口径",
    "期次",
    "数值",
    "计量单位",
    "分子",
    "分母",
    "类别",
    "状态",
    "理由",
    "承诺日期",
    "原文",
    "来源",
    "报送人",
    "报送时间",
    "审核",
    "审核人",
    "审核时间",
    "审核意见",
)
LONG_NOTE = "每次报送、更正、撤回各占一行，一行不删；编号即回执上的R号。"
OWED_COLUMNS = ("单位", "指标", "期次", "应报日", "可补报至", "状态", "逾期工作日")
OWED_NOTE = "截至{day}应报而未报的数据。"
REFERENCE_COLUMNS = (
    "编号", "指标", "参照对象", "期次", "参考值", "状态", "原文", "录入人", "录入时间",
)  # fmt: skip
REFERENCE_NOTE = "办公室录入的参考值，指标的灯号以有效的一条为准；每次录入、更正、撤回各占一行。"
SCORE_COLUMNS = (
    "名次",
    "单位",
    "类别",
    "应报",
    "完整性（{0}）",
    "及时性（{1}）",
    "达标（{2}）",
    "扣分",
    "总分",
    "说明",
)
SCORE_NOTE = "草案：按方案文件中的评分规则计算，公布前单位可在{days}个工作日内提出异议。名次按单位类别分列。"
NO_RULES = "方案文件中没有评分规则。"
DEDUCTION_COLUMNS = ("单位", "日期", "事项", "指标", "期次", "扣分", "说明")
DEDUCTION_NOTE = "每一分都有事项可查；达到该类事项扣分上限后记0分。"
NOTE_COLUMNS = ("项目", "内容")
STATES_NOTE = (
    ("0", "报送单位明确报的零，是一个数"),
    ("不适用", "该项不适用于该单位或该期"),
    ("暂无", "单位说明暂时没有，并承诺补报日期"),
    ("未报", "已过报送期限，没有收到任何数据"),
)
REVIEW_NOTE = (
    "未审为单位自报、办公室尚未审核；已审为办公室审核通过；已退回为退给单位重报；样例为演练数据；"
    "沿用上期为报送人以上期数代本期数。"
)

NO_SCORE = "期内无应报事项，不评分"
SCALED = "部分项目无数据，按其余项目折算"
MISSING = "未报"
CITY, OWN = "全市", "本单位"

STATE_WORDS: Mapping[State, str] = {
    "value": "数值",
    "not-applicable": "不适用",
    "deferred": "暂无",
    "withdrawn": "撤回",
}
RowStanding = Literal["standing", "replaced", "withdrawn", "withdrawal"]
ROW_WORDS: Mapping[RowStanding, str] = {
    "standing": "有效",
    "replaced": "已被更正",
    "withdrawn": "已撤回",
    "withdrawal": "撤回记录",
}
SOURCE_WORDS: Mapping[Source, str] = {
    "message": "消息",
    "button": "按钮",
    "file": "表格",
    "proxy": "代报",
    "sample": "样例",
}
STAGE_WORDS: Mapping[Stage, str] = {
    "open": "未到期",
    "overdue": "逾期，可补报",
    "needs-leave": "逾期，需申请",
}
KIND_WORDS: Mapping[UnitKind, str] = {"office": "办公室", "department": "部门", "township": "乡镇"}
MEASURE_WORDS: Mapping[Measure, str] = {
    "completeness": "完整性：应报的数据中已报的比例",
    "timeliness": "及时性：应报的数据中按时报送的比例",
    "targets": "达标：可评判的数据中达到目标的比例",
}


def notes(plan: Plan, *, made_at: datetime, versions: int) -> Iterator[tuple[str, str]]:
    """What the workbook is, what its marks mean, and by which rules it scores."""
    yield "方案", f"{plan.title}（{plan.document}）"
    yield "制表时间", f"{city_time(made_at):%Y-%m-%d %H:%M}"
    yield "明细行数", f"{versions}"
    yield from STATES_NOTE
    yield "审核", REVIEW_NOTE
    yield WIDE, WIDE_NOTE
    yield LONG, LONG_NOTE
    if plan.scoring is None:
        yield SCORES, NO_RULES
        return
    for measure, words in MEASURE_WORDS.items():
        yield f"{SCORES}（{number_words(getattr(plan.scoring.weights, measure))}分）", words
    for rule in plan.scoring.deductions:
        yield DEDUCTIONS, deduction_words(rule)
    yield (
        "评分规则",
        f"方案{plan.scoring.clause}{'，拟定，可由办公室在方案文件中修改' if plan.scoring.proposed else ''}",
    )
