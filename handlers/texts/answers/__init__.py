"""Answers to questions: each names the period, the time and the standing of what it tells."""
