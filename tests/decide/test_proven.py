"""What people propose that passes by proof: told on the incident while it waits, kept in the record for its merge."""

from typing import Any

import pytest

from bot.decide.book import Case
from bot.decide.cords import judge_pulls
from bot.decide.proven import hoped, with_proven
from bot.decide.queue import judge_groups
from bot.model.config import Config
from bot.model.evidence import MOST_PROVEN, Proven
from bot.model.facts import FixPull, Pull
from bot.model.jobs import FILES_RULE, Key, Record
from bot.model.telling import Course
from tests.building import (
    changed,
    claim,
    commit,
    comparison,
    config,
    failing,
    job,
    line_of,
    minutes,
    passing,
    proof_run,
    pull,
    record,
    run,
    sha,
    snapshot,
)
from tests.decide.passing import FIX, fixing
from tests.decide.saying import command

WHY = "CI / test passed on it (run 50, attempt 1)"
GOOD = fixing(tree=sha("5t"))
KEPT = Proven(number=5, author="bob", tree=sha("5t"), why=WHY)
BAD = fixing(proof_run(50, "failure"), tree=sha("5t"))
HISTORY = (commit("b", failing(2, times=2)), commit("a", passing(1)))


def case(*pulls: Pull, groups: tuple[Pull, ...] = (), said: Any = (), **facts: Any) -> Case:
    """A stopped line with these pull requests."""
    history, its = facts.pop("history", HISTORY), facts.pop("config", config())
    held = claim("open", commands=said)
    seen = snapshot(*history, pulls=pulls, groups=groups, claim=held, config=its, **facts)
    assert isinstance(its, Config)
    line = line_of(seen, its)
    judged = judge_pulls(seen, line, its.mode, Course()), judge_groups(seen, line, its.mode, Course())
    return Case(seen, line, its, *judged)


def known(*proven: Proven) -> Record:
    return record(proven=proven)


def test_what_passes_by_proof_is_told_and_kept_once() -> None:
    assert "so it is; #5 passes by proof: merging it would mend main" == hoped(case(GOOD), "so it is")
    kept = with_proven(case(GOOD), record())
    assert (KEPT,) == kept.proven
    assert kept is with_proven(case(GOOD), kept)


def test_of_several_three_are_named_and_all_are_kept() -> None:
    pulls = [
        pull(n, proof_run(), against_line=comparison("b", n, FIX), tree=sha(f"{n}t")) for n in (5, 6, 7, 8)
    ]
    assert "so; #5, #6, #7 pass by proof: merging one would mend main" == hoped(case(*pulls), "so")
    assert (5, 6, 7, 8) == tuple(one.number for one in with_proven(case(*pulls), record()).proven)


@pytest.mark.parametrize(
    "seen",
    [
        case(BAD),
        case(fixing(proof_run(50, None), tree=sha("5t"))),
        case(GOOD, said=(command("pass", sha=GOOD.head),)),
    ],
    ids=["failed", "runs still", "passes by a person's word"],
)
def test_what_does_not_pass_by_proof_is_not_told_and_no_more_kept(seen: Case) -> None:
    assert "so" == hoped(seen, "so")
    assert () == with_proven(seen, known(KEPT)).proven


def test_nothing_passes_where_a_person_stops_the_line_besides_who_is_told() -> None:
    seen = case(GOOD, said=(command("stop"),))
    assert "so; main is stopped by carol: so" == hoped(seen, "so")
    assert () == with_proven(seen, known(KEPT)).proven


def test_what_is_not_open_any_more_or_cannot_be_judged_stays_known() -> None:
    assert (KEPT,) == with_proven(case(), known(KEPT)).proven
    unread = GOOD.model_copy(update={"proof_unread": "502"})
    assert (KEPT,) == with_proven(case(unread), known(KEPT)).proven
    green = (commit("c", passing(3)), *HISTORY)
    assert (KEPT,) == with_proven(case(GOOD, history=green), known(KEPT)).proven


def test_a_fix_of_our_own_is_told_by_itself() -> None:
    own = FixPull(number=5, branch="andon/12-1", head=GOOD.head, state="open")
    seen = case(GOOD, fixes=(own,))
    assert "so" == hoped(seen, "so")
    assert () == with_proven(seen, record()).proven


def test_what_the_queue_tries_counts_as_its_pull_request() -> None:
    proof = proof_run(60, event="merge_group", branch="gh-readonly-queue/main/pr-5-b")
    group = GOOD.model_copy(
        update={"branch": "gh-readonly-queue/main/pr-5-b", "runs": (proof,), "answer_by": minutes(60)}
    )
    seen = case(BAD.model_copy(update={"head": sha("old")}), groups=(group,))
    assert "so; #5 passes by proof: merging it would mend main" == hoped(seen, "so")
    why = "CI / test passed on it (run 60, attempt 1)"
    assert (KEPT.model_copy(update={"why": why}),) == with_proven(seen, record()).proven


def test_what_mends_its_own_lanes_alone_is_told_as_that() -> None:
    web, api = ({"paths": [f"{name}/**"], "checks": [f"CI / {name}"]} for name in ("web", "api"))
    lanes = config(line={"confirm": {"reruns": 0}, "lanes": {"web": web, "api": api}})
    both = run(job("web", "failure", id=1), job("api", "failure", id=2), id=2)
    file = changed("web/a.ts", "-a", "+b")
    mine = pull(5, run(job("web"), id=50, event="pull_request"), against_line=comparison("b", 5, file))
    touches = {"touches": {"base": sha("b"), "head": mine.head, "paths": ("web/a.ts",)}}
    mine = Pull.model_validate(mine.model_dump() | touches)
    seen = case(
        mine, history=(commit("b", both), commit("a", run(job("web"), job("api", id=2), id=1))), config=lanes
    )
    assert "so; #5 passes by proof: merging it would mend what is red in its lanes" == hoped(seen, "so")


def test_no_more_are_kept_than_there_is_room_for() -> None:
    many = tuple(KEPT.model_copy(update={"number": 100 + n}) for n in range(MOST_PROVEN))
    assert (*many[1:], KEPT) == with_proven(case(GOOD), known(*many)).proven


def test_another_rules_job_knows_of_none() -> None:
    seen = case(GOOD)
    other = Case(
        seen.snapshot,
        seen.line,
        seen.config,
        seen.judged,
        subject=Key(repository=7, rule=FILES_RULE, subject="x"),
    )
    assert "so" == hoped(other, "so")
