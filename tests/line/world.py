"""The world of a story: a repository as GitHub would show it, moved on by what happens and by what Andon does.

It holds everything that is there; `sight` says what of it a pass gets to read. Neighbours: `running`, what
workflows do in it; `proposing`, pull requests and queues.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar, cast

from bot.act.words import CordWords, cord
from bot.model.after_green import Dequeued, EnqueuePull, UpdatePull
from bot.model.branches import matches
from bot.model.commands import Proposed, Role, Said
from bot.model.config import Config, parse
from bot.model.config_text import Invalid
from bot.model.effects import AnswerCommand, Plan, Rerun, WriteCord
from bot.model.facts import ChangedFile, LineFacts, Pull, Unread, WorkflowFile
from bot.model.job_issue import JobIssue
from bot.model.jobs import line_key
from bot.model.runs import Check, Commit, RequiredCheck, Run
from bot.model.snapshot import Snapshot
from tests.building import REPOSITORY
from tests.decide.visible import shown
from tests.line.script import DAY, Scenario, Unclear

T = TypeVar("T")
_Mapping: TypeAlias = dict[str, Any]
WORKFLOWS: dict[str, dict[str, dict[str, Any]]] = {
    "CI": {"test": {"timeout-minutes": 30}, "lint": {"timeout-minutes": 30}},
    "Docs": {"links": {}},
    "Deploy": {"build": {}, "ship": {"needs": "build", "environment": "production"}},
    "Andon": {"fix": {}},
}
"""The workflows of every story: their jobs, and what of these matters to the line."""
CAST: dict[str, Role] = {
    **{"alice": "admin", "carol": "maintain", "bob": "write", "dave": "triage", "eve": "read"},
    "robot": "none",
}
"""Who may speak, and what they may do in the repository; `robot` is an App."""


def path_of(workflow: str) -> str:
    """The file of a workflow."""
    if workflow not in WORKFLOWS:
        raise Unclear(f"there is no workflow {workflow}; there are {', '.join(WORKFLOWS)}")
    return f".github/workflows/{workflow.lower()}.yml"


def sha_of(name: str) -> str:
    """The commit that a story calls so."""
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()


@dataclass
class World:
    """Everything that is there. `contains` is the newest commit of its base that a head has, by head; `texts` what the
    workflows' files hold, by commit of a line; `checks` what others than Actions report, by commit; `required` what the
    branch's rules require; `approvals` when pull requests were approved, `dismissing` whether a push takes that away;
    `queued` how they stand with the queue; `locked` those whose branches Andon may not push to; `issues` its jobs',
    closed ones too; `blind` are runs whose jobs nobody gets
    to see, `covered` pull requests of which nobody sees what they change; `written`, `answered`
    and `moves` is what the newest pass did."""

    seen: Snapshot
    settings: dict[str, Any]
    names: dict[str, str] = field(default_factory=dict[str, str])
    contains: dict[str, str] = field(default_factory=dict[str, str])
    changes: dict[str, tuple[ChangedFile, ...]] = field(default_factory=dict[str, tuple[ChangedFile, ...]])
    texts: dict[str, dict[str, str | None]] = field(default_factory=dict[str, dict[str, str | None]])
    born: dict[str, datetime] = field(default_factory=dict[str, datetime])
    checks: dict[str, list[Check]] = field(default_factory=dict[str, list[Check]])
    required: tuple[RequiredCheck, ...] = ()
    approvals: dict[int, datetime] = field(default_factory=dict[int, datetime])
    queued: dict[int, Dequeued] = field(default_factory=dict[int, Dequeued])
    locked: set[int] = field(default_factory=set[int])
    dismissing: bool = False
    issues: dict[int, JobIssue] = field(default_factory=dict[int, JobIssue])
    moves: list[UpdatePull | EnqueuePull] = field(default_factory=list[UpdatePull | EnqueuePull])
    blind: set[int] = field(default_factory=set[int])
    covered: set[int] = field(default_factory=set[int])
    cords: dict[str, CordWords] = field(default_factory=dict[str, CordWords])
    written: list[WriteCord] = field(default_factory=list[WriteCord])
    answered: dict[str, AnswerCommand] = field(default_factory=dict[str, AnswerCommand])
    spoken: dict[int, Said] = field(default_factory=dict[int, Said])
    ids: int = 0

    @property
    def config(self) -> Config:
        """The configuration in force."""
        return self.seen.config or Config(version=1)

    def number(self) -> int:
        """A number that no run and no comment has."""
        self.ids += 1
        return self.ids

    def change(self, **facts: Any) -> None:
        """Have other facts be there."""
        self.seen = self.seen.model_copy(update=facts)

    def line(self, branch: str) -> LineFacts:
        """A line by its branch."""
        return _only((line for line in self.seen.lines if line.branch == branch), f"line {branch}")

    def history_of(self, branch: str, history: tuple[Commit, ...]) -> None:
        """Have a line be these commits, newest first."""
        if not any(line.branch == branch for line in self.seen.lines):
            known = branch == "main" or any(matches(branch, one) for one in self.config.line.branches)
            if not known:
                raise Unclear(f"{branch} is no line; name it in line.branches")
            self.change(lines=(*self.seen.lines, LineFacts(branch=branch, files=_files())))
        self._lines(branch, lambda line: line.model_copy(update={"history": history}))
        self.texts.setdefault(history[0].sha, {file.path: file.text for file in self.line(branch).files})

    def remove(self, workflow: str) -> None:
        """Take a workflow's file from every line."""
        self.write(workflow, None)

    def write(self, workflow: str, text: str | None) -> None:
        """Have a workflow's file hold this on every line, or be gone."""
        new = WorkflowFile(path=path_of(workflow), text=text)
        for line in self.seen.lines:
            files = tuple(new if file.path == new.path else file for file in line.files)
            self._lines(line.branch, lambda one, files=files: one.model_copy(update={"files": files}))
            self.texts[line.history[0].sha][new.path] = text

    def commit(self, name: str) -> tuple[str, Commit]:
        """A commit of a line, with that line's branch."""
        found = ((line.branch, one) for line in self.seen.lines for one in line.history)
        return _only((pair for pair in found if pair[1].sha == sha_of(name)), f"commit {name}")

    def with_runs(self, name: str, runs: tuple[Run, ...]) -> None:
        """Have a commit's runs be these."""
        branch, commit = self.commit(name)
        new = commit.model_copy(update={"runs": runs})
        history = tuple(new if one.sha == commit.sha else one for one in self.line(branch).history)
        self.history_of(branch, history)

    def without(self, name: str) -> str:
        """The tree that a commit's line would have without that commit: its parent's, where it is the newest."""
        branch, commit = self.commit(name)
        newest, *older = self.line(branch).history
        last = newest.sha == commit.sha and older
        return older[0].tree if last else sha_of(f"{newest.sha} without {name}")

    def pull(self, number: int) -> Pull:
        """An open pull request."""
        return _only((one for one in self.seen.pulls if one.number == number), f"#{number}")

    def group(self, number: int) -> Pull:
        """What the queue tries of a pull request."""
        return _only((one for one in self.seen.groups if one.number == number), f"group of #{number}")

    def put(self, pull: Pull) -> None:
        """Have a pull request, or a group, be as given."""
        where = "groups" if pull.group else "pulls"
        others = (p for p in getattr(self.seen, where) if p.number != pull.number)
        self.change(**{where: tuple(sorted((*others, pull), key=lambda p: p.number))})

    def set_config(self, settings: dict[str, Any]) -> None:
        """Have the configuration say so, on top of what it said."""
        self.settings = _over(self.settings, settings)
        self.change(config=_config(self.settings), mistakes=None)

    def say(self, who: str, body: str, at: datetime, on: int | None, **facts: Any) -> None:
        """Have somebody write a comment, on a pull request or else on the incident, or on issue 5."""
        if who not in CAST:
            raise Unclear(f"nobody is called {who}; there are {', '.join(CAST)}")
        pull = next((p for p in self.seen.pulls if p.number == on), None)
        claim = self.seen.job(line_key(self.seen.repository.id, "main")).claim
        proposed = Proposed(base=pull.base, head=pull.head, by=(pull.author,)) if pull else None
        said = Said(
            comment=self.number(),
            issue=on or (claim.issue if claim and claim.issue else 5),
            author=who,
            bot=who == "robot",
            at=at,
            body=body.replace("<head>", pull.head[:8] if pull else "<head>"),
            role=CAST[who],
            proposed=proposed,
        )
        said = said.model_copy(update=facts)
        self.spoken[said.comment] = said
        self.change(said=(*self.seen.said, said))

    def act(self, plan: Plan, again: Callable[[int], None]) -> None:
        """Have everything be there that a plan wants, but what it does to branches and queues (`moves`).

        again: runs a run's failed jobs again.
        """
        self.written, self.answered, self.moves = [], {}, []
        for effect in plan.effects:
            if isinstance(effect, UpdatePull | EnqueuePull):
                self.moves.append(effect)
                continue
            if isinstance(effect, Rerun):
                again(effect.run)
                continue
            if isinstance(effect, WriteCord):
                self.written.append(effect)
                self.cords[effect.head] = cord(effect.verdict, REPOSITORY.name, "https://github.com")
            elif isinstance(effect, AnswerCommand):
                self.answered[self.spoken[effect.comment].author] = effect
            self.seen = shown(self.seen, effect)
            self._recall()

    def _recall(self) -> None:
        """Have an issue that is opened again be as it was when it was closed, and know of each what it is now."""
        jobs = list(self.seen.jobs)
        for place, job in enumerate(jobs):
            if job.issue is None:
                continue
            old = self.issues.get(job.issue.number)
            if old is not None and job.issue.record is None:
                issue = old.model_copy(update={"state": job.issue.state, "closed": job.issue.closed})
                jobs[place] = job.model_copy(update={"issue": issue})
            self.issues[job.issue.number] = jobs[place].issue or job.issue
        self.change(jobs=tuple(jobs))

    def plainly(self, text: str) -> str:
        """Text as stories write it: their names for commits, times of the first day without a date."""
        for sha, name in self.names.items():
            text = text.replace(sha, name).replace(sha[:7], name)
        for key in (line.branch for line in self.seen.lines):
            claim = self.seen.job(line_key(self.seen.repository.id, key)).claim
            if claim and claim.issue:
                text = text.replace(f"#{claim.issue}", "#incident")
        for days in range(10):
            day = DAY + timedelta(days=days)
            text = text.replace(f"{day:%Y-%m-%d} ", f"day {days}, " if days else "")
        return text.replace("\u2060", "")

    def _lines(self, branch: str, turn: Callable[[LineFacts], LineFacts]) -> None:
        lines = (turn(line) if line.branch == branch else line for line in self.seen.lines)
        self.change(lines=tuple(lines))


def begin(scenario: Scenario) -> World:
    """The world before a story's first line: a repository without a commit."""
    settings = _over({"version": 1, "mode": "enforce"}, scenario.config)
    seen = Snapshot(at=DAY, brain="brain-1", repository=REPOSITORY, config=_config(settings))
    return World(seen=seen, settings=settings)


def unread(what: str) -> Unread:
    """A fact that GitHub does not give."""
    return Unread(what=what, why="502")


def _config(settings: dict[str, Any]) -> Config:
    """The configuration that a mapping is, as strictly read as a file."""
    found = parse(json.dumps(settings))
    if isinstance(found, Invalid):
        raise Unclear("; ".join(found.words))
    return found


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """A mapping over another, key by key."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(value, dict) and isinstance(under, dict)
        merged[key] = _over(cast(_Mapping, under), cast(_Mapping, value)) if both else value
    return merged


def _files() -> tuple[WorkflowFile, ...]:
    return tuple(WorkflowFile(path=path_of(name), text=text_of(name)) for name in WORKFLOWS)


def text_of(workflow: str, on: object = ("push", "pull_request")) -> str:
    """What the file of a workflow says."""
    return json.dumps({"on": on, "jobs": WORKFLOWS[workflow]})


def _only(found: Iterable[T], what: str) -> T:
    every = list(found)
    if len(every) != 1:
        raise Unclear(f"there is no {what}" if not every else f"there is more than one {what}")
    return every[0]
