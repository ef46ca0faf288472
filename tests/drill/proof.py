"""What lets a head pass a red line, by docs/rules/ci-green.md: its own runs, a tree that is known, unrelated files.

Of pull requests and of what the merge queue makes of them. Neighbour: `reds`, what is to be proven.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from bot.sandbox import git, git_process
from bot.sandbox.rulesets import QueueEntry
from bot.sandbox.store import Issue, Run
from tests.drill.reds import Red, attempts, history, many_logs, reports
from tests.drill.town import Town

SETTINGS = ".circleci/"
"""What other CI is set up by."""
LISTED = 300
"""With so many files or more nobody knows what else changes."""


@dataclass(frozen=True)
class Head:
    """What shall be merged: a pull request's head, or a merge group's, and since when it is proposed to its base alone.

    `branch` is its own, with the fork that it is in.
    """

    sha: str
    base: str
    author: str
    event: str
    branch: str
    fork: int | None
    since: datetime
    elsewhere: bool = False


def of_pull(town: Town, issue: Issue) -> Head:
    """A pull request's head."""
    pull = issue.pull
    assert pull
    twins = [o for o in town.pulls("open", "closed") if o.pull and o.number != issue.number]
    same = [
        o for o in twins if o.pull and (o.pull.head_ref, o.pull.head_repo) == (pull.head_ref, pull.head_repo)
    ]
    ends = [o.closed for o in same if o.closed]
    others = [o.pull for o in twins if o.pull and o.state == "open"]
    return Head(
        sha=pull.head_sha,
        base=pull.base_ref,
        author=issue.author.login,
        event="pull_request",
        branch=pull.head_ref,
        fork=pull.head_repo if pull.head_repo != town.repo.record.id else None,
        since=max([issue.created, *(change.at for change in pull.base_changes), *ends]),
        elsewhere=any(o.head_sha == pull.head_sha and o.base_ref != pull.base_ref for o in others),
    )


def of_group(town: Town, entry: QueueEntry, base: str) -> Head:
    """What the merge queue made of a pull request."""
    group = entry.group
    assert group
    author = town.repo.issue(entry.number).author.login
    ref = group.ref.removeprefix("refs/heads/")
    return Head(group.sha, base, author, "merge_group", ref, None, group.asked)


def lacking(town: Town, head: Head, reds: tuple[Red, ...]) -> str | None:
    """What a head lacks to be proven a fix of what is red by its own runs; None if nothing."""
    if head.elsewhere:
        return "its head is proposed elsewhere too"
    changed = changes(town, head)
    if changed is None:
        return "it lacks the line's head"
    if len(changed) >= LISTED:
        return "nobody knows all that it changes"
    judges = {red.path for red in reds}
    if any(path in judges or (path.startswith("tests/") and not _adds(town, head, path)) for path in changed):
        return "it touches what judges it"
    if any(path.startswith(SETTINGS) for path in changed) and any(red.outside for red in reds):
        return "it touches what other CI is set up by"
    return next((told for red in reds if (told := _unproven(town, head, red))), None)


def changes(town: Town, head: Head) -> list[str] | None:
    """What a head changes against its line's; None where it does not contain that."""
    return _changed(town.repo.record.path, history(town, head.base)[0], head.sha)


@lru_cache(maxsize=2048)
def _changed(repo: Path, tip: str, head: str) -> list[str] | None:
    return git.changed_paths(repo, tip, head) if git.is_ancestor(repo, tip, head) else None


def _adds(town: Town, head: Head, path: str) -> bool:
    """Whether it is a file of tests that the line does not have: those that were taken away, given back."""
    repo, tip = town.repo.record.path, history(town, head.base)[0]
    return path.startswith("tests/test_") and git.blob(repo, tip, path) is None


def _unproven(town: Town, head: Head, red: Red) -> str | None:
    """Why nothing proves that the red check passes on a head; None if it is proven."""
    if red.outside:
        return _unreported(town, head, red)
    runs, alone = _runs(town, head, red), head.since.replace(microsecond=0)
    if not runs:
        return f"{red.job} has not run on it"
    if (end := _end(runs[0], red)) != "success":
        return f"{red.job} ended with {end}"
    if runs[0].created.replace(microsecond=0) < alone:
        return f"{red.job} ran for another base, perhaps"
    since = [run for run in runs if run.created.replace(microsecond=0) >= alone]
    return f"{red.job} failed on it too" if any(_end(run, red) == "failure" for run in since[1:]) else None


def _unreported(town: Town, head: Head, red: Red) -> str | None:
    mine = [one for one in reports(town, head.sha) if (one.by, one.name) == (red.path, red.job)]
    if not mine or not mine[-1].passed:
        return f"{red.path} has not said that {red.job} passed on it"
    if red.path == head.author:
        return "its author's own word"
    return "it was for another base, perhaps" if mine[-1].at < head.since.replace(microsecond=0) else None


def _runs(town: Town, head: Head, red: Red) -> list[Run]:
    """The head's own runs of the red workflow, newest first."""
    runs = [r for r in town.repo.record.runs.values() if r.workflow.path == red.path]
    runs = [r for r in runs if r.event == head.event and r.head_sha == head.sha]
    return sorted(
        (r for r in runs if (r.head_branch, r.fork) == (head.branch, head.fork)), key=lambda r: -r.id
    )


def _end(run: Run, red: Red) -> str | None:
    found = attempts(run, red.job)
    return found[-1].conclusion if found else None


def under_way(town: Town, head: Head, reds: tuple[Red, ...]) -> bool:
    """Whether what might prove a head is not over yet."""
    runs = [run for red in reds if not red.outside for run in _runs(town, head, red)]
    said = [one.passed for red in reds if red.outside for one in reports(town, head.sha)]
    return not runs or any(run.status != "completed" for run in runs) or None in (said or [None])


def unrelated(town: Town, head: Head) -> bool:
    """Whether a head touches only what the configuration calls unrelated."""
    repo, tip = town.repo.record.path, history(town, head.base)[0]
    base = git.merge_base(repo, tip, head.sha)
    paths = git.changed_paths(repo, base, head.sha) if base else []
    return town.sort.trust and bool(paths) and all(path.startswith("docs/") for path in paths)


def gives_back(town: Town, head: Head, reds: tuple[Red, ...]) -> bool | None:
    """Whether a head gives the line files back that are known to be good; None where nobody can tell."""
    if not reds or any(red.outside for red in reds) or changes(town, head) is None:
        return False
    if not _takes_back(town, head, reds) and not _were_green(town, head, reds):
        return False
    if any(failed.machine for red in reds for failed in red.failed):
        return None if many_logs(town, head.base) else False
    words = [_newest_word(town, head, red) for red in reds]
    if "failure" in words:
        return False
    return None if "unsure" in words or many_logs(town, head.base) else True


def _takes_back(town: Town, head: Head, reds: tuple[Red, ...]) -> bool:
    """Whether it is the line's head of today without the one commit since which everything red fails."""
    recent, repo = history(town, head.base), town.repo.record.path
    suspects = {(red.failed[-1].sha, red.passed[0] if red.passed else "") for red in reds}
    (broke, before), *more = suspects
    if more or (broke, before) not in pairwise(recent):
        return False
    changed = git.changed_paths(repo, before, broke)
    if set(changed) & set(git.changed_paths(repo, broke, recent[0])):
        return False
    same = all(git.blob(repo, head.sha, path) == git.blob(repo, before, path) for path in changed)
    return same and set(git.changed_paths(repo, recent[0], head.sha)) == set(changed)


def _were_green(town: Town, head: Head, reds: tuple[Red, ...]) -> bool:
    """Whether it holds the files of the newest commit on which everything red passed."""
    good = [sha for sha in history(town, head.base) if all(sha in red.passed for red in reds)]
    return bool(good) and _tree(town, good[0]) == _tree(town, head.sha)


def _newest_word(town: Town, head: Head, red: Red) -> str:
    """What was said last of the red check on these very files, on the line or on an open pull request."""
    tree, repo, tip = _tree(town, head.sha), town.repo.record.path, history(town, head.base)[0]
    line = {sha for sha in history(town, head.base) if _tree(town, sha) == tree}
    pulls = {i.pull.head_sha for i in town.pulls("open") if i.pull and _tree(town, i.pull.head_sha) == tree}
    words: list[tuple[datetime, bool, str]] = []
    for run in town.repo.record.runs.values():
        if run.workflow.path != red.path or run.head_sha not in line | pulls | {head.sha}:
            continue
        ends = attempts(run, red.job)[-1:]
        for job in ends:
            counts = (
                job.conclusion == "failure"
                or run.head_sha in line
                or git.is_ancestor(repo, tip, run.head_sha)
            )
            if job.completed and job.conclusion in ("success", "failure") and counts:
                whole = job.conclusion == "success" and run.conclusion == "failure"
                words.append(
                    (job.completed, job.conclusion == "failure", "unsure" if whole else job.conclusion)
                )
    return max(words, default=(head.since, False, "success"))[2]


def _tree(town: Town, sha: str) -> str:
    return _tree_of(town.repo.record.path, sha)


@lru_cache(maxsize=4096)
def _tree_of(repo: Path, sha: str) -> str:
    return git_process.run(repo, "rev-parse", f"{sha}^{{tree}}").strip()
