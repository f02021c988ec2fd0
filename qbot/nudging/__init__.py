"""Nudging: contacts hear of what they owe, in one message a day, within caps, and the office of the rest."""
