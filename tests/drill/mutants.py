"""Brains with one rule broken each, and the short story in which that shows: can the drill fail?

`shows` is False of what the oracle leaves open on purpose, because a first failure may be confirmed in several
ways; the scenarios in tests/line tell of these. Neighbours: `mutants_of_lanes`, `mutants_of_aftermath`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.decide.plan import plan
from bot.model.effects import Effect, Plan
from bot.model.facts import LineFacts, Pull
from bot.model.snapshot import Snapshot
from tests.drill.folk import AUTHORS, PLACES, VERBS, Step, one_of
from tests.drill.on_lines import CODES
from tests.drill.on_pulls import KINDS
from tests.drill.steps import REST, TELL
from tests.drill.town import PEOPLE

REST_NOW = Step(REST)
PLAIN, QUEUE, OUTSIDE, TRUST, LANES, AFTER = 0, 1, 2, 4, 8, 16
"""Seeds of a town of each sort: `town.sort_of`."""


@dataclass(frozen=True)
class Mutant:
    """A brain that breaks a rule, in a story of the town of a seed."""

    name: str
    decide: Callable[[Snapshot], Plan]
    seed: int
    story: tuple[Step, ...]
    shows: bool = True


def pushes(*, to: str = "main", **words: str) -> Step:
    """Alice pushes."""
    return Step("push", 2 if to != "main" else 0, CODES.index(words), 1)


def proposes(kind: str, by: str = "bob", to: str = "main", where: str = "core") -> Step:
    """Somebody proposes, no draft, from a branch of the repository; `where` is of a town with lanes."""
    plain = (c for c in range(1, 1000) if c % 5 and c % 7 and one_of(AUTHORS, c % 3) == by)
    place = next(c for c in plain if one_of(PLACES, c // 8) == where)
    return Step("propose", KINDS.index(kind), 3 if to != "main" else 0, place)


def told(verb: str, who: str, c: int = 2) -> Step:
    """Somebody commands while all is at rest; with an odd `c` for some minutes."""
    return Step(TELL, VERBS.index(verb), [name for name, _ in PEOPLE].index(who), c)


def waits(place: int) -> Step:
    """Time goes by: `around.WAITS`."""
    return Step("wait", place)


def seeing(change: Callable[[Snapshot], Snapshot]) -> Callable[[Snapshot], Plan]:
    """A brain that sees something else than is there."""
    return lambda seen: plan(change(seen))


def without(drops: Callable[[Effect], bool]) -> Callable[[Snapshot], Plan]:
    """A brain that leaves some effects out."""

    def decide(seen: Snapshot) -> Plan:
        wanted = plan(seen)
        return wanted.model_copy(update={"effects": tuple(e for e in wanted.effects if not drops(e))})

    return decide


def pulls(change: Callable[[Pull], dict[str, Any]]) -> Callable[[Snapshot], Plan]:
    """A brain that sees other pull requests."""
    return seeing(
        lambda seen: seen.model_copy(
            update={"pulls": tuple(one.model_copy(update=change(one)) for one in seen.pulls)}
        )
    )


def lines(change: Callable[[LineFacts], dict[str, Any]]) -> Callable[[Snapshot], Plan]:
    """A brain that sees other lines."""
    return seeing(
        lambda seen: seen.model_copy(
            update={"lines": tuple(one.model_copy(update=change(one)) for one in seen.lines)}
        )
    )


def config(**facts: Any) -> Callable[[Snapshot], Plan]:
    """A brain that reads the configuration wrong."""

    def change(seen: Snapshot) -> Snapshot:
        found = seen.config
        return seen.model_copy(update={"config": found.model_copy(update=facts)}) if found else seen

    return seeing(change)


def line_config(**facts: Any) -> Callable[[Snapshot], Plan]:
    """A brain that reads what the configuration says of lines wrong."""

    def change(seen: Snapshot) -> Snapshot:
        found = seen.config
        if found is None:
            return seen
        line = found.line.model_copy(update=facts)
        return seen.model_copy(update={"config": found.model_copy(update={"line": line})})

    return seeing(change)


def _compared(pull: Pull, **facts: Any) -> dict[str, Any]:
    found = pull.against_line
    return {"against_line": found.model_copy(update=facts)} if found else {}


def _no_logs(line: LineFacts) -> dict[str, Any]:
    def bare(commit: Any) -> Any:
        runs = tuple(
            run.model_copy(update={"jobs": tuple(j.model_copy(update={"log": None}) for j in run.jobs)})
            if run.jobs
            else run
            for run in commit.runs
        )
        return commit.model_copy(update={"runs": runs})

    return {"history": tuple(bare(commit) for commit in line.history)}


def _cord(effect: Effect, *conclusions: str) -> bool:
    return (
        effect.kind == "write-cord" and effect.cord is not None and effect.verdict.conclusion in conclusions
    )


RED, MENDED = pushes(test="red"), pushes()
ON_TOP = (Step("rebase", 0, 0, 1), Step("rebase", 7, 0, 1))
"""What the first two proposed is put on top of the line anew, as harmless as it was."""
BROKEN = (proposes("harmless"), RED, REST_NOW)
CALLED_WRONG = (RED, REST_NOW, told("wrong", "carol", c=1))
MUTANTS = (
    Mutant("pulls no cord that is there", without(lambda e: _cord(e, "failure")), PLAIN, BROKEN),
    Mutant("lets nobody go", without(lambda e: _cord(e, "success")), PLAIN, (*BROKEN, MENDED, REST_NOW)),
    Mutant("opens no job", without(lambda e: e.kind == "open-job"), PLAIN, BROKEN),
    Mutant(
        "closes no job",
        without(lambda e: e.kind == "edit-job" and e.state == "closed"),
        PLAIN,
        (*BROKEN, MENDED, REST_NOW),
    ),
    Mutant(
        "knows the default branch alone",
        seeing(lambda seen: seen.model_copy(update={"lines": seen.lines[:1]})),
        PLAIN,
        (proposes("harmless", to="release/1"), pushes(to="release/1", test="red"), REST_NOW),
    ),
    Mutant(
        "judges by the head alone",
        lines(lambda line: {"history": line.history[:1]}),
        PLAIN,
        (proposes("harmless"), REST_NOW, RED, Step("document"), REST_NOW),
    ),
    Mutant(
        "takes a cheat for a fix",
        pulls(lambda pull: _compared(pull, files=())),
        PLAIN,
        (RED, REST_NOW, proposes("cheat"), REST_NOW),
    ),
    Mutant(
        "takes a fix without the line's head",
        pulls(lambda pull: _compared(pull, behind=0)),
        PLAIN,
        (
            *(RED, proposes("fix"), Step("document"), REST_NOW),
            *(Step("push to a pull request", 0, KINDS.index("fix")), REST_NOW),
        ),
    ),
    Mutant(
        "believes no proof", pulls(lambda _: {"runs": ()}), PLAIN, (RED, REST_NOW, proposes("fix"), REST_NOW)
    ),
    Mutant(
        "obeys everybody",
        seeing(
            lambda seen: seen.model_copy(
                update={"said": tuple(one.model_copy(update={"role": "admin"}) for one in seen.said)}
            )
        ),
        PLAIN,
        (proposes("harmless"), told("stop", "eve")),
    ),
    Mutant(
        "hears nobody",
        seeing(lambda seen: seen.model_copy(update={"said": ()})),
        PLAIN,
        (proposes("harmless"), told("stop", "alice")),
    ),
    Mutant("enforces where it may only warn", config(mode="enforce"), PLAIN, (Step("mode", 1), *BROKEN)),
    Mutant(
        "knows no merge groups",
        seeing(lambda seen: seen.model_copy(update={"groups": ()})),
        QUEUE,
        (proposes("harmless"), REST_NOW, Step("enqueue"), REST_NOW),
    ),
    Mutant(
        "counts nothing of others",
        line_config(green="all"),
        OUTSIDE,
        (proposes("harmless"), Step("report", 0, 0, 1), REST_NOW),
    ),
    Mutant(
        "takes an author's own word",
        pulls(lambda _: {"author": "nobody"}),
        OUTSIDE,
        (
            *(Step("report", 0, 0, 4), proposes("harmless", by="carol"), REST_NOW),
            *(Step("report", 0, 1, 2), REST_NOW),
        ),
    ),
    Mutant(
        "calls two of one author unrelated",
        pulls(lambda pull: {"author": f"{pull.author}-{pull.number}"}),
        PLAIN,
        (
            proposes("harmless"),
            proposes("harmless"),
            REST_NOW,
            pushes(test="moody"),
            REST_NOW,
            *ON_TOP,
            REST_NOW,
        ),
    ),
    Mutant(
        "excuses a failure by what was proposed after it",
        pulls(lambda pull: {"created": pull.created - timedelta(days=1)}),
        PLAIN,
        (pushes(test="moody"), REST_NOW, proposes("harmless"), proposes("harmless", by="carol"), REST_NOW),
    ),
    Mutant(
        "excuses no failure",
        pulls(lambda _: {"fork": True}),
        PLAIN,
        (
            *(
                proposes("harmless"),
                proposes("harmless", by="carol"),
                REST_NOW,
                pushes(test="moody"),
                REST_NOW,
            ),
            *(*ON_TOP, REST_NOW),
        ),
    ),
    Mutant(
        "holds what is unrelated",
        line_config(unrelated=()),
        TRUST,
        (RED, proposes("document"), REST_NOW),
    ),
    Mutant(
        "never loses trust",
        config(demote=None),
        TRUST,
        (proposes("harmless"), *CALLED_WRONG, MENDED, REST_NOW, *CALLED_WRONG, waits(6), REST_NOW),
    ),
    Mutant(
        "never runs a first failure again",
        without(lambda e: e.kind == "rerun"),
        PLAIN,
        (proposes("harmless"), pushes(test="flaky"), REST_NOW),
        shows=False,
    ),
    Mutant(
        "lays a lost machine to the code",
        lines(_no_logs),
        PLAIN,
        (proposes("harmless"), pushes(lint="ill"), REST_NOW),
        shows=False,
    ),
)
