"""What this brain did a moment ago and may not see yet: GitHub's reads lag behind its writes.

The same effect is not repeated within the time a write may take to show. Losing this memory costs a
repeated write that is guarded anyway, never correctness.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model.effects import Effect

SHOWS_WITHIN = timedelta(seconds=20)


@dataclass
class Expectations:
    """Effects done lately, per repository (by its node id)."""

    _done: dict[tuple[str, str], datetime] = field(default_factory=dict[tuple[str, str], datetime])

    def note(self, node_id: str, effect: Effect, at: datetime) -> None:
        """Remember that the effect was done."""
        self._done = {key: when for key, when in self._done.items() if at - when < SHOWS_WITHIN}
        self._done[node_id, effect.model_dump_json()] = at

    def just_done(self, node_id: str, effect: Effect, at: datetime) -> bool:
        """Whether exactly this effect was done a moment ago."""
        when = self._done.get((node_id, effect.model_dump_json()))
        return when is not None and at - when < SHOWS_WITHIN

    def forget(self, node_id: str) -> None:
        """Let go of a repository that is gone."""
        self._done = {key: when for key, when in self._done.items() if key[0] != node_id}

    def __len__(self) -> int:
        return len(self._done)
