"""Starting the bot does not load what writes documents."""

import subprocess
import sys
from pathlib import Path

import qbot

ROOT = Path(qbot.__file__).parents[1]

LOAD = """
import sys
import qbot.documents.brief, qbot.documents.correction, qbot.documents.ledger_book, qbot.documents.self_check
print([name for name in ("docx", "xlsxwriter", "lxml", "openpyxl") if name in sys.modules])
"""


def test_libraries_are_loaded_when_the_first_document_is_made() -> None:
    run = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"
