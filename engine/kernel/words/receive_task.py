"""Receive tasks wait for a message."""

from engine.kernel.words.catch_event import begin

__all__ = ["begin"]
