"""What failed last on a line, by docs/rules/ci-green.md, told from the local GitHub's records alone.

Of each job, and of what others report, the newest word on each of the last commits; the streak of failures at
their head is a red. Neighbours: `oracle`, what the reds of a line come to; `proof`, what mends them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from bot.sandbox import git, git_process
from bot.sandbox.store import Job, Json, Run
from tests.drill.town import BUILD, DEPLOY, FAILED_BY_MACHINE, JOBS, Town

WINDOW = 20
LOGS = 3
"""So many logs of failed jobs are read; of more failures than that nobody can say why each was one."""
Void: TypeAlias = frozenset[tuple[str, int]]
"""Failures that count for nothing: the check, and the run."""
NOTHING: Void = frozenset()


@dataclass(frozen=True)
class Failed:
    """A failure on one commit: when its run began, when it failed first, how often by the code and by the machine."""

    id: int
    sha: str
    begun: datetime
    first: datetime
    code: int = 1
    machine: int = 0


@dataclass(frozen=True)
class Red:
    """A check that failed last. `path`: its workflow's file, or of `outside` who reports it. `failed`: newest first.

    `passed` are the commits on which it passed before that, newest first, without a failure between them.
    """

    path: str
    job: str
    failed: tuple[Failed, ...]
    passed: tuple[str, ...] = ()
    outside: bool = False

    @property
    def certain(self) -> bool:
        """Whether it stops the line at once: it failed again, or nobody can ask for it to run again."""
        again = any(one.code > 1 or one.machine > 1 for one in self.failed)
        return self.outside or again or len(self.failed) > 1

    @property
    def first(self) -> datetime:
        """When it failed first."""
        return self.failed[-1].first


@dataclass(frozen=True)
class Report:
    """What somebody else than Actions says of a commit; `passed` is None while it is under way."""

    id: int
    by: str
    name: str
    sha: str
    passed: bool | None
    at: datetime


Said: TypeAlias = tuple[Failed | None, str]
"""One commit's word: how it failed, None where it passed; and the commit."""


def reds(town: Town, branch: str, void: Void) -> tuple[tuple[Red, ...], bool]:
    """What failed last on a branch, and whether anything was said at all."""
    found: list[Red] = []
    seen = False
    for path, jobs in JOBS.items():
        for job in jobs:
            words = list(_words(town, branch, path, job, history(town, branch)))
            seen = seen or bool(words)
            found += _red(path, job, words, void) if words else _silent(town, branch, path, job, void)
    for who, name in ((BUILD_BY, BUILD), (DEPLOY_BY, DEPLOY)) if town.sort.outside else ():
        words = list(_reported(town, branch, who, name))
        seen = seen or bool(words)
        found += _red(who, name, words, frozenset(), outside=True)
    return tuple(found), seen


BUILD_BY, DEPLOY_BY = "circleci", "carol"
"""Whose words count on a line."""


def _red(path: str, job: str, words: list[Said], void: Void, outside: bool = False) -> list[Red]:
    """The red of a check, none where its newest word is that it passed."""
    streak: list[Failed] = []
    for failed, _ in words:
        if failed is None:
            break
        streak.append(failed)
    passed: list[str] = []
    for failed, sha in words[len(streak) :]:
        if failed is not None:
            break
        passed.append(sha)
    counted = tuple(one for one in streak if (f"{path}#{job}", one.id) not in void)
    return [Red(path, job, counted, tuple(passed), outside)] if counted else []


def _silent(town: Town, branch: str, path: str, job: str, void: Void) -> list[Red]:
    """The red of a check of which the last commits say nothing: as it was before, if it was certain."""
    words = list(_words(town, branch, path, job, history(town, branch, 1000)))
    return [red for red in _red(path, job, words, void) if red.certain]


def _words(town: Town, branch: str, path: str, job: str, shas: list[str]) -> Iterator[Said]:
    """For each of some commits the newest run in which the job passed or failed."""
    runs = [r for r in town.repo.record.runs.values() if r.workflow.path == path]
    runs = [r for r in runs if r.event == "push" and r.head_branch == branch]
    for sha in shas:
        for run in sorted((r for r in runs if r.head_sha == sha), key=lambda r: -r.id):
            said = [j for j in attempts(run, job) if j.conclusion in ("success", "failure")]
            if said:
                yield (None if said[-1].conclusion == "success" else _failure(run, said)), sha
                break


def _failure(run: Run, said: list[Job]) -> Failed:
    failed = [job for job in said if job.conclusion == "failure"]
    machine = sum(FAILED_BY_MACHINE.strip() in job.log for job in failed)
    first = failed[0].completed
    assert first
    return Failed(run.id, run.head_sha, run.created, first, len(failed) - machine, machine)


def _reported(town: Town, branch: str, who: str, name: str) -> Iterator[Said]:
    """For each of the last commits the newest word of somebody else than Actions that is one."""
    for sha in history(town, branch):
        mine = [one for one in reports(town, sha) if (one.by, one.name) == (who, name)]
        said = [one for one in mine if one.passed is not None]
        if said:
            last = said[-1]
            yield (None if last.passed else Failed(last.id, sha, last.at, last.at)), sha


def reports(town: Town, sha: str) -> list[Report]:
    """What others than Actions and Andon report of a commit, oldest first."""
    record, found = town.repo.record, list[Report]()
    for suite in record.suites:
        if suite.head_sha == sha and suite.app.slug not in ("github-actions", town.app.slug):
            for one in suite.checks:
                passed = one.conclusion == "success" if one.conclusion else None
                at = one.completed or one.started or town.now()
                found.append(Report(one.id, one.app.slug, one.name, sha, passed, at))
    for status in record.statuses:
        if status.sha == sha:
            passed = status.state == "success" if status.state != "pending" else None
            found.append(Report(status.id, status.by, status.context, sha, passed, status.at))
    return sorted(found, key=lambda one: one.id)


def attempts(run: Run, job: str) -> list[Job]:
    """A job's attempts in a run, oldest first."""
    return sorted((j for j in run.jobs if j.key == job), key=lambda j: j.attempt)


def many_logs(town: Town, branch: str) -> bool:
    """Whether more failed on the branch lately than logs are read."""
    recent = set(history(town, branch))
    runs = [r for r in town.repo.record.runs.values() if r.event == "push" and r.head_branch == branch]
    mine = [r for r in runs if r.head_sha in recent]
    return sum(job.conclusion == "failure" for run in mine for job in run.jobs) > LOGS


def remembered(town: Town) -> Void:
    """The failures that Andon remembers to count for nothing, as the line's own ref has it."""
    refs = town.repo.refs("refs/andon/")
    return frozenset[tuple[str, int]]().union(*(_void(town.repo.record.path, oid) for oid in refs.values()))


@lru_cache(maxsize=512)
def _void(repo: Path, oid: str) -> Void:
    if git.object_type(repo, oid) != "commit":
        return frozenset()
    text = git.commit(repo, oid).message.strip().rpartition("\n\n")[2]
    told: Json = json.loads(text) if text.startswith("{") else {}
    return frozenset((one["id"], run) for one in told.get("flakes", []) for run in one["acquitted"])


def history(town: Town, branch: str, most: int = WINDOW) -> list[str]:
    """The branch's last commits, newest first, along first parents."""
    return _history(town.repo.record.path, town.repo.head(f"refs/heads/{branch}"), most)


@lru_cache(maxsize=256)
def _history(repo: Path, tip: str, most: int) -> list[str]:
    return git_process.run(repo, "rev-list", "--first-parent", f"-n{most}", tip).split()
