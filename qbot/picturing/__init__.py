"""Picturing: which picture words ask for, and the part of the ledger that it shows."""
