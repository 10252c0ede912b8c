"""Eleventh Hour: a trainer for the worst minute in sales."""

__version__ = "0.1.0"
