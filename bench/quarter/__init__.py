"""A whole quarter of a city: every unit reports in its own way, and at the end the account must balance."""

from bench.quarter.play import main

__all__ = ["main"]
