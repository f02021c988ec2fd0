"""Words about the assessment of units: the office's draft, a unit's own lines, objections, what is published."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from handlers.actions_assessments import (
    AnswerObjection,
    DraftScores,
    ObjectTo,
    PublishScores,
    ScoreSheet,
    SendScores,
)
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import day, moment, unit_name
from qbot.assessing import Hindrance, UnderReview
from qbot.documents.assessment import Assessment
from qbot.documents.scoring import Deducted, Measure, Part, UnitScore, ranks
from qbot.documents.words.common import indicator_name, period_words
from qbot.documents.words.ledger import KIND_WORDS
from qbot.issued import Issued, Objection
from qbot.plan.models import Plan, UnitKind
from qbot.plan.words import EVENT_WORDS, number_words

SHOWN_DEDUCTIONS, SHOWN_OBJECTIONS = 15, 5
TITLE = "考核评分"
NO_RULES = "方案文件里没有考核评分规则(scoring),无法评分。"
NOTHING_DUE = "还没有到期的报送任务,无法评分。"
FILE_LOST = "⚠️ 评分表的文件已不在文件目录里,请联系管理员从备份恢复。"
NO_LONGER = "这份草稿已被更新的代替,或已公布。请发 /score 重新查看。"
OBJECTIONS_CLOSED = "异议期已过,或这份草稿已有更新。"
NOT_YOUR_UNIT = "只有该单位的联络员可以提出异议。"
NO_DRAFT = "现在没有等待核对的考核评分。"
ANSWERED_ALREADY = "这条异议已经答复过了。"
PUBLISHED_WORDS = "已公布"
_HINDRANCES: Mapping[Hindrance, str] = {
    "too-early": "异议期还没有结束,到期后才能公布。",
    "unanswered": "还有异议没有答复,答复后才能公布。",
}
_MEASURES: Mapping[Measure, str] = {
    "completeness": "报送完整性",
    "timeliness": "报送及时性",
    "targets": "指标达标",
}
BEST, MOST_BEST = 3, 8  # many may share a place
_KINDS: tuple[UnitKind, ...] = ("office", "department", "township")


def hindrance(why: Hindrance) -> str:
    return _HINDRANCES[why]


def file_name(assessment: Assessment, *, is_draft: bool) -> str:
    return f"考核评分第{assessment.number}次{'-草稿' if is_draft else ''}.xlsx"


def draft(plan: Plan, assessment: Assessment) -> Screen:
    """The scores of now, for the office; nobody else has seen them."""
    days = assessment.rules.objection_workdays
    proposed = "规则为拟定,可在方案文件里改。" if assessment.rules.proposed else ""
    return screen(
        f"<b>{_title(assessment)} 草稿</b>(仅办公室可见)\n{_span(assessment)}",
        *_ranking(plan, assessment),
        f"发各单位核对后,各单位只看到自己的得分,{days}个工作日内可提异议。{proposed}",
        buttons=[
            [Button("发各单位核对", SendScores(assessment.number)), Button("评分表", ScoreSheet(0))],
        ],
    )


def reviewed(plan: Plan, found: UnderReview, *, on: date) -> Screen:
    """The draft that is with the units, with its objections."""
    assessment, open_ = found.assessment, [each for each in found.objections if each.is_open]
    why = found.hinders(on)
    until = day(assessment.objections_until)
    state = f"异议期至{until}" if found.may_object(on) else f"异议期已于{until}结束"
    buttons = [[Button(f"答复异议 {each.id}", AnswerObjection(each.id))] for each in open_[:SHOWN_OBJECTIONS]]
    last = [Button("评分表", ScoreSheet(assessment.number)), Button("按现在的数重评", DraftScores())]
    return screen(
        f"<b>{_title(assessment)} 核对中</b>\n{_span(assessment)}\n"
        f"{moment(found.paper.issued_at)}发各单位核对,{state}。",
        *_ranking(plan, assessment),
        _objections(plan, found.objections),
        f"{_HINDRANCES[why]}" if why else "可以公布。",
        buttons=[*buttons, last, *([] if why else [[Button("公布", PublishScores(assessment.number))]])],
    )


def _objections(plan: Plan, objections: Sequence[Objection]) -> str:
    if not objections:
        return "没有收到异议。"
    open_ = sum(each.is_open for each in objections)
    lines = [
        f"{each.id}. {safe(unit_name(plan, each.unit))}:{safe(each.text[:120])}"
        f"({'待答复' if each.is_open else '已答复'})"
        for each in objections[-2 * SHOWN_OBJECTIONS :]
    ]
    return "\n".join([f"异议{len(objections)}条,待答复{open_}条:", *lines])


def _title(assessment: Assessment) -> str:
    return f"{TITLE} 第{assessment.number}次"


def _span(assessment: Assessment) -> str:
    since, until = assessment.since, assessment.until
    return f"{since.year}年{day(since)}至{until.year}年{day(until)}"


def _ranking(plan: Plan, assessment: Assessment) -> Iterator[str]:
    """A block for each kind of unit: place, name, score; units with equal scores share a place."""
    for kind in _KINDS:
        if lines := [line for _, line in _placed(plan, assessment, kind)]:
            yield "\n".join([f"<b>{KIND_WORDS[kind]}</b>", *lines])


def _placed(plan: Plan, assessment: Assessment, kind: UnitKind) -> Sequence[tuple[int, str]]:
    """The units of a kind with their places, the best first."""
    mine = [each for each in assessment.scores if each.unit in plan.unit and _is(plan, each, kind)]
    places = ranks(mine)
    scored = sorted((each for each in mine if each.unit in places), key=lambda each: places[each.unit])
    return [
        (
            places[each.unit],
            f"{places[each.unit]}. {safe(unit_name(plan, each.unit))} {_points(each.total)}分",
        )
        for each in scored
    ]


def _is(plan: Plan, score: UnitScore, kind: UnitKind) -> bool:
    return plan.unit[score.unit].kind == kind


def _points(points: Decimal | None) -> str:
    return "—" if points is None else number_words(points)


def sent_out(plan: Plan, assessment: Assessment, *, silent: Sequence[str]) -> Screen:
    """What the office hears once the units have their lines; `silent` units have nobody to tell."""
    nobody = "、".join(safe(unit_name(plan, unit)) for unit in silent)
    return screen(
        f"✅ {_title(assessment)}已发各单位核对,异议期至{day(assessment.objections_until)}。",
        f"以下单位没有联络员,请另行告知:{nobody}" if nobody else "",
        buttons=[[Button("评分表", ScoreSheet(assessment.number))]],
    )


def own(plan: Plan, assessment: Assessment, score: UnitScore) -> Screen:
    """A unit's own lines, before they are published; it is not told its place."""
    return screen(
        f"<b>{_title(assessment)} 请核对</b>(只发给您单位)\n"
        f"{safe(unit_name(plan, score.unit))} 得分 <b>{_points(score.total)}</b>\n{_span(assessment)}",
        _parts(score),
        _deductions(plan, score.deducted),
        f"如有异议,请于{day(assessment.objections_until)}前(含当日)提出,可点下面的按钮,或直接发「异议:……」。",
        buttons=[[Button("提出异议", ObjectTo(assessment.number, score.unit))]],
    )


def _parts(score: UnitScore) -> str:
    scaled = ["没有计数的项不计,其余按100分折算。"] if score.is_scaled else []
    return "\n".join([*(_part(each) for each in score.parts), *scaled])


def _part(part: Part) -> str:
    name, weight = _MEASURES[part.measure], number_words(part.weight)
    if part.points is None:
        return f"· {name}(满分{weight}):没有可计的"
    return f"· {name}(满分{weight}):{part.reached}/{part.counted},{_points(part.points)}分"


def _deductions(plan: Plan, deducted: Sequence[Deducted]) -> str:
    if not deducted:
        return "没有扣分。"
    lines = [_deduction(plan, each) for each in deducted[:SHOWN_DEDUCTIONS]]
    more = [f"…共{len(deducted)}条"] if len(deducted) > SHOWN_DEDUCTIONS else []
    return "\n".join(["扣分:", *lines, *more])


def _deduction(plan: Plan, each: Deducted) -> str:
    event = each.event
    about = indicator_name(plan, event.indicator) if event.indicator else ""
    when = period_words(event.period) if event.period else ""
    words = " ".join(filter(None, (when, about, EVENT_WORDS[event.kind], event.note)))
    points = f"-{number_words(each.points)}" if each.points else "已到上限,不再扣"
    return f"· {day(event.on)} {safe(words)} {points}"


def ask_objection(plan: Plan, unit: str) -> Screen:
    return screen(f"请写下{safe(unit_name(plan, unit))}的异议和理由(10分钟内),我会转给办公室。")


def objection_kept(objection: Objection) -> Screen:
    return screen(f"✅ 异议 {objection.id} 已记录并转办公室,答复会发到这里。")


def objection_to_office(plan: Plan, objection: Objection, *, who: str) -> Screen:
    return screen(
        f"❗ {TITLE}异议 {objection.id}:{safe(unit_name(plan, objection.unit))} {safe(who)}\n"
        f"<blockquote>{safe(objection.text)}</blockquote>",
        "回复本条消息,或点「答复」后写下答复。",
        buttons=[[Button("答复", AnswerObjection(objection.id))]],
    )


def ask_answer(objection: Objection) -> Screen:
    return screen(
        f"请写下对异议 {objection.id} 的答复(10分钟内):\n<blockquote>{safe(objection.text[:300])}</blockquote>"
    )


def answer_sent(objection: Objection) -> Screen:
    return screen(
        f"✅ 对异议 {objection.id} 的答复已发给该单位。得分要改的,请先更正台账,再「按现在的数重评」。"
    )


def answered(objection: Objection, words: str) -> Screen:
    """The office's answer, for the unit."""
    return screen(
        f"📮 办公室答复异议 {objection.id}「{safe(objection.text[:60])}」:\n{safe(words)}",
    )


def published_to_office(plan: Plan, assessment: Assessment) -> Screen:
    return screen(f"✅ {_title(assessment)}已公布。", *_ranking(plan, assessment))


def published_to_unit(plan: Plan, assessment: Assessment, score: UnitScore) -> Screen:
    """A unit's result with its place among its kind."""
    kind = plan.unit[score.unit].kind
    places = ranks([each for each in assessment.scores if each.unit in plan.unit and _is(plan, each, kind)])
    return screen(
        f"<b>{_title(assessment)} 已公布</b>\n{safe(unit_name(plan, score.unit))} "
        f"得分 <b>{_points(score.total)}</b>,在{len(places)}个{KIND_WORDS[kind]}中列第{places[score.unit]}"
    )


def published_short(plan: Plan, paper: Issued, assessment: Assessment) -> Screen:
    """The same for a group: the first three of each kind."""
    lines = [f"<b>{_title(assessment)}</b>({moment(paper.issued_at)}公布)"]
    for kind in _KINDS:
        best = [line for place, line in _placed(plan, assessment, kind) if place <= BEST]
        if best:
            more = f"等{len(best)}个" if len(best) > MOST_BEST else ""
            lines.append(f"{KIND_WORDS[kind]}前{BEST}名:{'、'.join(best[:MOST_BEST])}{more}")
    return screen("\n".join(lines))


def published(plan: Plan, paper: Issued, assessment: Assessment) -> Screen:
    """The answer to 考核排名 once there is a published assessment."""
    return screen(
        f"<b>{_title(assessment)}</b>({moment(paper.issued_at)}公布)\n{_span(assessment)}",
        *_ranking(plan, assessment),
    )
