"""Pasted tables: rows and columns become plain sentences, so that one grammar reads both."""

from collections.abc import Sequence

from qbot.reading.tokens import QUANTITY, Token

_SKIPPED = frozenset(("target", "past", "base", "peer"))
_SKIPPED_WORDS = (
    "序号",
    "编号",
    "备注",
    "目标",
    "任务",
    "上月",
    "上季",
    "同期",
    "去年",
    "上期",
    "单位",
    "要求",
    "负责",
    "差距",
    "增减",
    "同比",
    "环比",
)
_PAIR = 2  # cells of a row below a title: 一季度 | 97.0
_BARS = "\t|"
_COUNTS = frozenset(("pass", "fail", "total"))


def unrolled(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens with every table row turned into `name period value;` groups; others unchanged."""
    bars = _bars(text, tokens)
    if not bars:
        return tokens
    result: list[Token] = []
    header: list[list[Token]] = []
    title: list[Token] = []
    for line in _lines(tokens):
        cells = _cells(line, bars)
        if header and bars == ",":
            cells = cells[: _width(cells, len(header))]
        if cells and _is_ruled(cells):
            continue
        if len(cells) < 2:
            result.extend(line)
            header, title = [], line if _names(line) else []
        elif sum(map(_is_told, cells)) > 1:
            result.extend(_parted(line))
            header = []
        elif _is_row(cells):
            result.extend(_row(cells, header))
        elif _is_row_of_period(cells, header):
            result.extend(_row_of_period(cells, header))
        elif len(cells) == _PAIR and _is_row_of_period(cells, [[], title]):
            result.extend(_row_of_period(cells, [[], title]))
        else:
            header = cells
            result.extend(_heading(cells))
    return result


def _bars(text: str, tokens: Sequence[Token]) -> str:
    """What parts the cells of a table; empty for a text that is none."""
    if "\t" in text or "|" in text:
        return _BARS
    return "," if "\n" in text and text.count(",") > 1 and _is_comma_table(_lines(tokens)) else ""


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for token in tokens:
        lines[-1].append(token)
        if "\n" in token.text and token.kind == "strong":
            lines.append([])
    return [line for line in lines if line]


def _is_comma_table(lines: Sequence[Sequence[Token]]) -> bool:
    """Whether commas part cells: a heading of names without a figure, and lines of as many cells below it."""
    head, *rest = [_cells(line, ",") for line in lines]
    named = sum(map(_names, head)) > 1 and not any(t.kind in QUANTITY for cell in head for t in cell)
    return named and bool(rest) and all(_width(cells, len(head)) == len(head) for cells in rest)


def _width(cells: Sequence[Sequence[Token]], expected: int) -> int:
    """How many cells a line has, without a telephone number or a word added behind the last figure."""
    width = len(cells)
    while width > expected and not any(t.kind in QUANTITY for t in cells[width - 1]):
        width -= 1
    return width


def _cells(line: Sequence[Token], bars: str) -> list[list[Token]]:
    cells: list[list[Token]] = [[]]
    for token in line:
        if token.kind == "weak" and any(bar in token.text for bar in bars):
            cells.append([])
        elif token.text != "\n":
            cells[-1].append(token)
    return cells if len(cells) > 1 else []


def _is_row(cells: Sequence[Sequence[Token]]) -> bool:
    return any(map(_names, cells)) and any(
        t.kind in QUANTITY or t.kind in ("nothing", "zero") for cell in cells for t in cell
    )


def _is_told(cell: Sequence[Token]) -> bool:
    """Whether a cell is a statement of its own: 3C覆盖率100%."""
    return _names(cell) and any(t.kind in QUANTITY for t in cell)


def _names(cell: Sequence[Token]) -> bool:
    return any(t.kind == "name" and not t.data.family for t in cell)


def _parted(line: Sequence[Token]) -> list[Token]:
    """A line whose bars part statements: 许可证99.9%|3C 100%|一季度."""
    return [Token("weak", t.start, t.end, ",") if t.kind == "weak" and "|" in t.text else t for t in line]


def _is_ruled(cells: Sequence[Sequence[Token]]) -> bool:
    """The line under a heading: |---|---|."""
    drawn = "".join(t.text for cell in cells for t in cell).strip(" \n")
    return bool(drawn) and not drawn.strip("-: =")


def _heading(cells: Sequence[Sequence[Token]]) -> list[Token]:
    """A heading's periods hold for the rows only through their columns, unless there is just one."""
    periods = [t for cell in cells for t in cell if t.kind == "period"]
    return [*periods, _stop(periods[0])] if len(periods) == 1 else []


def _stop(near: Token) -> Token:
    return Token("strong", near.end, near.end, "\n")


def _row(cells: Sequence[Sequence[Token]], header: Sequence[Sequence[Token]]) -> list[Token]:
    at = next(i for i, cell in enumerate(cells) if _names(cell))
    names = [t for t in cells[at] if t.kind in ("name", "period", "unit")]
    units = [t for cell in cells[:at] for t in cell if t.kind in ("period", "unit")]
    several = sum(any(t.kind == "period" for t in cell) for cell in header) > 1
    result: list[Token] = []
    body: list[Token] = []
    for i, cell in enumerate(cells):
        if i == at:
            body.extend(t for t in cell if t.kind in QUANTITY)
            continue
        head = header[i] if i < len(header) else []
        if (header and _is_skipped(head)) or i < at or any(t.kind in _SKIPPED for t in cell):
            continue
        values = [
            t for t in cell if t.kind in QUANTITY or t.kind in ("nothing", "zero", "hedge", "about", "blank")
        ]
        if not values:
            continue
        if several:
            periods = [t for t in head if t.kind == "period"]
            result += [*units, *names, *periods, *values, _stop(values[-1])]
        else:
            body += (
                [t for t in head if t.kind in _COUNTS]
                + values
                + [Token("weak", values[-1].end, values[-1].end, ",")]
            )
    if body:
        result += [*units, *names, *body, _stop(body[-1])]
    return result


def _is_row_of_period(cells: Sequence[Sequence[Token]], header: Sequence[Sequence[Token]]) -> bool:
    """A row that begins with its period, below a heading of names: 4月 | 96.1 | 98.5."""
    return (
        len(header) == len(cells)
        and any(map(_names, header))
        and [t.kind for t in cells[0] if t.text.strip()] == ["period"]
    )


def _row_of_period(cells: Sequence[Sequence[Token]], header: Sequence[Sequence[Token]]) -> list[Token]:
    periods = [t for t in cells[0] if t.kind == "period"]
    result: list[Token] = []
    for cell, head in zip(cells[1:], header[1:], strict=True):
        values = [t for t in cell if t.kind in QUANTITY or t.kind in ("nothing", "zero", "hedge", "about")]
        if values and _names(head) and not _is_skipped(head):
            result += [*periods, *(t for t in head if t.kind in ("name", "unit")), *values, _stop(values[-1])]
    return result


def _is_skipped(head: Sequence[Token]) -> bool:
    text = "".join(t.text for t in head)
    return any(t.kind in _SKIPPED for t in head) or any(word in text for word in _SKIPPED_WORDS)
