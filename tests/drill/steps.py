"""What may happen to a town, and how often: the table of steps, and the stories that are drawn from it."""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

from bot.sandbox.git_process import GitError
from bot.sandbox.refusal import Refusal
from tests.drill import around, on_lines, on_pulls
from tests.drill.folk import Folk, Step

REST, TELL = "rest", "tell"
"""Steps at which all comes to rest: then everything must be as the oracle says, and what is told as it answers."""
FIRST = 3
"""Pull requests with which every story begins."""
Does: TypeAlias = Callable[[Folk, Step], "str | None"]
STEPS: dict[str, tuple[int, Does]] = {
    "push": (9, on_lines.push),
    "document": (2, on_lines.document),
    "rewind": (2, on_lines.rewind),
    "report": (5, on_lines.report),
    "cancel": (4, on_lines.cancel),
    "rerun": (5, on_lines.rerun),
    "propose": (8, on_pulls.propose),
    "push to a pull request": (4, on_pulls.push_pull),
    "rebase": (6, on_pulls.rebase),
    "twin": (2, on_pulls.twin),
    "retarget": (3, on_pulls.retarget),
    "close": (2, on_pulls.close),
    "reopen": (2, on_pulls.reopen),
    "draft": (3, on_pulls.draft),
    "arm": (3, on_pulls.arm),
    "merge": (3, on_pulls.merge),
    "enqueue": (5, on_pulls.enqueue),
    "dequeue": (1, on_pulls.dequeue),
    "say": (7, around.say),
    TELL: (7, around.say),
    "edit": (2, around.edit),
    "mode": (1, on_lines.mode),
    "weather": (4, around.weather),
    "restart": (2, around.restart),
    "dead": (1, around.dead),
    "wait": (16, around.wait),
}
"""What may happen, and how often."""


HARMLESS = Step("propose", 0, 0, 1)
"""Carol proposes to main what breaks nothing."""
FELT = (
    HARMLESS,
    Step(REST),
    Step("push", 0, 2, 1),
    *(Step("push to a pull request", 7 * each, 0, 1) for each in range(FIRST + 1)),
    Step(REST),
    Step("push", 0, 0, 1),
)
"""Main breaks, pull requests are tested as merged with it, and it is mended."""
PUT_OUT = (
    HARMLESS,
    Step(REST),
    *(Step("enqueue", 0, each, 1) for each in range(FIRST + 1)),
    Step("push", 0, 5, 1),
    Step(REST),
    Step("push", 0, 0, 1),
)
"""Main fails in what its queue does not ask for, so that it is the stop that puts groups out of it; and it is mended."""
EXCUSED = (
    HARMLESS,
    Step("propose", 0, 0, 2),
    Step(REST),
    Step("push", 0, 8, 1),
    Step(REST),
    *(Step("rebase", 7 * each, 0, 1) for each in range(FIRST + 2)),
    Step(REST),
)
"""Main fails in what no pull request does, and what was proposed before passes on top of that."""
OPENINGS: tuple[tuple[Step, ...], ...] = ((), (), (), FELT, PUT_OUT, EXCUSED)
"""How stories begin, besides what is proposed: what seldom happens by itself."""


def draw(chance: random.Random, count: int, between: int = 8) -> list[Step]:
    """A story of so many steps, its opening included; at rest after every few of them, and at its end."""
    names = [name for name, (often, _) in STEPS.items() for _ in range(often)]
    steps = [Step("propose", *(chance.randrange(1000) for _ in range(3))) for _ in range(FIRST)]
    steps += chance.choice(OPENINGS) if count > max(map(len, OPENINGS)) + FIRST else ()
    while len(steps) < count:
        last = len(steps) % between == between - 1
        steps.append(
            Step(REST if last else chance.choice(names), *(chance.randrange(1000) for _ in range(3)))
        )
    return [*steps, Step(REST)]


def take(folk: Folk, step: Step) -> str | None:
    """Let a step happen; what it came to, in words, or None where it made no sense."""
    with suppress(Refusal, GitError):
        return STEPS[step.name][1](folk, step)
    return None
