"""Waits, as the one word that matters of many: how long the slowest one in twenty had to wait."""

from __future__ import annotations

from collections.abc import Sequence


def percentile(seconds: Sequence[float], part: float) -> float:
    """Return the wait that this part of all waits does not exceed."""
    waits = sorted(seconds)
    return waits[min(int(len(waits) * part), len(waits) - 1)]


def told(name: str, seconds: Sequence[float]) -> str:
    """Return a line with median, 95th percentile and longest of waits, and how many there were."""
    if not seconds:
        return f"{name:<28} none"
    figures = (percentile(seconds, 0.5), percentile(seconds, 0.95), max(seconds))
    return (
        f"{name:<28} median {figures[0]:6.3f}  p95 {figures[1]:6.3f}  longest {figures[2]:6.3f} s"
        f"  ({len(seconds):,})"
    )
