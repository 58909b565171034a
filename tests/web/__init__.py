"""Tests of the pages on a real engine."""
