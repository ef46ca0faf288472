"""Whole stories, pass after pass: the state that a job shows only ever changes as the table allows.

GitHub and people move between the passes at random: time goes by, runs begin and end, commits are
pushed, fixes are proposed, approved, closed and merged. A failure prints the seed of its story.
"""

from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.decide.lifecycle import TRANSITIONS
from bot.decide.plan import plan
from bot.model.facts import Comparison, FixPull, Pull
from bot.model.jobs import JOB_STATES, JobState, fix_branch
from bot.model.runs import Run
from bot.model.snapshot import Snapshot
from tests.building import (
    change,
    changed,
    commit,
    config,
    failing,
    job,
    passing,
    pull,
    run,
    sha,
    snapshot,
    the_job,
    the_line,
)
from tests.decide.visible import shown

ENDS = (("success", "success"), ("success", "skipped"), ("success", "failure"), ("failure", "skipped"), ())


class Story:
    """A repository's life. `states` are those its job has shown, one after another."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        fix = {"autofix": ["ruff format ."], "merge": self.chance.choice(("auto", "approve"))}
        history = (commit("b", failing(2)), commit("a", passing(1)))
        self.seen = snapshot(*history, config=config(fix=fix), worker=True, pulls=(pull(1),))
        self.states: list[JobState] = []
        self.serial = 100

    def next(self) -> int:
        """A number that nothing has yet."""
        self.serial += 1
        return self.serial

    def turn(self, **facts: Any) -> None:
        """Let facts be so."""
        self.seen = change(self.seen, **facts)

    def look(self) -> None:
        """One pass: plan, and have the effects seen; a closed job's issue is kept for a relapse."""
        for effect in plan(self.seen).effects:
            before = the_job(self.seen).issue
            self.seen = shown(self.seen, effect)
            if before and the_job(self.seen).issue is None:
                self.turn(strays=(before,))
            self.note()

    def note(self) -> None:
        """Remember the state that the issue shows, once its labels are whole."""
        issue = the_job(self.seen).issue
        labels = issue.labels if issue else ()
        states: list[JobState] = [state for state in JOB_STATES if f"andon:{state}" in labels]
        if len(states) == 1 and self.states[-1:] != states:
            self.states += states

    def move(self) -> None:
        """Something happens that is none of our doing."""
        self.turn(at=self.seen.at + timedelta(seconds=self.chance.choice((2, 20, 70, 300, 660))))
        for happens in self.chance.sample((self.line, self.worker, self.fixes, self.push, self.people), 2):
            happens()

    def people(self) -> None:
        """Somebody closes the job, or opens again what was closed."""
        issue = the_job(self.seen).issue
        if issue is None or self.chance.random() < 0.7:
            return
        if issue.state == "open":
            self.turn(issue=issue.model_copy(update={"state": "closed", "closed": self.seen.at}))
        else:
            facts = {"state": "open", "closed": None, "reopened": self.seen.at}
            self.turn(issue=issue.model_copy(update=facts))

    def line(self) -> None:
        """The head's run begins, or ends, or what was run again does."""
        head = the_line(self.seen).history[0]
        old = head.runs[0] if head.runs else None
        if old and old.status == "completed":
            return
        attempt = old.attempt if old else 1
        jobs = old.jobs or () if old else ()
        end = self.chance.choice(("success", "failure"))
        done = job("test", end, attempt, id=self.next(), completed=self.seen.at)
        earlier = tuple(j for j in jobs if j.attempt < attempt)
        its = self.run(*earlier, done, id=old.id if old else self.next())
        self.turn(history=(head.model_copy(update={"runs": (its,)}), *the_line(self.seen).history[1:]))

    def run(self, *jobs: Any, **facts: Any) -> Run:
        """A run that ended now."""
        return run(*jobs, **{"created": self.seen.at, "updated": self.seen.at, **facts})

    def push(self) -> None:
        """Somebody pushes to the line, now and then."""
        if self.chance.random() < 0.15:
            new = commit("x", sha=sha(f"{self.next()}-"))
            self.turn(history=(new, *the_line(self.seen).history))

    def worker(self) -> None:
        """The claimed attempt's worker begins, or ends, perhaps with a fix proposed."""
        claim = the_job(self.seen).claim
        mine = [
            w
            for w in the_job(self.seen).workers
            if claim and claim.oid in w.title and w.status != "completed"
        ]
        if not claim or not mine or self.chance.random() < 0.2:
            return
        if mine[0].status == "queued":
            moved = mine[0].model_copy(update={"status": "in_progress"})
        else:
            ends = self.chance.choice(ENDS)
            names = zip(("work / fix", "work / propose"), ends, strict=False)
            jobs = tuple(job(name, end, id=self.next()) for name, end in names)
            moved = mine[0].model_copy(
                update={"status": "completed", "conclusion": "success", "updated": self.seen.at, "jobs": jobs}
            )
            if ends == ("success", "success"):
                self.propose(fix_branch(claim.issue or 0, claim.attempt))
        self.turn(workers=tuple(moved if w.id == moved.id else w for w in the_job(self.seen).workers))

    def propose(self, branch: str) -> None:
        """A worker opens its pull request."""
        number = self.next()
        its = pull(number, branch=branch, created=self.seen.at)
        fix = FixPull(number=number, branch=branch, head=its.head, state="open")
        self.turn(fixes=(*the_job(self.seen).fixes, fix), pulls=(*self.seen.pulls, its))

    def fixes(self) -> None:
        """The checks of a fix end, people approve or close it."""
        branches = {f.branch: f for f in the_job(self.seen).fixes if f.state == "open"}
        for its in self.seen.pulls:
            if its.branch in branches:
                self.chance.choice((self.prove, self.prove, self.approve, self.refuse))(its)

    def prove(self, its: Pull) -> None:
        """The fix's own run ends."""
        end = self.chance.choice(("success", "success", "failure"))
        proof = self.run(job("test", end, id=self.next()), id=self.next(), event="pull_request")
        base = the_line(self.seen).history[0].sha
        against = Comparison(base=base, head=its.head, behind=0, files=(changed("src/a.py", "+x"),))
        self.replace(its, its.model_copy(update={"runs": (proof,), "against_line": against}))

    def approve(self, its: Pull) -> None:
        """A person approves."""
        self.replace(its, its.model_copy(update={"approved": True}))

    def refuse(self, its: Pull) -> None:
        """A person closes it, now and then."""
        if self.chance.random() < 0.3:
            closed = (
                f.model_copy(update={"state": "closed"}) if f.number == its.number else f
                for f in the_job(self.seen).fixes
            )
            self.turn(fixes=tuple(closed), pulls=tuple(p for p in self.seen.pulls if p != its))

    def replace(self, old: Pull, new: Pull) -> None:
        """One pull request in place of another."""
        self.turn(pulls=tuple(new if p == old else p for p in self.seen.pulls))


def told(seed: int) -> Story:
    """A story of forty passes."""
    story = Story(seed)
    for _ in range(40):
        story.look()
        story.move()
    return story


@settings(deadline=None, max_examples=80, print_blob=True)
@given(st.integers(0, 2**32))
def test_a_job_only_changes_as_the_table_allows(seed: int) -> None:
    states = told(seed).states
    for step in pairwise(states):
        event(" → ".join(step))
        assert step in TRANSITIONS


@pytest.mark.deep
def test_stories_tell_of_every_state() -> None:
    found: set[JobState] = set()
    for seed in range(30):
        found |= set(told(seed).states)
    assert set(JOB_STATES) == found


def test_a_story_is_the_same_each_time_it_is_told() -> None:
    first, second = told(7), told(7)
    assert first.states == second.states
    assert isinstance(first.seen, Snapshot)
    assert first.seen == second.seen
