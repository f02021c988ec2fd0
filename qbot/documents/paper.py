"""A page as Chinese offices lay it out (after GB/T 9704): red head, 仿宋 text, 黑体 headings, imprint.

Fonts are named, not embedded: every office suite in China has them or puts its own in their place.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from qbot.documents import ooxml
from qbot.documents.characters import legible

BODY, HEADING, LABEL, TITLE = "仿宋", "黑体", "宋体", "方正小标宋简体"
RED, GREY, BLACK = RGBColor(0xD0, 0x10, 0x10), RGBColor(0x70, 0x70, 0x70), RGBColor(0, 0, 0)
TABLE_SIZE, BODY_SIZE, HEADING_SIZE, TITLE_SIZE = Pt(10.5), Pt(16), Pt(16), Pt(22)
LINE = Pt(28)

_CODE = re.compile(r"(〔[AB]\d+〕)")


@dataclass(frozen=True, slots=True)
class Lit:
    """A cell whose text begins with a coloured sign; the word beside it says the same."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a table that is one heading across all columns."""

    text: str


Row = Sequence[str | Lit] | Band


class Paper:
    """A document in the making; what is added stands in the order it was added."""

    def __init__(self, *, title: str, author: str, made_at: datetime, landscape: bool = False) -> None:
        self._document = Document()
        self._describe(title, author, made_at.astimezone(UTC).replace(tzinfo=None))
        self._set_page(landscape=landscape)
        self._set_styles()
        self._number_pages()

    def red_head(self, title: str, *, number: str, office: str, day: str) -> None:
        """The masthead: title in red, number, the office at the left, the day at the right, a red line."""
        head = self._line(title, size=Pt(28), font=TITLE, align=WD_ALIGN_PARAGRAPH.CENTER, colour=RED)
        head.paragraph_format.space_before = Pt(12)
        self._line(number, size=BODY_SIZE, font=BODY, align=WD_ALIGN_PARAGRAPH.CENTER)
        line = self._line(f"{office}\t{day}", size=self._fitting(f"{office}　{day}", Pt(14)), font=BODY)
        line.paragraph_format.tab_stops.add_tab_stop(self._text_width, alignment=2)
        line.paragraph_format.space_after = Pt(18)
        ooxml.rule(line, "bottom", colour="D01010", eighths=18)

    def title(self, text: str) -> None:
        line = self._line(text, size=TITLE_SIZE, font=TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
        line.paragraph_format.space_after = Pt(12)

    def subtitle(self, text: str) -> None:
        size = self._fitting(text, BODY_SIZE)
        self._line(text, size=size, font="楷体", align=WD_ALIGN_PARAGRAPH.CENTER)

    def heading(self, text: str) -> None:
        paragraph = self._document.add_paragraph(style="Heading 1")
        _add_run(paragraph, text)

    def paragraph(self, text: str) -> None:
        """A paragraph of the body, its first line indented by two characters; codes are set small."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = BODY_SIZE * 2
        paragraph.paragraph_format.keep_with_next = text.endswith("：")  # what leads in is not left behind
        for part in _CODE.split(text):
            run = _add_run(paragraph, part)
            if _CODE.fullmatch(part):
                run.font.size, run.font.color.rgb = Pt(9), GREY

    def note(self, text: str) -> None:
        """A remark in small type."""
        self._line(text, size=Pt(10.5), font=BODY, colour=GREY, exact=Pt(16))

    def table(self, header: Sequence[str], rows: Sequence[Row], *, widths: Sequence[float]) -> None:
        """A ruled table whose header comes again on each page; `widths` in cm. No band ends a page."""
        self._document.paragraphs[-1].paragraph_format.space_after = Pt(6)
        table = self._document.add_table(rows=0, cols=len(header), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        ooxml.set_width(table, Cm(sum(widths)))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        self._add_row(table, header, widths=widths, bold=True)
        ooxml.repeat_on_pages(table.rows[0])
        for row in rows:
            if isinstance(row, Band):
                self._add_band(table, row)
            else:
                self._add_row(table, row, widths=widths)
        self._document.add_paragraph().paragraph_format.line_spacing = Pt(10)

    def signature(self, office: str, *, day: str) -> None:
        """Who signs and when, at the right."""
        for text in (office, day):
            line = self._line(text, size=self._fitting(f"{text}　　", BODY_SIZE), font=BODY)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.right_indent = BODY_SIZE * 2

    def imprint(self, lines: Sequence[str]) -> None:
        """The closing block between two rules: to whom it is reported, sent and distributed."""
        for place, text in enumerate(lines):
            line = self._line(text, size=Pt(14), font=BODY)
            line.paragraph_format.keep_with_next = place < len(lines) - 1
            ooxml.rule(line, "top", colour="000000", eighths=8 if place == 0 else 4)
            if place == len(lines) - 1:
                ooxml.rule(line, "bottom", colour="000000", eighths=8)

    def to_bytes(self) -> bytes:
        content = BytesIO()
        self._document.save(content)
        return content.getvalue()

    def _describe(self, title: str, author: str, at: datetime) -> None:
        properties = self._document.core_properties
        properties.title, properties.author = legible(title)[:255], legible(author)[:255]
        properties.last_modified_by, properties.comments = properties.author, ""
        properties.created = properties.modified = at
        properties.language = "zh-CN"

    def _set_page(self, *, landscape: bool) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
            section.top_margin, section.bottom_margin = Mm(26), Mm(24)
            section.left_margin = section.right_margin = Mm(20)
        self._text_width = section.page_width - section.left_margin - section.right_margin

    def _set_styles(self) -> None:
        body, heading = self._document.styles["Normal"], self._document.styles["Heading 1"]
        _set_style(body, font=BODY, size=BODY_SIZE)
        _set_style(heading, font=HEADING, size=HEADING_SIZE)
        heading.paragraph_format.first_line_indent = HEADING_SIZE * 2
        heading.paragraph_format.keep_with_next = True
        _set_letters(self._document.styles["Heading 1 Char"], font=HEADING, size=HEADING_SIZE)
        ooxml.set_defaults(self._document.styles.element, body)

    def _number_pages(self) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text in ("— ", None, " —"):
            run = _add_run(paragraph, text or "")
            ooxml.set_fonts(run, LABEL)
            run.font.size = Pt(14)
            if text is None:
                ooxml.add_page_number(run)

    def _fitting(self, text: str, size: Pt) -> Pt:
        """The size at which a text of Chinese characters fits on one line, `size` at most."""
        return Pt(min(size.pt, math.floor(self._text_width / Pt(1) / len(text) * 2) / 2))

    def _line(
        self,
        text: str,
        *,
        size: Pt,
        font: str,
        align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
        colour: RGBColor | None = None,
        exact: Pt | None = None,
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = align
        wanted = exact or (LINE if size <= BODY_SIZE else None)
        paragraph.paragraph_format.line_spacing = wanted or 1.2
        run = _add_run(paragraph, text)
        ooxml.set_fonts(run, font)
        run.font.size, run.font.color.rgb = size, colour
        return paragraph

    def _add_row(
        self, table: Table, row: Sequence[str | Lit], *, widths: Sequence[float], bold: bool = False
    ) -> None:
        added = table.add_row()  # type: ignore[no-untyped-call]
        ooxml.keep_whole(added)
        for cell, content, width in zip(added.cells, row, widths, strict=True):
            cell.width = Cm(width)
            run = _fill(cell, content if isinstance(content, str) else "")
            run.bold = bold
            cell.paragraphs[0].paragraph_format.keep_with_next = bold
            if isinstance(content, Lit):
                _light(cell, content)

    def _add_band(self, table: Table, band: Band) -> None:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        run = _fill(cells[0].merge(cells[-1]), band.text)
        run.bold = True
        cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        ooxml.shade(cells[0], "F0F0F0")


def _fill(cell: _Cell, text: str) -> Run:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(15)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    run = _add_run(paragraph, text)
    ooxml.set_fonts(run, LABEL)
    run.font.size = TABLE_SIZE
    return run


def _light(cell: _Cell, lit: Lit) -> None:
    sign, _, word = lit.text.partition(" ")
    paragraph = cell.paragraphs[0]
    for text, colour in ((sign, RGBColor.from_string(lit.colour)), (f" {word}", None)):
        run = _add_run(paragraph, text)
        ooxml.set_fonts(run, LABEL)
        run.font.size, run.font.color.rgb = TABLE_SIZE, colour


def _add_run(paragraph: Paragraph, text: str) -> Run:
    run = paragraph.add_run(legible(text))
    ooxml.take_for_chinese(run)
    return run


def _set_style(style: ParagraphStyle, *, font: str, size: Pt) -> None:
    _set_letters(style, font=font, size=size)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = LINE
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY


def _set_letters(style: CharacterStyle, *, font: str, size: Pt) -> None:
    ooxml.set_fonts(style, font)
    ooxml.set_colour(style, BLACK)
    style.font.size, style.font.bold = size, False
