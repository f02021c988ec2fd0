"""What the office lays on the table: brief, correction note, ledger workbook, scores, self-check file.

Domain data in, the bytes of a file out. The libraries that write .docx and .xlsx are loaded when the first
file is made.
"""
