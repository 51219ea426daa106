"""Settings of every test."""

from hypothesis import settings

settings.register_profile("provenance", deadline=None)
settings.load_profile("provenance")
"""No test is timed: the machines that run them are shared."""
