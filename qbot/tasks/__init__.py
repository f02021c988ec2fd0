"""The plan's tasks: which one is meant, how it stands, and what is kept of it. Nothing of it is a figure."""
