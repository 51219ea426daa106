"""What the model sees and what it should say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One pair with its label."""

    premise: str
    claim: str
    label: int
    spans: tuple[tuple[int, int], ...] | None
    """Words of the claim that the premise does not have; ``None`` where this is not known."""
    origin: str
