"""What the job of a line knows to be red is red until something newer is known: here where nothing shows it any more."""

from typing import Any

import pytest

from bot.decide.evidence import red_facts
from bot.decide.plan import plan
from bot.decide.still_red import with_still_red
from bot.model.config import LineConfig
from bot.model.effects import DeadLetter, WriteClaim
from bot.model.evidence import Evidence
from bot.model.facts import LineFacts, WorkflowFile
from bot.model.jobs import RedFacts
from bot.model.remembered import remembered
from bot.model.runs import NOT_BEGUN, WHOLE, WINDOW, Commit, Earlier, RequiredCheck
from bot.orient.signals import signals
from tests.building import (
    CI,
    WORKFLOW,
    claim,
    commit,
    failing,
    issue,
    line_of,
    minutes,
    passing,
    record,
    run,
    sha,
    snapshot,
    unread,
)
from tests.building import (
    job as ran,
)
from tests.decide.test_still_red_begun import ID, check, job, red, reported, states

NEEDS, OTHER = RequiredCheck(name="test"), RequiredCheck(name="lint")
ACTIONS = f"{CI}#test"
QUIET = tuple(commit(f"q{n}") for n in range(WINDOW))
ON = (WorkflowFile(path=CI, text="on: {push: {paths: [web/**]}}\njobs: {test: {}}"),)


def of_actions(**facts: Any) -> RedFacts:
    return red(**{"id": ACTIONS, "name": "CI / test", "commit": sha("b"), **facts})


def still(*history: Commit, known: RedFacts | None = None, **facts: Any) -> list[tuple[str, str]]:
    """The signals by id and state, as a line with these facts shows them."""
    its = LineConfig.model_validate(facts.pop("its", {}))
    given: dict[str, Any] = {"files": ON, **facts}
    line = LineFacts(branch="main", history=history, **given)
    reds = (known or of_actions(),)
    found = with_still_red(signals(line, its, reds), line, its, reds)
    return [(one.id, one.state) for one in found]


def test_a_job_that_nothing_shows_any_more_is_red() -> None:
    assert [(ACTIONS, "red")] == still(*QUIET)


def test_what_failed_on_a_commit_that_the_branch_no_longer_has_is_red_no_more() -> None:
    build = red(commit=sha("b"))
    for known in (of_actions(), build):
        assert [(known.id, "red")] == still(
            *QUIET, known=known, required=(RequiredCheck(name="build"), NEEDS)
        )
        assert [] == still(
            *QUIET, known=known, required=(RequiredCheck(name="build"), NEEDS), dropped=frozenset({sha("b")})
        )
    assert [(ACTIONS, "red")] == still(*QUIET, commit("a", passing(1)))  # beyond the window


def test_it_is_told_as_it_was_known() -> None:
    known = of_actions(evidence=Evidence(failures=2, passes=3, passed=sha("a")), why="failed twice")
    seen = snapshot(*QUIET, claim=claim("open"), issue=issue(record(reds=(known,))))
    line = line_of(seen)
    assert ("stopped", known.since, None) == (line.state, line.since, line.until)
    assert (known,) == red_facts(line)
    assert ["failed twice, and nothing newer is known of it"] == [one.why for one in line.reds]


SHOWN: list[tuple[str, tuple[Commit, ...], dict[str, Any], list[tuple[str, str]]]] = [
    ("it passed", (commit("c", passing(3)),), {}, [(ACTIONS, "green")]),
    ("it failed", (commit("c", failing(3)),), {}, [(ACTIONS, "red")]),
    ("its run passed as a whole", (commit("c", run(id=3)),), {}, [(ACTIONS, "green")]),
    (
        "it is skipped beside what fails",
        (commit("c", run(ran("test", "skipped", id=1), ran("lint", "failure", id=2), id=3)),),
        {},
        [(f"{CI}#lint", "red"), (ACTIONS, "red")],
    ),
    (
        "what it is a part of is skipped",
        (commit("c", run(ran("test", "skipped", id=1), ran("lint", "failure", id=2), id=3)),),
        {"known": of_actions(id=f"{CI}#test (3.12)", name="CI / test (3.12)")},
        [(f"{CI}#lint", "red"), (f"{CI}#test (3.12)", "red")],
    ),
    (
        "a newer run has no such job",
        (commit("c", run(ran("lint", "failure", id=2), id=3)),),
        {},
        [(f"{CI}#lint", "red")],
    ),
    (
        "a newer run has no such job, and its attempt before never began",
        (commit("d", run(ran(WHOLE, NOT_BEGUN, id=0), id=4)), commit("c", run(ran("lint", "failure"), id=3))),
        {},
        [(f"{CI}#*", "red"), (f"{CI}#lint", "red")],
    ),
    (
        "a newer run has no such part of a computed matrix",
        (commit("c", run(ran("test (api)", id=2), id=3)),),
        {
            "known": of_actions(id=f"{CI}#test (web)", name="CI / test (web)"),
            "files": (
                WorkflowFile(
                    path=CI, text="on: push\njobs: {test: {strategy: {matrix: '${{ fromJSON(inputs.x) }}'}}}"
                ),
            ),
        },
        [(f"{CI}#*", "green"), (f"{CI}#test (web)", "red")],
    ),
    ("it runs on another branch", (commit("c", failing(3, branch="other")),), {}, [(ACTIONS, "red")]),
    ("its run is cancelled", (commit("c", run(ran("test", "cancelled"), id=3)),), {}, [(ACTIONS, "red")]),
    (
        "it could not be read",
        (commit("c", failing(3).model_copy(update={"jobs": None})),),
        {},
        [(f"{CI}#*", "unknown")],
    ),
    ("its file is gone", (), {"files": (WorkflowFile(path=CI, text=None),)}, []),
    ("its file is not known", (), {"files": ()}, [(ACTIONS, "red")]),
    ("its file is broken", (), {"files": (WorkflowFile(path=CI, text="jobs: ["),)}, [(ACTIONS, "red")]),
    (
        "no push starts it any more",
        (),
        {"files": (WorkflowFile(path=CI, text="on: pull_request\njobs: {test: {}}"),)},
        [],
    ),
    (
        "no push to this branch starts it",
        (),
        {"files": (WorkflowFile(path=CI, text="on: {push: {branches: [dev]}}\njobs: {test: {}}"),)},
        [],
    ),
    ("the configuration ignores it", (), {"its": {"ignore": ["CI"]}}, []),
    ("its event does not count", (), {"its": {"events": ["schedule"]}}, []),
    ("it is not named", (), {"its": {"green": ["lint"]}}, []),
    ("it is named", (), {"its": {"green": ["CI / test"]}}, [(ACTIONS, "red")]),
    (
        "it is required, and nothing was seen",
        (),
        {"required": (NEEDS,), "its": {"green": "required"}},
        [(ACTIONS, "red")],
    ),
    ("another is required", (), {"required": (OTHER,), "its": {"green": "required"}}, []),
    ("another is required, and was not seen", (), {"required": (OTHER,)}, [(ACTIONS, "red")]),
    ("what is required is not known", (), {"unclear": True}, [(ACTIONS, "unknown")]),
    (
        "its workflow could not begin, and may not run on the next push",
        (),
        {"known": of_actions(id=f"{CI}#*", name="CI")},
        [],
    ),
    (
        "its workflow could not begin, and runs on every push",
        (),
        {"known": of_actions(id=f"{CI}#*", name="CI"), "files": (WorkflowFile(path=CI, text=WORKFLOW),)},
        [(f"{CI}#*", "red")],
    ),
    (
        "it ran on schedule",
        (),
        {
            "known": of_actions(id=f"{CI}@schedule#test", name="CI / test on schedule"),
            "its": {"events": ["push", "schedule"]},
            "files": (WorkflowFile(path=CI, text="on: {schedule: [{cron: x}]}\njobs: {test: {}}"),),
        },
        [(f"{CI}@schedule#test", "red")],
    ),
]


@pytest.mark.parametrize(("why", "newer", "facts", "expected"), SHOWN, ids=[why for why, *_ in SHOWN])
def test_what_becomes_of_it(
    why: str, newer: tuple[Commit, ...], facts: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert expected == still(*newer, *QUIET, **facts), why


def test_what_others_reported_is_red_while_nothing_newer_is_known_of_it() -> None:
    assert [(ID, "red", False)] == states(job(), *QUIET)
    assert [] == states(job(), reported("c", check("success")), *QUIET)
    required = LineFacts(branch="main", history=QUIET, required=(RequiredCheck(name="build", app=77),))
    for green in ("auto", "required"):
        found = with_still_red((), required, LineConfig(green=green), remembered(job()))
        assert [ID] == [one.id for one in found]
    assert [ID] == [one.id for one in with_still_red((), required, LineConfig(green="auto"), (red(),))]


def test_what_fails_ever_since_is_red_since_it_failed_first() -> None:
    known = of_actions()
    for older, since in (
        ((), known.since),
        ((commit("b"),), minutes(-4)),
        ((commit("a", passing(1)),), minutes(-4)),
    ):
        line = LineFacts(branch="main", history=(commit("c", failing(3)), *older), files=ON)
        (signal,) = with_still_red(signals(line, LineConfig(), (known,)), line, LineConfig(), (known,))
        assert since == signal.failures[-1].first, older


@pytest.mark.parametrize("lost", ["the line", "the job"])
def test_what_could_not_be_read_is_no_reason_to_let_go(lost: str) -> None:
    blind = {"the line": "line: history", "the job": "job: issue"}[lost]
    known = None if lost == "the job" else issue(record(reds=(of_actions(),)))
    seen = snapshot(
        commit("c", passing(9, path="docs")), claim=claim("open"), issue=known, unread=(unread(blind),)
    )
    assert "unknown" == line_of(seen).state


def test_the_claim_knows_it_too_once_nothing_shows_it() -> None:
    known = of_actions(lanes=("web",))
    seen = snapshot(*QUIET, claim=claim("open"), issue=issue(record(reds=(known,)), state="open"))
    (written,) = [e.claim for e in plan(seen).effects if isinstance(e, WriteClaim | DeadLetter)]
    assert (known.model_copy(update={"lanes": ()}),) == written.reds
    deleted = snapshot(*QUIET, claim=written.model_copy(update={"oid": "x"}), issue=None)
    assert "stopped" == line_of(deleted).state


AGAIN: list[tuple[str, tuple[Any, ...], str]] = [
    ("it passed then", (ran("test", "failure"), ran("test", attempt=2)), "green"),
    ("it failed once more", (ran("test", "failure"), ran("test", "failure", 2)), "red"),
    ("it is under way", (ran("test", "failure"), ran("test", None, 2)), "red"),
    (
        "a twin of it failed",
        (ran("test", "failure"), ran("test", None, 2), ran("test", "failure", 2, id=9)),
        "red",
    ),
    ("it was cancelled", (ran("test", "failure"), ran("test", "cancelled", 2)), "red"),
    ("another one passed", (ran("lint", attempt=2),), "red"),
]


@pytest.mark.parametrize(
    ("jobs", "expected"), [(jobs, end) for _, jobs, end in AGAIN], ids=[why for why, *_ in AGAIN]
)
def test_the_run_in_which_it_failed_may_be_run_again_long_after(jobs: tuple[Any, ...], expected: str) -> None:
    known = of_actions(run_url="https://github.com/acme/shop/actions/runs/77")
    told = Earlier(id=77, commit=sha("b"), jobs=jobs)
    assert [(ACTIONS, expected)] == still(*QUIET, known=known, earlier=(told,))
    assert [(ACTIONS, "red")] == still(*QUIET, known=known, earlier=(told.model_copy(update={"id": 78}),))


def test_what_passed_when_it_was_run_again_is_told_with_run_and_attempt() -> None:
    known = of_actions(run_url="https://github.com/acme/shop/actions/runs/77")
    jobs = (ran("test", "failure"), ran("test", attempt=2))
    line = LineFacts(
        branch="main", history=QUIET, files=ON, earlier=(Earlier(id=77, commit=sha("e"), jobs=jobs),)
    )
    (signal,) = with_still_red((), line, LineConfig(), (known,))
    assert (sha("e"), 77, 2) == (signal.passed, signal.passed_run, signal.passed_attempt)
