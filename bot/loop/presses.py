"""Buttons that were pressed and are not written down yet, per repository.

The only thing that a webhook carries into a pass. Losing it costs a second click, never correctness.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bot.model.pressed import GOOD_FOR, Press

MOST = 20
"""Clicks of one repository that wait; more come from nobody who reads what the cord says."""


@dataclass
class Presses:
    """What was pressed, by the repositories' node ids."""

    _waiting: dict[str, tuple[Press, ...]] = field(default_factory=dict[str, tuple[Press, ...]])

    def note(self, node_id: str, press: Press) -> None:
        """Remember a click; the same one, delivered again, is no second one."""
        before = self.of(node_id, press.at)
        told = press.model_dump(exclude={"at"})
        if all(one.model_dump(exclude={"at"}) != told for one in before) and len(before) < MOST:
            self._waiting[node_id] = (*before, press)

    def of(self, node_id: str, at: datetime) -> tuple[Press, ...]:
        """What waits to be written down, the oldest first."""
        return tuple(one for one in self._waiting.get(node_id, ()) if at - one.at < GOOD_FOR)

    def forget(self, node_id: str, presses: tuple[Press, ...]) -> None:
        """Let go of what was written down, or concerns nobody any more."""
        left = tuple(one for one in self._waiting.pop(node_id, ()) if one not in presses)
        if left:
            self._waiting[node_id] = left
