"""Small workbooks for tests."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook


def xlsx(*rows: Sequence[Any], merged: Sequence[str] = (), **formats: str) -> bytes:
    """A sheet of rows; `formats` are number formats by cell, such as B2='0.0%'."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, form in formats.items():
        book.active[cell].number_format = form
    for area in merged:
        book.active.merge_cells(area)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
