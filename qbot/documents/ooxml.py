"""What python-docx has no words for: Chinese fonts, rules and shades, rows that stay whole, page numbers."""

from collections.abc import Iterator
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, RGBColor, Twips
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LATIN = "Times New Roman"

_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_AFTER_BORDERS = tuple(
    f"w:{name}"
    for name in (
        *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
        *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
        *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)
_AFTER_SHADING = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")


def set_fonts(of: Run | CharacterStyle, chinese: str) -> None:
    """Name the Latin and the Chinese font; a font of the theme would win over a named one."""
    of.font.name = LATIN
    fonts = of.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), chinese)
    for name in _THEMED:
        fonts.attrib.pop(qn(f"w:{name}"), None)


def set_colour(of: Run | CharacterStyle, colour: RGBColor) -> None:
    """Colour a text; a colour of the theme would win over a given one."""
    of.font.color.rgb = colour
    of.element.get_or_add_rPr().find(qn("w:color")).attrib.pop(qn("w:themeColor"), None)


def take_for_chinese(run: Run) -> None:
    """Let “ ” and … be the Chinese ones, which are as wide as a character."""
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def set_defaults(styles: BaseOxmlElement, like: ParagraphStyle) -> None:
    """Make a style the document's default: viewers on phones read the defaults alone.

    The language of its Chinese characters is Chinese, not the template's.
    """
    for part in ("rPr", "pPr"):
        default = next(styles.iter(qn(f"w:{part}Default")))
        default.replace(default.find(qn(f"w:{part}")), deepcopy(like.element.find(qn(f"w:{part}"))))
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    next(styles.iter(qn("w:rPrDefault"))).find(qn("w:rPr")).append(language)


def rule(paragraph: Paragraph, side: str, *, colour: str, eighths: int) -> None:
    """Draw a line along a side of a paragraph, `eighths` of a point thick; top before bottom."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, *_AFTER_BORDERS)
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)


def set_width(table: Table, width: Length) -> None:
    """Say how wide a table is, for viewers that do not add up its columns."""
    properties = table._tbl.tblPr
    element = properties.find(qn("w:tblW"))
    element.set(qn("w:type"), "dxa")
    element.set(qn("w:w"), str(round(width / Twips(1))))


def shade(cell: _Cell, colour: str) -> None:
    """Give a cell a background."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().insert_element_before(shading, *_AFTER_SHADING)


def keep_whole(row: _Row) -> None:
    """Never break a row over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat_on_pages(row: _Row) -> None:
    """Print a row again at the top of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_page_number(run: Run) -> None:
    """Let a run show the number of its page."""
    for element in _page_field():
        run._r.append(element)


def _page_field() -> Iterator[BaseOxmlElement]:
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        yield element
