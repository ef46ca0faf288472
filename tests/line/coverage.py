"""Which events the scenarios show in which state of the line: the table that must have no hole.

A pair counts where a look expects a state, one kind of event follows (commits pushed with it aside), and the
next look expects a state again. Read from what is written alone, not from what Andon makes of it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from tests.line.happenings import KINDS, Kind, happening
from tests.line.script import Beat, Look, Scenario

State: TypeAlias = Literal[
    "no signal", "running", "confirming", "stopped", "stopped by people", "running by people", "unknown"
]
STATES: dict[State, str] = {
    "no signal": "main has no signal",
    "running": "main runs",
    "confirming": "main is confirming until .*",
    "stopped": "main is stopped(?:, since .*)?",
    "stopped by people": "main is stopped by .*",
    "running by people": "main runs on .*",
    "unknown": "main could not be judged",
}
"""The states of `bot.decide.line`, those that people can bring about once more, as stories write them."""


def state(look: Look) -> State | None:
    """The state of the first line that a look expects."""
    return next((s for s, said in STATES.items() if any(re.fullmatch(said, w) for w in look.wants)), None)


def shown(scenario: Scenario) -> Iterator[tuple[State, Kind]]:
    """The pairs that a scenario shows."""
    before: State | None = None
    kinds: set[Kind] = set()
    for step in scenario.story:
        if isinstance(step, Beat):
            kinds |= {kind for clause in step.clauses if (kind := _kind(clause))}
            continue
        now = state(step)
        alone = kinds - {"push"} or kinds or {"time"}
        if before and now and len(alone) == 1:
            yield before, next(iter(alone))
        before, kinds = now, set()


def _kind(clause: str) -> Kind | None:
    row, m = happening(clause)
    return row.kind(m)


def matrix(scenarios: Iterable[Scenario]) -> dict[tuple[State, Kind], list[str]]:
    """Every pair with the titles of the scenarios that show it."""
    found: dict[tuple[State, Kind], list[str]] = {(s, kind): [] for s in STATES for kind in KINDS}
    for scenario in scenarios:
        for pair in dict.fromkeys(shown(scenario)):
            found[pair].append(scenario.title)
    return found
