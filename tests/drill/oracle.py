"""What every cord must show, by the rules as people read them: docs/rules/ci-green.md, docs/commands.md.

Written without Andon's code, from what GitHub's records say has happened: plain loops, no cleverness. It has
an opinion where the rules have one; while a first failure may still be confirmed it lets several be right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from bot.sandbox import git
from bot.sandbox.store import Issue, Job, Pull, Run
from tests.drill.spoken import Chronicle, Obeyed, Word
from tests.drill.town import JOBS, LINES, MAIN, Town

State: TypeAlias = Literal["quiet", "running", "started", "confirming", "stopped"]
WINDOW = 20
NOBODY = Word()
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(minutes=30)
"""How long a first failure may be confirmed at least, and at most."""


@dataclass(frozen=True)
class Red:
    """A job that failed last: its runs that failed, newest first, each of another commit."""

    path: str
    job: str
    runs: tuple[Run, ...]
    times: int  # how often it failed in the run where it failed most
    first: datetime  # when it failed first


@dataclass(frozen=True)
class Opinion:
    """A line as it should be. `surely`: whether it could be nothing else at this moment."""

    branch: str
    state: State
    reds: tuple[Red, ...] = ()
    by_people: bool = False
    surely: bool = True
    word: Word = NOBODY


@dataclass
class Oracle:
    """Has an opinion on a town at this moment."""

    town: Town
    chronicle: Chronicle

    def line(self, branch: str) -> Opinion:
        """What a line should be."""
        reds, seen = self._reds(branch)
        word = self.chronicle.word(branch)
        overruled = tuple(r for r in reds if word.start and all(_before(run, word.start) for run in r.runs))
        counted = tuple(red for red in reds if red not in overruled)
        if word.stop:
            return Opinion(branch, "stopped", reds, by_people=True, word=word)
        if any(self._confirmed(red, LONGEST) for red in counted):
            return Opinion(branch, "stopped", reds, word=word)
        if counted:
            surely = not any(self._confirmed(red, SHORTEST) for red in counted)
            return Opinion(branch, "confirming", reds, surely=surely, word=word)
        if overruled:
            return Opinion(branch, "started", reds, by_people=True)
        return Opinion(branch, "running" if seen else "quiet")

    def _confirmed(self, red: Red, within: timedelta) -> bool:
        return red.times > 1 or len(red.runs) > 1 or self.town.now() >= red.first + within

    def _reds(self, branch: str) -> tuple[tuple[Red, ...], bool]:
        """The jobs that failed last on a branch, and whether any job said anything at all."""
        found: list[Red] = []
        seen = False
        for path, jobs in JOBS.items():
            for job in jobs:
                words = list(self._words(branch, path, job))
                seen = seen or bool(words)
                failed: list[Run] = []
                for run, passed in words:
                    if passed:
                        break
                    failed.append(run)
                if failed:
                    found.append(_red(path, job, failed))
        return tuple(found), seen

    def _words(self, branch: str, path: str, job: str) -> Iterator[tuple[Run, bool]]:
        """For each of the last commits the newest run in which the job passed or failed, and which."""
        runs = [r for r in self.town.repo.record.runs.values() if r.workflow.path == path]
        runs = [r for r in runs if r.event == "push" and r.head_branch == branch]
        for sha in self.history(branch):
            for run in sorted((r for r in runs if r.head_sha == sha), key=lambda r: -r.id):
                said = [j.conclusion for j in attempts(run, job) if j.conclusion in ("success", "failure")]
                if said:
                    yield run, said[-1] == "success"
                    break

    def mode(self) -> str:
        """The mode that the default branch's configuration says."""
        return _mode(self.town.repo.record.path, self.town.repo.head(f"refs/heads/{MAIN}"))

    def history(self, branch: str) -> list[str]:
        """The branch's last commits, newest first, along first parents."""
        return _history(self.town.repo.record.path, self.town.repo.head(f"refs/heads/{branch}"))

    def wanted(self, head: str) -> frozenset[str | None]:
        """What the cord on a head may show; anything if the set is empty."""
        mode = self.mode()
        mine = [issue for issue in self.town.pulls("open") if issue.pull and issue.pull.head_sha == head]
        bases = {issue.pull.base_ref for issue in mine if issue.pull}
        if not bases & set(LINES):
            return frozenset()
        each = [
            self._for(issue, self.line(issue.pull.base_ref))
            for issue in mine
            if issue.pull and issue.pull.base_ref in LINES
        ]
        if mode == "shadow":
            return frozenset({None, "success", "neutral"})
        if any(len(one) == 1 and "failure" in one for one in each):
            return frozenset({"failure" if mode == "enforce" else "neutral"})
        any_of: set[str | None] = {"neutral"} if mode == "warn" else set()
        return frozenset(any_of.union(*each))

    def _for(self, issue: Issue, line: Opinion) -> frozenset[str | None]:
        pull = issue.pull
        assert pull
        passes = line.word.lets(pull.head_sha) or (not line.by_people and not self.lacking(issue, line))
        match line.state:
            case "running" | "quiet" | "started":
                return frozenset({"success"})
            case "stopped":
                return frozenset({"success" if passes else "failure"})
            case "confirming":
                free: set[str | None] = set() if self._urgent(issue) else {"success"}
                late: set[str | None] = (
                    set() if line.surely else {"failure", "success"} if passes else {"failure"}
                )
                return frozenset({"in_progress", "failure"} | free | late)

    def _urgent(self, issue: Issue) -> bool:
        """Whether a pull request could merge now, so that a first failure must hold it."""
        pull = issue.pull
        assert pull
        return not pull.draft and (pull.auto_merge_by is not None or self.town.could_merge(issue))

    def lacking(self, issue: Issue, line: Opinion) -> str | None:
        """What a pull request lacks to be proven a fix of a red line; None if nothing."""
        pull, repo = issue.pull, self.town.repo.record
        assert pull
        tip = self.history(line.branch)[0]
        others = [o.pull for o in self.town.pulls("open") if o.pull and o.number != issue.number]
        if any(o.head_sha == pull.head_sha and o.base_ref != pull.base_ref for o in others):
            return "its head is proposed elsewhere too"
        changed = _changed(repo.path, tip, pull.head_sha)
        if changed is None:
            return "it lacks the line's head"
        if any(path.startswith("tests/") or path in {red.path for red in line.reds} for path in changed):
            return "it touches what judges it"
        alone = self._alone_since(issue, pull)
        return next(
            (told for red in line.reds if (told := _unproven(self._runs(pull, red), red, alone))), None
        )

    def _alone_since(self, issue: Issue, pull: Pull) -> datetime:
        """Since when its branch is proposed to this base and no other."""
        twins = [o for o in self.town.pulls("open", "closed") if o.pull and o.number != issue.number]
        same = [
            o
            for o in twins
            if o.pull and (o.pull.head_ref, o.pull.head_repo) == (pull.head_ref, pull.head_repo)
        ]
        ends = [o.closed for o in same if o.closed]
        return max([issue.created, *(change.at for change in pull.base_changes), *ends])

    def _runs(self, pull: Pull, red: Red) -> list[Run]:
        """The pull request's own runs of the red workflow at its head, newest first."""
        runs = [r for r in self.town.repo.record.runs.values() if r.workflow.path == red.path]
        runs = [r for r in runs if r.event == "pull_request" and r.head_sha == pull.head_sha]
        fork = pull.head_repo if pull.head_repo != self.town.repo.record.id else None
        mine = [r for r in runs if r.head_branch == pull.head_ref and r.fork == fork]
        return sorted(mine, key=lambda r: -r.id)


@lru_cache(maxsize=256)
def _history(repo: Path, tip: str) -> list[str]:
    return git.run(repo, "rev-list", "--first-parent", f"-n{WINDOW}", tip).split()


@lru_cache(maxsize=256)
def _mode(repo: Path, tip: str) -> str:
    text = git.blob(repo, tip, ".github/andon.yml") or ""
    return next(line.split()[1] for line in text.splitlines() if line.startswith("mode:"))


@lru_cache(maxsize=1024)
def _changed(repo: Path, tip: str, head: str) -> list[str] | None:
    """What a head changes against a line's; None where it does not contain that."""
    return git.changed_paths(repo, tip, head) if git.is_ancestor(repo, tip, head) else None


def _unproven(runs: list[Run], red: Red, alone: datetime) -> str | None:
    """Why these runs do not prove that the red job passes; None if they do."""
    if not runs:
        return f"{red.job} has not run on it"
    ends = [attempts(run, red.job)[-1].conclusion for run in runs if attempts(run, red.job)]
    if ends[0] != "success":
        return f"{red.job} ended with {ends[0]}"
    if runs[0].created.replace(microsecond=0) < alone.replace(microsecond=0):
        return f"{red.job} ran for another base, perhaps"
    since = [run for run in runs if run.created.replace(microsecond=0) >= alone.replace(microsecond=0)]
    failed = [run for run in since[1:] if attempts(run, red.job)[-1].conclusion == "failure"]
    return f"{red.job} failed on it too" if failed else None


def attempts(run: Run, job: str) -> list[Job]:
    """A job's attempts in a run, oldest first."""
    return sorted((j for j in run.jobs if j.key == job), key=lambda j: j.attempt)


def _red(path: str, job: str, runs: list[Run]) -> Red:
    failed = [[j for j in attempts(run, job) if j.conclusion == "failure"] for run in runs]
    first = failed[-1][0].completed
    assert first
    return Red(path, job, tuple(runs), max(map(len, failed)), first)


def _before(run: Run, start: Obeyed) -> bool:
    """Whether a run was there when somebody let the line run."""
    return run.created.replace(microsecond=0) <= start.at.replace(microsecond=0)
