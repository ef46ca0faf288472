"""The organisation: every kind of repository, side by side. `KINDS` is the one table.

What happens in the shop is told live by `story`; here the others have their day, all at once, and each
is told in one line when it has reached its end.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from bot.demo.desired import DESIRED
from bot.demo.kind import Act, End, Kind, build
from bot.demo.quiet import QUIET
from bot.demo.red import RED
from bot.demo.scene import Scene
from bot.demo.shop import SHOP
from bot.demo.stage import Stage
from bot.demo.tell import Expectation, Teller

KINDS: tuple[Kind, ...] = (SHOP, *QUIET, *DESIRED, *RED)
LIMIT = 90.0
"""Seconds that all of them together may take."""
PAUSE = 0.3


@dataclass
class Played:
    """A kind with its repository, and the acts that are still to come."""

    kind: Kind
    scene: Scene
    acts: list[Act] = field(default_factory=list[Act])

    def go_on(self) -> None:
        """Everything that may happen now, in order."""
        while self.acts and self.acts[0].when(self.scene):
            self.acts.pop(0).do(self.scene)

    @property
    def reached(self) -> bool:
        """Whether its day is over and all holds; asks no more than it must."""
        return not self.acts and all(_read(end, self.scene) == end.expected for end in self.kind.ends)

    @property
    def ends(self) -> list[Expectation]:
        """What should hold, against what GitHub shows now."""
        return [Expectation(end.what, end.expected, _read(end, self.scene)) for end in self.kind.ends]


def _read(end: End, scene: Scene) -> str:
    try:
        return end.look(scene)
    except httpx.HTTPStatusError as error:
        return f"GitHub answered {error.response.status_code}"


def choose(only: tuple[str, ...]) -> tuple[Kind, ...]:
    """The kinds of these names, all without any; `ValueError` for a name that is none."""
    known = {kind.name: kind for kind in KINDS}
    if strange := sorted(set(only) - set(known)):
        raise ValueError(f"no repository {', '.join(strange)}; there are {', '.join(known)}")
    return tuple(kind for kind in KINDS if not only or kind.name in only)


def set_up(kinds: Iterable[Kind], stage: Stage) -> list[Played]:
    """All repositories as Andon will find them, their workflow runs over."""
    played = [Played(kind, build(kind, stage), list(kind.day)) for kind in kinds]
    stage.gh.idle(LIMIT)
    return played


def have_their_day(played: list[Played], teller: Teller, limit: float) -> None:
    """Let happen what happens in each; tell of each when it reached its end, or did not in time."""
    until, waiting = time.monotonic() + limit, list(played)
    while waiting and time.monotonic() < until:
        for one in waiting:
            one.go_on()
        for one in [one for one in waiting if one.reached]:
            waiting.remove(one)
            _tell(one, teller)
        time.sleep(PAUSE)
    for one in waiting:
        _tell(one, teller, "red")


def _tell(one: Played, teller: Teller, style: str = "green") -> None:
    end = one.ends[0]
    teller.line(one.kind.name, f"{one.kind.what} → {end.what}: {end.actual}", style)
