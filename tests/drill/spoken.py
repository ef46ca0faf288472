"""What people said to a line and were thanked for, and what of it holds: docs/commands.md, without Andon's code.

Obeyed is what our App answered with a thumb up: that much it promises. Whether it should have been is judged
apart (`allowed`).
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.store import Comment, Issue, Json, Repo
from tests.drill.town import LINES, MAIN, ROLES, Town

KEPT = ("stop", "start", "wrong", "pass")
HOLDS = {"start": timedelta(hours=1), "wrong": timedelta(hours=1), "pass": timedelta(hours=4)}
_SAID = re.compile(
    r"/andon (?P<verb>\w+)(?: (?P<line>\S+):)?(?: (?P<sha>[0-9a-f]{7,40})\b)?.*?(?: for (?P<for>\d+) ?m(?:in(?:utes)?)?)?"
)


@dataclass(frozen=True)
class Obeyed:
    """A command that was thanked for, by the pass that began at `heard`."""

    verb: str
    who: str
    at: datetime
    id: int
    heard: datetime
    branch: str
    sha: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class Word:
    """What people's commands come to now. `unsure`: whether the start may be over because the line stopped again."""

    stop: Obeyed | None = None
    start: Obeyed | None = None
    passes: tuple[Obeyed, ...] = ()
    unsure: bool = False

    def lets(self, head: str) -> bool:
        """Whether somebody lets a head pass."""
        return any(head.startswith(one.sha) for one in self.passes)


@dataclass
class Chronicle:
    """Notes what was obeyed, pass by pass, and when a line's job was ended.

    `first` are comments as they were written: an edited one is refused, so that no other words were ever obeyed.
    `over` are starts that ended because the line stopped again, and whether it surely did.
    """

    town: Town
    kept: dict[int, Obeyed] = field(default_factory=dict[int, Obeyed])
    ended: dict[str, list[datetime]] = field(default_factory=dict[str, list[datetime]])
    first: dict[int, str] = field(default_factory=dict[int, str])
    over: dict[int, bool] = field(default_factory=dict[int, bool])

    def __post_init__(self) -> None:
        self._emit = self.town.gh.world.emit
        self.town.gh.world.emit = self._told

    def _told(self, repo: Repo, event: str, action: str | None, payload: Json) -> None:
        self._emit(repo, event, action, payload)
        if (event, action) == ("issue_comment", "created"):
            self.first[payload["comment"]["id"]] = payload["comment"]["body"]
        if (event, action) != ("issues", "closed"):
            return
        issue = repo.issues[payload["issue"]["number"]]
        for line in LINES:
            if issue in jobs_of(self.town, line):
                self.ended.setdefault(line, []).append(self.town.now())

    def note(self, began: datetime) -> None:
        """A pass that began then is over: what has it thanked for?"""
        with self.town.gh.world.lock:
            issues = list(self.town.repo.record.issues.values())
        for issue in issues:
            for comment in issue.comments:
                told = _SAID.fullmatch(self.first.get(comment.id, comment.body).split("\n")[0])
                if told is None or told["verb"] not in KEPT or comment.id in self.kept:
                    continue
                if answer(self.town, comment) == "+1":
                    branch = about(self.town, issue, told["line"])
                    self.kept[comment.id] = _command(comment, told, began, branch)

    def word(self, branch: str) -> Word:
        """What holds of what was said about a line; nothing survives the end of its job."""
        mine = [one for one in self.kept.values() if one.branch == branch]
        end = max(self.ended.get(branch, []), default=None)
        live = sorted(
            (one for one in mine if end is None or one.heard > end),
            key=lambda one: (one.at.replace(microsecond=0), one.id),
        )
        stop = start = None
        for one in live:
            if one.verb == "stop":
                stop, start = one, None
            elif one.verb in ("start", "wrong"):
                own = stop is not None and stop.who == one.who and ROLES[one.who] not in ("maintain", "admin")
                stop, start = None, None if own else one
        now = self.town.now()
        holds = start is not None and start.until is not None and now < start.until
        start = start if start and holds and not self.over.get(start.id) else None
        return Word(
            stop=stop,
            start=start,
            unsure=start is not None and start.id in self.over,
            passes=tuple(
                one
                for one in live
                if one.verb == "pass" and one.until and now < one.until and (stop is None or one.at > stop.at)
            ),
        )

    def called_wrong(self) -> list[datetime]:
        """When stops were first called wrong, each stop once: nothing that was said outlives the end of a job."""
        first: dict[tuple[str, int], datetime] = {}
        for one in sorted(self.kept.values(), key=lambda one: (one.at, one.id)):
            if one.verb == "wrong":
                before = sum(end < one.heard for end in self.ended.get(one.branch, []))
                first.setdefault((one.branch, before), one.at.replace(microsecond=0))
        return sorted(first.values())


def answer(town: Town, comment: Comment) -> str | None:
    """Our App's reaction."""
    ours = [r.content for r in comment.reactions if r.user == town.app.bot]
    return ours[0] if ours else None


def jobs_of(town: Town, branch: str) -> list[Issue]:
    """The issues of a line's jobs."""
    return [job for job in town.jobs("open", "closed") if job.title.startswith((f"{branch} ", f"{branch}: "))]


def about(town: Town, issue: Issue, named: str | None) -> str:
    """Which line is meant: the named one, that of the job, that of the pull request, the default branch.

    What else stands before a colon begins the reason.
    """
    if named in LINES:
        return named
    for line in LINES:
        if issue in jobs_of(town, line):
            return line
    return issue.pull.base_ref if issue.pull and issue.pull.base_ref in LINES else MAIN


def _command(comment: Comment, told: re.Match[str], heard: datetime, branch: str) -> Obeyed:
    verb, most = told["verb"], HOLDS.get(told["verb"])
    asked = timedelta(minutes=int(told["for"])) if told["for"] else most
    until = comment.created.replace(microsecond=0) + min(asked or most, most) if most else None
    return Obeyed(
        verb,
        comment.author.login,
        comment.created,
        comment.id,
        heard,
        branch,
        sha=(told["sha"] or "") if verb == "pass" else "",
        until=until,
    )
