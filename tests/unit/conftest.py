"""Generated examples have no deadline of their own: machines are shared, and speed is measured in `bench/`."""

from hypothesis import settings

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")
