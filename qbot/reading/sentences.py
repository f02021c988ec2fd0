"""Which frames count as the sender's own statement: questions, suppositions, other places and aims do not."""

import re
from collections.abc import Sequence

from qbot.plan.models import Plan
from qbot.reading import gates
from qbot.reading.frames import Frame
from qbot.reading.tokens import Token

_CLAUSE_END = re.compile(r"[,。;!?\n]")
_END = re.compile(r"[。!?\n;]")
_QUESTION = re.compile(
    r"\?|多少|是不是|是否|有没有|了没|吗\s*$|吗\s*[。!,]|(?<![都也])没有\s*$|(?:[\d%分个家起]|"
    r"是)\s*吧\s*[。!]*$|几了|哪|(?<!不)怎么(?!样了也)|咋(?!样也)|谁|何时|真够|为什么|凭什么|"
    r"没\s*$|呢\s*$|么\s*$|[合达够超]\S?不[合达够超]"
)
_COURTESY = re.compile(
    r"(?:^|[,。 !;]|这样|您看|你看)(?:[^\d\s]{0,6})?(?:中不中|行不行|可以吗|可以不|可不可以|对不对|对吗|对吧|"
    r"行吗|行不|好吗|好不好|成不|可否|收到吗|收到了吗|收到没有?|收到了没|看到了?吗|ok吗|"
    r"没问题吧|可以吧|行吧|中不|"
    r"合适吗|没错吧|格式对|报对了|记上了|登记上|不错吧|还行吧|厉害吧|能收到|报得对|"
    r"是这样报|在这儿?报|发这|报这|"
    r"清楚了?吗|够不够|怎么样|妥不|还要(?:报|补)|要不要|还需要|能改吗|晚不晚|迟了吗|算不算晚)"
)
_PLACE = re.compile(
    r"([\u4e00-\u9fff]{2,3}?)(省|市|县|州|自治区|(?<![辖社地小城全灾景范发新])区)(?!级|属|"
    r"直|场|民|质|区的|里的|中|长)"
)
_WIDER = re.compile(
    r"省\S{0,4}[局厅委](?!级)|全省|全国|省里|省局|省厅|国家局|上级|中央|我省|外省|外市|"
    r"外县|省内|国内|各省|国家(?!级|局|标)"
)
_AIM = re.compile(r"(?:目标|任务|计划|力争|确保)(?!\D{0,8}\d)(?!.{0,6}(?:完成|达到|实现)了?)")
_ACTUAL = re.compile(r"实际|完成|实绩|现为|目前|已")
_ASIDE = re.compile(r"[,。]\s*(?:另外?|顺便|请问|问一?下|想问|再问|还想|对了)")
_WISH = re.compile(r"就好了|该多好|做梦|就能")
_NEUTRAL = re.compile(r"(?:我|本|全|咱|俺|该)$|县级$|超$|门$|上$|股$|楼$|菜$|夜$|集$|[比较于过]")


def own_frames(
    frames: list[Frame], tokens: Sequence[Token], text: str, plan: Plan
) -> tuple[list[Frame], str]:
    """The frames that state something of the sender's own, and why others were dropped."""
    kept: list[Frame] = []
    why = ""
    names = [t.start for t in tokens if t.kind == "name"]
    for frame in frames:
        done = max([t.end for t in frame.numbers()] + [t.end for t in frame.said])
        after = next((start for start in names if start > done), len(text))
        reason = _refusal(frame, tokens, text, plan, after=after)
        if reason:
            why = why or reason
        else:
            kept.append(frame)
    return kept, why


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = 0
    for match in _END.finditer(text, 0, start):
        first = match.end()
    stop = _END.search(text, end)
    return first, stop.end() if stop else len(text)


def _refusal(frame: Frame, tokens: Sequence[Token], text: str, plan: Plan, *, after: int) -> str:
    start, end = frame.tokens[0].start, max(frame.tokens[-1].end - 1, frame.tokens[0].start)
    numbers = [t for t in frame.tokens if t.kind in ("number", "fraction")]
    if numbers:
        end = min(end, numbers[-1].end)
    first, last = _sentence(text, start, end)
    sentence = _ASIDE.split(text[first:last])[0]
    hedged = any(t.kind == "hedge" for t in frame.tokens) and "?" not in sentence
    if is_question(sentence.rstrip("。!").removesuffix("吧") if hedged else sentence):
        return "这是提问"
    before = text[first : frame.said[0].start]
    if _is_elsewhere(before, plan) or _starts_elsewhere(frame, tokens, first):
        return "说的是别处"
    if not any(t.kind == "fix" for t in frame.tokens):
        if _AIM.search(before) and not _ACTUAL.search(sentence):
            return "说的是目标"
        whole = text[first : min(last, max(after, end))]
        told = max(numbers[0].end if numbers else end, frame.said[0].end)
        stop = _CLAUSE_END.search(whole, told - first)
        clause = whole[: stop.start()] if stop else whole
        return (
            gates.no_report(whole, wishes=False)
            or gates.no_report(clause)
            or ("愿望" if _WISH.search(whole) else "")
        )
    return ""


def _starts_elsewhere(frame: Frame, tokens: Sequence[Token], first: int) -> bool:
    """Whether the sentence names another city before the name, not as a yardstick."""
    named = frame.said[0].start
    before = [t for t in tokens if first <= t.start < named]
    return any(
        token.kind == "elsewhere" and not (n and before[n - 1].kind in ("base", "peer"))
        for n, token in enumerate(before)
    )


def is_question(sentence: str) -> bool:
    """Whether a sentence asks, politeness apart."""
    return bool(_QUESTION.search(sentence)) and not _COURTESY.search(sentence)


def _is_elsewhere(before: str, plan: Plan) -> bool:
    """Another place as the subject: a province, another city or county, the nation."""
    if _WIDER.search(before):
        return True
    own = plan.city.rstrip("市县区")
    return any(
        m[1].endswith(own) is False and not _NEUTRAL.search(m[1])
        for m in _PLACE.finditer(before.replace("城市", ""))
        if own not in m[0] and not m[0].endswith("强市")
    )
