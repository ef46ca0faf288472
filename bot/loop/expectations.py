"""What this brain did a moment ago and may not see yet: GitHub's reads lag behind its writes.

The same effect is not repeated within the time a write may take to show. Losing this memory costs a
repeated write that is guarded anyway, never correctness.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model.after_green import UpdatePull
from bot.model.effects import Effect

SHOWS_WITHIN = timedelta(seconds=20)
REFUSED_FOR = timedelta(hours=2)
"""How long an update that GitHub refused is not asked for again, so that others have their turn."""


@dataclass
class Expectations:
    """Effects done lately, and updates refused lately, per repository (by its node id)."""

    _done: dict[tuple[str, str], datetime] = field(default_factory=dict[tuple[str, str], datetime])
    _refused: dict[tuple[str, UpdatePull], datetime] = field(
        default_factory=dict[tuple[str, UpdatePull], datetime]
    )

    def note(self, node_id: str, effect: Effect, at: datetime) -> None:
        """Remember that the effect was done."""
        self._done = {key: when for key, when in self._done.items() if at - when < SHOWS_WITHIN}
        self._done[node_id, effect.model_dump_json()] = at

    def just_done(self, node_id: str, effect: Effect, at: datetime) -> bool:
        """Whether exactly this effect was done a moment ago."""
        when = self._done.get((node_id, effect.model_dump_json()))
        return when is not None and at - when < SHOWS_WITHIN

    def note_refused(self, node_id: str, effect: UpdatePull, at: datetime) -> None:
        """Remember that GitHub refused the update."""
        self._refused = {key: when for key, when in self._refused.items() if at - when < REFUSED_FOR}
        self._refused[node_id, effect] = at

    def refused(self, node_id: str, at: datetime) -> tuple[UpdatePull, ...]:
        """The repository's updates that GitHub refused lately."""
        mine = (
            key[1] for key, when in self._refused.items() if key[0] == node_id and at - when < REFUSED_FOR
        )
        return tuple(sorted(mine, key=lambda effect: effect.number))

    def forget(self, node_id: str) -> None:
        """Let go of a repository that is gone."""
        self._done = {key: when for key, when in self._done.items() if key[0] != node_id}
        self._refused = {key: when for key, when in self._refused.items() if key[0] != node_id}

    def __len__(self) -> int:
        return len(self._done)
