"""Emergencies: threads that the office and the officials read at once; nothing of them is a figure."""
