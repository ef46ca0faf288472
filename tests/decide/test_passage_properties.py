"""No head passes a stopped line without one of the proofs, whatever order facts come in; what is unread proves nothing."""

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.decide.cords import kin
from bot.decide.passage import Passage, passage
from bot.model.facts import LineFacts, Pull, WorkflowFile
from bot.model.owners import Approval, Reviewed
from bot.model.runs import Commit, Run
from bot.model.snapshot import Snapshot
from bot.model.trees import Undone
from tests.building import (
    CI,
    WORKFLOW,
    change,
    changed,
    commit,
    comparison,
    config,
    job,
    line_of,
    minutes,
    passing,
    pull,
    run,
    sha,
    snapshot,
    the_line,
)

MANY = settings(max_examples=250, deadline=None, print_blob=True)
SEEDS = st.integers(0, 2**32)
CODE = "E   AssertionError: assert 2 == 3\n"
OUTSIDE = "curl: (6) Could not resolve host: files.example.org\n"
FILES = (
    changed("src/cart.py", "-a", "+b"),
    changed("docs/a.md", "+x"),
    changed("docs/b.md", status="renamed", previous="src/b.md"),
    changed(CI, "+x"),
    changed("tests/test_a.py", status="removed"),
)
TREES = ("t", "u", "v")
SURELY = (True, True, True, False)


def world(chance: Random) -> Snapshot:
    """A stopped line of three to five commits, and up to three pull requests that may or may not mend it."""
    its = tuple(_commit(n, chance) for n in range(chance.choice([1, 2, 3])))
    broken = commit(
        "b", _red(2, chance.choice([CODE, CODE, CODE, OUTSIDE, None])), tree=sha(chance.choice(TREES))
    )
    before = commit("a", passing(1), *_nightly(chance), tree=sha(chance.choice(TREES)))
    between = (commit("n", tree=sha("n")),) if chance.random() < 0.2 else ()
    history = (*its[:-1], broken, *between, before)
    undone = Undone(commit=sha("b"), tree=sha(chance.choice(TREES)))
    return snapshot(
        *history,
        undone=(undone,) if chance.choice(SURELY) else (Undone(commit=sha("b"), unread=True),),
        pulls=tuple(_pull(n, history[0].sha, chance) for n in range(1, chance.choice([2, 3, 4]))),
        config=config(line={"unrelated": chance.choice([[], ["docs/**"]])}),
    )


def _red(id: int, log: str | None) -> Run:
    return run(*(job("test", "failure", n, id=id * 100 + n, log=log) for n in (1, 2)), id=id)


def _commit(n: int, chance: Random) -> Commit:
    runs = (_red(10 - n, CODE),) if chance.random() < 0.4 else ()
    return commit("def"[n], *runs, tree=sha(chance.choice(TREES)))


def _nightly(chance: Random) -> tuple[Run, ...]:
    ends = chance.choice([None, None, "success", "failure"])
    return (run(job("test", ends, id=77), id=7, event="schedule"),) if ends else ()


def _pull(number: int, head: str, chance: Random) -> Pull:
    ends = [
        chance.choice(["success", "success", "failure", "cancelled", None])
        for _ in range(chance.choice([0, 1, 1, 2]))
    ]
    runs = [run(job("test", end, id=n), id=50 + n, event="pull_request") for n, end in enumerate(ends)]
    base = chance.choice([head[0], head[0], head[0], "a"])
    against = comparison(
        base,
        number,
        *chance.sample(FILES, chance.choice([0, 1, 1, 2])),
        behind=chance.choice([0, 0, 0, 1]),
        complete=chance.choice(SURELY),
    )
    approvals = (Approval(login=chance.choice(["alice", "bob", "carol"])),) if chance.choice(SURELY) else ()
    said = Reviewed(owners="* @alice @bob\n", approvals=approvals, by=("bob",))
    return pull(
        number,
        *runs,
        tree=chance.choice([sha(t) for t in TREES]),
        against_line=chance.choice([against, against, against, None]),
        alone_since=chance.choice([minutes(-60), minutes(-60), None]),
        reviewed=chance.choice([said, said, None]),
    )


def judged(seen: Snapshot) -> list[Passage]:
    its = seen.config
    assert its
    line = line_of(seen, its)
    return [passage(one, line, kin(one, seen)) for one in seen.pulls] if line.state == "stopped" else []


def proofs(one: Pull, seen: Snapshot) -> set[str]:
    """By which proofs a head may pass, by a second opinion: plain loops over plain facts."""
    found: set[str] = set()
    line, against = the_line(seen), one.against_line
    if against is None or against.base != line.history[0].sha:
        return found
    touched = {p for f in against.files for p in (f.path, f.previous or f.path)}
    by = seen.config.line.unrelated if seen.config else ()
    if by and touched and against.complete and all(p.startswith("docs/") for p in touched):
        found.add("unrelated")
    if against.behind:
        return found
    ends = [(j.conclusion, r.id) for r in one.runs for j in r.jobs or ()]
    clean = "tests/test_a.py" not in touched and against.complete
    owner = one.reviewed and any(a.login == "alice" for a in one.reviewed.approvals)
    newest = max(ends, key=lambda e: e[1], default=(None, 0))[0]
    green = newest == "success" and ("failure", 50) not in ends and one.alone_since
    if green and clean and (CI not in touched or owner):
        found.add("runs")
    runs = [(c, r) for c in line.history for r in c.runs if r.event == "push"]
    failed = {c.sha for c, r in runs if r.conclusion == "failure"}
    logs = {j.log for _, r in runs for j in r.jobs or () if r.conclusion == "failure"}
    same = [r for p in seen.pulls if p.tree == one.tree for r in p.runs]
    mine = [r for c in line.history if c.tree == one.tree for r in c.runs]
    bad = any(r.conclusion == "failure" for r in (*mine, *same)) and not any(
        r.conclusion == "success" for r in (*mine, *same)
    )
    if CODE not in logs or OUTSIDE in logs or bad:
        return found
    if one.tree == line.history[-1].tree:
        found.add("tree")
    suspects = [c.sha for c in line.history if c.sha in failed]
    if line.history[-2].sha == suspects[-1] and one.tree in {u.tree for u in line.undone}:
        found.add("revert")
    return found


@MANY
@given(SEEDS)
def test_no_head_passes_without_a_proof(seed: int) -> None:
    seen = world(Random(seed))
    for one, found in zip(seen.pulls, judged(seen), strict=False):
        event(found.way if found.passes else "none")
        if found.passes:
            assert found.way in proofs(one, seen)


@MANY
@given(SEEDS)
def test_the_order_of_facts_changes_nothing(seed: int) -> None:
    chance = Random(seed)
    seen = world(chance)

    def shuffled(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(items, len(items)))

    def mixed(one: Pull) -> Pull:
        against = one.against_line
        files = {"files": shuffled(against.files)} if against else {}
        update = {
            "runs": shuffled(one.runs),
            "against_line": against.model_copy(update=files) if against else None,
        }
        return one.model_copy(update=update)

    history = tuple(c.model_copy(update={"runs": shuffled(c.runs)}) for c in the_line(seen).history)
    again = change(seen, pulls=tuple(map(mixed, seen.pulls)), history=history)
    assert [(f.passes, f.way, f.reason.text) for f in judged(seen)] == [
        (f.passes, f.way, f.reason.text) for f in judged(again)
    ]


def _without_logs(line: LineFacts) -> LineFacts:
    def bare(one: Run) -> Run:
        jobs = tuple(j.model_copy(update={"log": None}) for j in one.jobs or ())
        return one.model_copy(update={"jobs": jobs})

    history = tuple(c.model_copy(update={"runs": tuple(map(bare, c.runs))}) for c in line.history)
    return line.model_copy(update={"history": history})


def _each(seen: Snapshot, **facts: Any) -> Snapshot:
    return seen.model_copy(update={"pulls": tuple(p.model_copy(update=facts) for p in seen.pulls)})


UNREAD: dict[str, Callable[[Snapshot], Snapshot]] = {
    "comparison": lambda seen: _each(seen, against_line=None),
    "since when it has this base": lambda seen: _each(seen, alone_since=None),
    "reviews": lambda seen: _each(seen, reviewed=None),
    "trees": lambda seen: _each(seen, tree=None),
    "evidence": lambda seen: _each(seen, proof_unread="502"),
    "workflow": lambda seen: change(seen, files=()),
    "an empty workflow": lambda seen: change(seen, files=(WorkflowFile(path=CI, text=""),)),
    "undone": lambda seen: change(seen, undone=(Undone(commit=sha("b"), unread=True),)),
    "logs": lambda seen: seen.model_copy(update={"lines": (_without_logs(the_line(seen)),)}),
}


@MANY
@given(SEEDS, st.sampled_from(sorted(UNREAD)))
def test_what_is_not_read_lets_nobody_pass_who_did_not(seed: int, what: str) -> None:
    seen = world(Random(seed))
    assert WORKFLOW == the_line(seen).files[0].text
    for before, after in zip(judged(seen), judged(UNREAD[what](seen)), strict=False):
        if before.passes and not after.passes:
            event(f"{what} was needed")
        assert before.passes or not after.passes
