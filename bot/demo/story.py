"""The shop's story: red, stopped, fixed, proven, merged, green, released, each told as it happens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import httpx

from bot.demo.scene import Scene
from bot.demo.shop import BROKEN_COUPONS
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


def wait(scene: Scene, what: str, look: Callable[[], T | None]) -> T:
    """Wait until `look` finds something."""
    found = scene.stage.gh.wait(lambda: look() or None, LIMIT * scene.stage.patience, what)
    assert found is not None  # noqa: S101 - wait raises instead
    return found


def tell(scene: Scene, teller: Teller) -> Seen:
    """Play the whole story."""
    seen = Seen()
    _calm(scene, teller)
    _red(scene, teller, seen)
    _blocked(scene, teller, seen)
    _fixed(scene, teller, seen)
    _released(scene, teller, seen)
    return seen


def cord(scene: Scene, number: int) -> CheckRun | None:
    """The cord on a pull request: the newest check run of the name by our App."""
    sha = scene.repo.pull_of(number).head_sha
    ours = [c for c in scene.repo.checks(sha, CORD) if c.app.id == scene.stage.app.id]
    return ours[-1] if ours else None


def _cord_is(scene: Scene, number: int, *wanted: str) -> CheckRun | None:
    found = cord(scene, number)
    return found if found and (found.conclusion or found.status) in wanted else None


def _runs(scene: Scene, sha: str, event: str) -> list[Run]:
    with scene.stage.gh.world.lock:
        runs = scene.repo.record.runs.values()
        return sorted((r for r in runs if r.head_sha == sha and r.event == event), key=lambda r: r.id)


def _ended(scene: Scene, sha: str, event: str, attempt: int = 1) -> Run | None:
    """The run for a commit once that attempt is over."""
    for run in _runs(scene, sha, event):
        if run.attempt > attempt or (run.attempt == attempt and run.status == "completed"):
            return run
    return None


def _calm(scene: Scene, teller: Teller) -> None:
    teller.chapter("A calm day: main is green, ten pull requests are open, `Andon` is a required check")
    _wait_for_all(scene, teller, "success", "has its cord")
    scene.stage.gh.idle(LIMIT)


def _wait_for_all(scene: Scene, teller: Teller, wanted: str, told: str, style: str = "green") -> None:
    """Wait until every cord is as wanted; tell of the first, and when the last one was."""
    for index, (login, number) in enumerate(scene.pulls.items()):
        wait(scene, f"#{number}: {told}", lambda n=number: _cord_is(scene, n, wanted))
        if index == 0:
            teller.line("andon", f"#{number} by {login} {told}: {_title(scene, number)}", style)
    teller.line("andon", f"the last of the {len(scene.pulls)} {told}", style)


def _title(scene: Scene, number: int) -> str:
    found = cord(scene, number)
    return (found.title or "") if found else "no cord"


def _red(scene: Scene, teller: Teller, seen: Seen) -> None:
    teller.chapter("Alice pushes a commit that breaks the tests")
    teller.start()
    seen.red = scene.push("alice", {"shop/coupons.py": BROKEN_COUPONS}, "Compare coupon codes faster")
    teller.line("alice", f"git push to main: {seen.red[:7]} Compare coupon codes faster")
    run = wait(scene, "CI on main", lambda: next(iter(_runs(scene, seen.red, "push")), None))
    teller.line("actions", f"CI run {run.id} starts on main (really, through act)")
    wait(scene, "attempt 1 to fail", lambda: _ended(scene, seen.red, "push"))
    seen.moments["failed"] = _completed(run, 1)
    teller.line("actions", f"CI / test failed: {_telling(run)}", "red")
    first = next(iter(scene.pulls.values()))
    wait(scene, "the yellow cord", lambda: _cord_is(scene, first, "in_progress", "failure"))
    teller.line("andon", f"confirming: {_title(scene, first)}", "yellow")
    wait(scene, "the re-run", lambda: run.attempt >= 2 or None)
    teller.line("andon", f"re-runs the failed job: attempt {run.attempt}")
    wait(scene, "attempt 2 to fail", lambda: _ended(scene, seen.red, "push", 2))
    seen.moments["confirmed"] = _completed(run, 2)
    teller.line("actions", "CI / test failed again", "red")


def _completed(run: Run, attempt: int) -> datetime:
    return max(job.completed for job in run.jobs if job.attempt == attempt and job.completed)


def _telling(run: Run) -> str:
    """The line of the log that says most."""
    lines = [line.partition(" ")[2] for job in run.jobs for line in job.log.splitlines()]
    return next((line for line in lines if line.startswith("FAILED ")), "see its log")


def _blocked(scene: Scene, teller: Teller, seen: Seen) -> None:
    teller.chapter("The line stops")
    _wait_for_all(scene, teller, "failure", "is blocked", "red")
    bob = scene.pulls["bob"]
    seen.refused = scene.merge(bob, "bob")
    teller.line(
        "bob",
        f"tries to merge #{bob}: {seen.refused.status_code} {seen.refused.json().get('message')}",
        "red",
    )
    seen.job = wait(scene, "the job", scene.job)
    teller.line("andon", f"opens job #{seen.job.number}: {seen.job.title}")


def _fixed(scene: Scene, teller: Teller, seen: Seen) -> None:
    teller.chapter("A worker fixes it")
    worker = wait(scene, "the worker", lambda: next(iter(_runs(scene, seen.red, "workflow_dispatch")), None))
    teller.line("andon", f"claims attempt 1 and dispatches the worker: run {worker.id}")
    wait(scene, "the worker to end", lambda: worker.status == "completed" or None)
    ends = ", ".join(f"{job.name} {job.conclusion}" for job in worker.jobs)
    teller.line("worker", f"run {worker.id} ended: {ends}")
    fix = wait(scene, "the fix", scene.fix)
    number = fix.number
    teller.line("andon", f"fix pull request #{number}: {fix.title}")
    head = scene.repo.pull_of(number).head_sha
    for line in _diff(scene, head):
        teller.line("", line, "green" if line.startswith("+") else "red")
    wait(scene, "CI on the fix", lambda: _ended(scene, head, "pull_request"))
    teller.line("actions", f"CI on #{number}: success", "green")
    wait(scene, "passage by proof", lambda: _cord_is(scene, number, "success"))
    teller.line("andon", f"#{number} passes the stopped line by proof: {_title(scene, number)}", "green")
    pull = scene.repo.pull_of(number)
    wait(scene, "the merge", lambda: pull.merged or None)
    teller.line("andon", f"merges #{number} as {(pull.merge_commit_sha or '')[:7]}")


def _diff(scene: Scene, head: str) -> list[str]:
    """The changed lines of the fix."""
    before, after = scene.repo.tree(scene.repo.head("main")), scene.repo.tree(head)
    lines: list[str] = []
    for path in sorted(set(before) | set(after)):
        old, new = before.get(path, "").splitlines(), after.get(path, "").splitlines()
        if old != new:
            lines.append(path)
            lines += [f"-{line}" for line in old if line not in new]
            lines += [f"+{line}" for line in new if line not in old]
    return lines


def _released(scene: Scene, teller: Teller, seen: Seen) -> None:
    teller.chapter("The line runs again")
    merged = scene.repo.head("main")
    wait(scene, "main's CI", lambda: _ended(scene, merged, "push"))
    seen.moments["green"] = _completed(_runs(scene, merged, "push")[0], 1)
    teller.line("actions", f"CI on main at {merged[:7]}: success", "green")
    _wait_for_all(scene, teller, "success", "is released")
    job = seen.job
    wait(scene, "the job to close", lambda: job if job and job.state == "closed" else None)
    teller.line("andon", f"closes job #{job.number if job else '?'} with its proof", "green")
    scene.stage.gh.idle(LIMIT)
    bob = scene.pulls["bob"]
    seen.allowed = scene.merge(bob, "bob")
    teller.line("bob", f"merges #{bob}: {seen.allowed.status_code}", "green")
    scene.stage.gh.idle(LIMIT)
