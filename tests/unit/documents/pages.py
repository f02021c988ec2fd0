"""A brief read back from its file."""

from io import BytesIO

from docx import Document
from docx.document import Document as Pages

from qbot.documents.brief import IssuedBrief


def opened(brief: IssuedBrief) -> Pages:
    return Document(BytesIO(brief.document))


def texts(brief: IssuedBrief) -> list[str]:
    return [paragraph.text for paragraph in opened(brief).paragraphs]


def section(brief: IssuedBrief, name: str) -> list[str]:
    """The paragraphs under a heading."""
    found: list[str] = []
    inside = False
    for paragraph in opened(brief).paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Heading 1":
            inside = paragraph.text.endswith(name)
        elif inside and paragraph.text:
            found.append(paragraph.text)
    return found


def rows(brief: IssuedBrief) -> dict[str, list[str]]:
    table = opened(brief).tables[0]
    return {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows}
