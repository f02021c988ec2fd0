"""Reports rendered from known figures, in the phrasings people use: what was put in must come out."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from qbot.plan.loading import load_plan
from qbot.plan.models import Indicator
from qbot.reading.numerals import plain

PLAN = load_plan(None)
Key = tuple[str, str, str, int | None, int | None]
PERIODS = {
    "6月": "2018-06", "6月份": "2018-06", "上个月": "2018-06", "截至6月底": "2018-06", "2018年5月": "2018-05", "二季度": "2018-Q2",
    "2季度": "2018-Q2", "今年二季度": "2018-Q2", "上半年": "2018-H1", "1-5月": "2018-01..2018-05", "去年12月": "2017-12",
}  # fmt: skip
GREETINGS = [
    "", "各位领导好，", "您好！", "小助手你好,", "大家上午好，", "@质量办小助手 ", "报告主任：", "【报数】", "我是市农业局小李，", "市住建局报：",
    "市环境保护局：", "不好意思报晚了，",
]  # fmt: skip
SIGNATURES = [
    "", "。谢谢", "，请查收", " 联系人王芳13812345678", "。市农业局 2018年7月16日", "，已核对无误", "（已盖章）", "[抱拳]", "，以此为准",
    "。收到请回复", "——住建局王芳", "，联系电话0370-5123456",
]  # fmt: skip
ASIDES = [
    "", "，高于目标", "（目标{target}）", "，比上期提高0.6{points}", "，同比下降1.2{points}", "（上期{other}）", "，去年同期{other}",
    "，达到目标要求", "，超过全国平均水平", "，较上月略有上升",
]  # fmt: skip
CONNECTIONS = ["", "为", "：", "是", " ", "达到", "=", "，"]
SHAPES = ["{p}{n}{c}{v}", "{n}{p}{d}{v}", "{n}{c}{v}，{p}", "{n}（{p}）{d}{v}"]
CORRECTIONS = [
    "更正：{p}{n}应为{v}", "{p}{n}不是{o}，是{v}", "{p}{n}报错了，应该是{v}，不是{o}", "把{p}{n}改为{v}", "{p}{n}由{o}更正为{v}",
    "刚才报的{p}{n}{o}有误，应为{v}", "{p}{n}写成{o}了，实际{v}",
]  # fmt: skip
CHANGES = [
    "{p}{n}从{o}提高到{v}", "{p}{n}由上期的{o}变为{v}", "{p}{n}{v}，上期{o}", "{p}{n}较上期{o}有变化，为{v}", "{p}{n}{v}（目标{o}）",
    "目标{o}，{p}{n}实际{v}",
]  # fmt: skip
COUNTED = [
    "{p}{n}共抽{t}批次，合格{k}批次", "{p}{n}{t}批次，不合格{b}批次", "{n}{p}共抽{t}批，其中合格{k}批，不合格{b}批", "{p}{n}：{k}/{t}",
    "{p}{n}抽样{t}个样品，有{b}个样品不合格", "{n}，{p}，合格{k}批次，总数{t}批次", "{p}{n}：共抽检{t}批次，{k}批次合格",
]  # fmt: skip
UNSTATED = [
    "{p}{n}是{v}吗？", "力争{n}达到{v}", "{n}目标是{v}", "如果{p}{n}{v}就好了", "商丘市{p}{n}{v}", "听说{p}{n}{v}", "例如：{p}{n}{v}",
    "{p}{n}{v}，先别报", "{n}要达到{v}以上", "夏邑县{p}{n}为{v}", "省里{p}{n}{v}", "等核实后再报，{p}{n}{v}", "{p}{n}不是{v}，别报",
    "{p}{n}必须达到{v}", "转发：{p}{n}{v}", "去年同期{n}{v}", "{p}{n}到没到{v}", "{p}{n}计划完成{v}", "{n}比上月提高{v}",
    "人家虞城{p}{n}{v}", "明年{n}达到{v}", "{p}{n}大约{v}", "{p}{n}预计{v}", "{p}{n}{v}左右", "全国{n}平均{v}", "{p}{n}有没有{v}",
    "假设{p}{n}{v}", "{p}{n}{v}？",
]  # fmt: skip

QUESTIONS = {
    "value": ["{p}{n}多少", "{n}{p}是多少？", "{p}{n}怎么样", "查一下{p}{n}", "{p}的{n}出来了吗", "{p}{n}", "请提供{p}{n}。", "{p}{n}咋样了"],
    "history": ["{n}走势", "{n}近几个月的变化趋势", "{n}历史数据", "把{n}每个月的数列出来", "{n}曲线图发我"],
    "compare": ["{n}比上月高还是低", "{n}同比怎么样", "{n}跟去年同期比呢", "{n}较上季度升了没", "{n}环比是升是降"],
    "target": ["{n}目标是多少", "{n}要达到多少", "{n}及格线多少", "方案里{n}要求多少", "{n}的目标"],
    "owner": ["{n}谁负责", "{n}哪个单位牵头", "{n}归谁管", "{n}责任单位是哪家"],
    "source": ["{p}{n}是谁报的", "{n}这个数谁报的", "{p}{n}哪个单位报上来的"],
}  # fmt: skip
DOUBTS = (
    "，不太准|，可能有误|，数不准|，待定|（未核实）|，还没核|，仅供参考|（估）|，大概|，差不多|吧应该|，好像|，再看看|，等会儿再确认|"
    "，回头核对一下|，也许不对|，说不定还要改|，不保证准|，我猜的|，瞎估的|，初步数|（初步）|（预）|，未经审核|，还没审|，领导还没签字|"
    "，等领导审|，不是最终数|，数据有出入|，存疑|，需核对|，别当真|，记不清了|，大致这样|，八九不离十|，不太确定"
)
PARTS = (
    "城区 农村 校园 学校食堂 餐饮环节 流通环节 生产环节 网络 网售 超市 农贸市场 大型商超 小作坊 进口 散装 预包装 第一批 首批 东部 "
    "某 部分 个别 外地 我家 公司 企业自检 委托 第三方 复检 专项 节日 节前 夏季 规上企业 私营 开发区 产业集聚区 老城区 民办 "
    "医院 养老院 幼儿园 工地 我厂 龙头企业 合作社 大棚 散户 同行业 同类 周边 该企业 张庄村 二期 三标段 夜市 早市 直播 冷链"
)
OTHER_MEASURES = "下降率 提升率 知晓率 参与率 满意率 整改率 处置率 公开率 追溯率 检出率 投诉率 办结率 到位率 利用率 增长率 准确率 及时率 上报率"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text and the figures it reports: indicator, value, period, numerator, denominator."""

    text: str
    figures: frozenset[Key]


def _names(indicator: Indicator) -> list[str]:
    words = (indicator.name, indicator.short, *indicator.aliases)
    return [word for word in words if word[0] > "\u2e80"]


def _number(indicator: Indicator) -> SearchStrategy[Decimal]:
    if indicator.measure == "%":
        return st.integers(8500, 10_000).map(lambda n: Decimal(n) / 100)
    if indicator.measure == "分":
        return st.integers(780, 930).map(lambda n: Decimal(n) / 10)
    return (
        st.integers(2000, 9000).map(Decimal) if indicator.measure == "吨" else st.integers(0, 6).map(Decimal)
    )


@st.composite
def _value(draw: DrawFn, indicator: Indicator) -> tuple[str, str]:
    """A value as stored and as written."""
    stored = plain(draw(_number(indicator)))
    if indicator.measure != "%":
        return stored, stored + indicator.measure
    return stored, draw(st.sampled_from([f"{stored}%", f"{stored}％", f"百分之{stored}"]))


@st.composite
def _named(draw: DrawFn, pool: list[Indicator]) -> tuple[Indicator, str]:
    indicator = draw(st.sampled_from(pool))
    return indicator, draw(st.sampled_from(_names(indicator)))


@st.composite
def bare_reports(draw: DrawFn) -> tuple[str, Key, Indicator]:
    """A report of one figure without anything around it."""
    indicator, name = draw(_named(list(PLAN.indicators)))
    stored, written = draw(_value(indicator))
    period = draw(st.sampled_from(sorted(PERIODS)))
    connection = draw(st.sampled_from(CONNECTIONS))
    shape = draw(st.sampled_from(SHAPES))
    text = shape.format(p=period, n=name, c=connection, d=connection or "为", v=written)
    return text, (indicator.id, stored, PERIODS[period], None, None), indicator


@st.composite
def reports(draw: DrawFn) -> Rendered:
    """A report of one figure among greetings, targets, earlier figures and signatures."""
    text, figure, indicator = draw(bare_reports())
    aside = draw(st.sampled_from(ASIDES)).format(
        target={"%": "95%以上", "分": "80分以上", "吨": "5000吨以内"}.get(
            indicator.measure, "3" + indicator.measure
        ),
        points="个百分点" if indicator.measure == "%" else indicator.measure,
        other=draw(_value(indicator))[1],
    )
    return Rendered(draw(_dressed(text + aside)), frozenset([figure]))


@st.composite
def _dressed(draw: DrawFn, text: str) -> str:
    return draw(st.sampled_from(GREETINGS)) + text + draw(st.sampled_from(SIGNATURES))


@st.composite
def replaced_reports(draw: DrawFn) -> Rendered:
    """A correction, or a figure told beside the one it came from."""
    changes = draw(st.booleans())
    pool = [i for i in PLAN.indicators if i.measure == "%" or not changes]
    indicator, name = draw(_named(pool))
    stored, written = draw(_value(indicator))
    _, old = draw(_value(indicator).filter(lambda pair: pair[0] != stored))
    period = draw(st.sampled_from(sorted(PERIODS)))
    shape = draw(st.sampled_from(CHANGES if changes else CORRECTIONS))
    text = draw(_dressed(shape.format(p=period, n=name, v=written, o=old)))
    return Rendered(text, frozenset([(indicator.id, stored, PERIODS[period], None, None)]))


@st.composite
def counted_reports(draw: DrawFn) -> Rendered:
    """A report by counts, whose share has to be computed."""
    pool = [
        PLAN.indicator[i]
        for i in ("food-spot-check", "drug-spot-check", "agri-spot-check", "product-pass-rate")
    ]
    indicator, name = draw(_named(pool))
    total = draw(st.integers(40, 900))
    failed = draw(st.integers(0, total // 12))
    period = draw(st.sampled_from(sorted(PERIODS)))
    shape = draw(st.sampled_from(COUNTED))
    text = draw(_dressed(shape.format(p=period, n=name, t=total, k=total - failed, b=failed)))
    share = (Decimal(100) * (total - failed) / total).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Rendered(text, frozenset([(indicator.id, plain(share), PERIODS[period], total - failed, total)]))


@st.composite
def listed_reports(draw: DrawFn) -> tuple[list[str], str, frozenset[Key]]:
    """Lines of a list, the period that heads it, and its figures."""
    chosen = draw(
        st.lists(st.sampled_from(PLAN.indicators), min_size=2, max_size=5, unique_by=lambda i: i.id)
    )
    period = draw(st.sampled_from(sorted(PERIODS)))
    shape = draw(st.sampled_from(["{n}{v}", "{n}：{v}", "{n}为{v}", "{n} {v}"]))
    lines, figures = [], set()
    for indicator in chosen:
        stored, written = draw(_value(indicator))
        lines.append(shape.format(n=draw(st.sampled_from(_names(indicator))), v=written))
        figures.add((indicator.id, stored, PERIODS[period], None, None))
    return lines, period, frozenset(figures)


@st.composite
def tables(draw: DrawFn) -> Rendered:
    """A pasted table with a column of targets."""
    chosen = draw(
        st.lists(st.sampled_from(PLAN.indicators), min_size=2, max_size=5, unique_by=lambda i: i.id)
    )
    separator, period = draw(st.sampled_from("\t|")), draw(st.sampled_from(sorted(PERIODS)))
    rows, figures = [separator.join(("序号", "指标", "目标", "完成"))], set()
    for place, indicator in enumerate(chosen, 1):
        stored, written = draw(_value(indicator))
        rows.append(separator.join((str(place), indicator.name, draw(_value(indicator))[1], written)))
        figures.add((indicator.id, stored, PERIODS[period], None, None))
    return Rendered(f"{period}情况\n" + "\n".join(rows), frozenset(figures))


@st.composite
def unstated(draw: DrawFn) -> str:
    """What looks like a report and states nothing of the sender's own."""
    indicator, name = draw(_named(list(PLAN.indicators)))
    _, written = draw(_value(indicator))
    shape = draw(st.sampled_from([*UNSTATED, *("{p}{n}{v}" + doubt for doubt in DOUBTS.split("|"))]))
    return shape.format(p=draw(st.sampled_from(sorted(PERIODS))), n=name, v=written)


def of_something_else(indicator: Indicator) -> Iterator[str]:
    """The figures of a part, and of another measure, by every name of the indicator."""
    written = {"%": "96.5%", "分": "85.5分", "吨": "3200吨"}.get(indicator.measure, f"2{indicator.measure}")
    for name in _names(indicator):
        yield from (part + name + written for part in PARTS.split())
    yield from (f"{indicator.short}{measure}96.5%" for measure in OTHER_MEASURES.split())


@st.composite
def questions(draw: DrawFn) -> tuple[str, str, str, str | None]:
    """A question: text, what it is about, the indicator, and the period where it asks for a value."""
    indicator, name = draw(_named(list(PLAN.indicators)))
    about = draw(st.sampled_from(sorted(QUESTIONS)))
    period = draw(st.sampled_from(sorted(PERIODS)))
    shape = draw(st.sampled_from(QUESTIONS[about]))
    return shape.format(p=period, n=name), about, indicator.id, PERIODS[period] if "{p}" in shape else None
