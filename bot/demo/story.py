"""The story: red, stopped, fixed, proven, merged, green, released, each told as it happens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import httpx

from bot.demo.shop import BROKEN_COUPONS
from bot.demo.stage import Stage
from bot.demo.tell import Teller
from bot.sandbox.store import CheckRun, Issue, Run

T = TypeVar("T")
CORD = "Andon"
LIMIT = 120.0
"""Seconds that any one step of the story may take."""


@dataclass
class Seen:
    """What the story saw, for the table and the figures."""

    red: str = ""
    refused: httpx.Response | None = None
    allowed: httpx.Response | None = None
    job: Issue | None = None
    moments: dict[str, datetime] = field(default_factory=dict[str, datetime])


def wait(stage: Stage, what: str, look: Callable[[], T | None]) -> T:
    """Wait until `look` finds something."""
    found = stage.gh.wait(lambda: look() or None, LIMIT, what)
    assert found is not None  # noqa: S101 - wait raises instead
    return found


def tell(stage: Stage, teller: Teller) -> Seen:
    """Play the whole story."""
    seen = Seen()
    _calm(stage, teller)
    _red(stage, teller, seen)
    _blocked(stage, teller, seen)
    _fixed(stage, teller, seen)
    _released(stage, teller, seen)
    return seen


def cord(stage: Stage, number: int) -> CheckRun | None:
    """The cord on a pull request: the newest check run of the name by our App."""
    sha = stage.shop.pull_of(number).head_sha
    ours = [c for c in stage.shop.checks(sha, CORD) if c.app.id == stage.app.id]
    return ours[-1] if ours else None


def _cord_is(stage: Stage, number: int, *wanted: str) -> CheckRun | None:
    found = cord(stage, number)
    return found if found and (found.conclusion or found.status) in wanted else None


def _runs(stage: Stage, sha: str, event: str) -> list[Run]:
    with stage.gh.world.lock:
        runs = stage.shop.record.runs.values()
        return sorted((r for r in runs if r.head_sha == sha and r.event == event), key=lambda r: r.id)


def _ended(stage: Stage, sha: str, event: str, attempt: int = 1) -> Run | None:
    """The run for a commit once that attempt is over."""
    for run in _runs(stage, sha, event):
        if run.attempt > attempt or (run.attempt == attempt and run.status == "completed"):
            return run
    return None


def _calm(stage: Stage, teller: Teller) -> None:
    teller.chapter("A calm day: main is green, two pull requests are open, `Andon` is a required check")
    for login, number in stage.pulls.items():
        wait(stage, f"cord on #{number}", lambda n=number: _cord_is(stage, n, "success"))
        teller.line(login, f"#{number} has its cord: {_title(stage, number)}", "green")
    stage.gh.idle(LIMIT)


def _title(stage: Stage, number: int) -> str:
    found = cord(stage, number)
    return (found.title or "") if found else "no cord"


def _red(stage: Stage, teller: Teller, seen: Seen) -> None:
    teller.chapter("Alice pushes a commit that breaks the tests")
    teller.start()
    seen.red = stage.push("alice", {"shop/coupons.py": BROKEN_COUPONS}, "Compare coupon codes faster")
    teller.line("alice", f"git push to main: {seen.red[:7]} Compare coupon codes faster")
    run = wait(stage, "CI on main", lambda: next(iter(_runs(stage, seen.red, "push")), None))
    teller.line("actions", f"CI run {run.id} starts on main (really, through act)")
    wait(stage, "attempt 1 to fail", lambda: _ended(stage, seen.red, "push"))
    seen.moments["failed"] = _completed(run, 1)
    teller.line("actions", f"CI / test failed: {_telling(run)}", "red")
    first = next(iter(stage.pulls.values()))
    wait(stage, "the yellow cord", lambda: _cord_is(stage, first, "in_progress", "failure"))
    teller.line("andon", f"confirming: {_title(stage, first)}", "yellow")
    wait(stage, "the re-run", lambda: run.attempt >= 2 or None)
    teller.line("andon", f"re-runs the failed job: attempt {run.attempt}")
    wait(stage, "attempt 2 to fail", lambda: _ended(stage, seen.red, "push", 2))
    seen.moments["confirmed"] = _completed(run, 2)
    teller.line("actions", "CI / test failed again", "red")


def _completed(run: Run, attempt: int) -> datetime:
    return max(job.completed for job in run.jobs if job.attempt == attempt and job.completed)


def _telling(run: Run) -> str:
    """The line of the log that says most."""
    lines = [line.partition(" ")[2] for job in run.jobs for line in job.log.splitlines()]
    return next((line for line in lines if line.startswith("FAILED ")), "see its log")


def _blocked(stage: Stage, teller: Teller, seen: Seen) -> None:
    teller.chapter("The line stops")
    for login, number in stage.pulls.items():
        wait(stage, f"#{number} blocked", lambda n=number: _cord_is(stage, n, "failure"))
        teller.line("andon", f"#{number} by {login} is blocked: {_title(stage, number)}", "red")
    bob = stage.pulls["bob"]
    seen.refused = stage.merge(bob, "bob")
    teller.line(
        "bob",
        f"tries to merge #{bob}: {seen.refused.status_code} {seen.refused.json().get('message')}",
        "red",
    )
    seen.job = wait(stage, "the job", stage.job)
    teller.line("andon", f"opens job #{seen.job.number}: {seen.job.title}")


def _fixed(stage: Stage, teller: Teller, seen: Seen) -> None:
    teller.chapter("A worker fixes it")
    worker = wait(stage, "the worker", lambda: next(iter(_runs(stage, seen.red, "workflow_dispatch")), None))
    teller.line("andon", f"claims attempt 1 and dispatches the worker: run {worker.id}")
    wait(stage, "the worker to end", lambda: worker.status == "completed" or None)
    ends = ", ".join(f"{job.name} {job.conclusion}" for job in worker.jobs)
    teller.line("worker", f"run {worker.id} ended: {ends}")
    fix = wait(stage, "the fix", stage.fix)
    number = fix.number
    teller.line("andon", f"fix pull request #{number}: {fix.title}")
    head = stage.shop.pull_of(number).head_sha
    for line in _diff(stage, head):
        teller.line("", line, "green" if line.startswith("+") else "red")
    wait(stage, "CI on the fix", lambda: _ended(stage, head, "pull_request"))
    teller.line("actions", f"CI on #{number}: success", "green")
    wait(stage, "passage by proof", lambda: _cord_is(stage, number, "success"))
    teller.line("andon", f"#{number} passes the stopped line by proof: {_title(stage, number)}", "green")
    pull = stage.shop.pull_of(number)
    wait(stage, "the merge", lambda: pull.merged or None)
    teller.line("andon", f"merges #{number} as {(pull.merge_commit_sha or '')[:7]}")


def _diff(stage: Stage, head: str) -> list[str]:
    """The changed lines of the fix."""
    before, after = stage.shop.tree(stage.shop.head("main")), stage.shop.tree(head)
    lines: list[str] = []
    for path in sorted(set(before) | set(after)):
        old, new = before.get(path, "").splitlines(), after.get(path, "").splitlines()
        if old != new:
            lines.append(path)
            lines += [f"-{line}" for line in old if line not in new]
            lines += [f"+{line}" for line in new if line not in old]
    return lines


def _released(stage: Stage, teller: Teller, seen: Seen) -> None:
    teller.chapter("The line runs again")
    merged = stage.shop.head("main")
    wait(stage, "main's CI", lambda: _ended(stage, merged, "push"))
    seen.moments["green"] = _completed(_runs(stage, merged, "push")[0], 1)
    teller.line("actions", f"CI on main at {merged[:7]}: success", "green")
    for login, number in stage.pulls.items():
        wait(stage, f"#{number} released", lambda n=number: _cord_is(stage, n, "success"))
        teller.line("andon", f"#{number} by {login} is released: {_title(stage, number)}", "green")
    job = seen.job
    wait(stage, "the job to close", lambda: job if job and job.state == "closed" else None)
    teller.line("andon", f"closes job #{job.number if job else '?'} with its proof", "green")
    stage.gh.idle(LIMIT)
    bob = stage.pulls["bob"]
    seen.allowed = stage.merge(bob, "bob")
    teller.line("bob", f"merges #{bob}: {seen.allowed.status_code}", "green")
    stage.gh.idle(LIMIT)
