"""Workbooks: the form of what is owed, and filled tables read back row by row."""
