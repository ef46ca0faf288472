"""What became of an effect."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Outcome: TypeAlias = Literal["done", "lost", "refused"]


@dataclass(frozen=True)
class Done:
    """What became of an effect: done, lost to somebody faster, or refused (see `note`)."""

    outcome: Outcome
    note: str = ""
