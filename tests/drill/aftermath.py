"""Notes what stops left behind, and what Andon then did about it: docs/after-green.md, without Andon's code.

Told by what happens in the local GitHub: a line's job opens and closes, cords hold, the merge queue lets go of a pull
request. Neighbour: `left_behind`, what of it must be done and what may.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.store import Issue, Json, Repo
from tests.drill.reds import NOTHING, history, reds
from tests.drill.spoken import jobs_of
from tests.drill.town import LINES, Town

Check = tuple[str, str]
"""A job, with its workflow's file."""


@dataclass
class Stop:
    """A stop of a line, from its job's opening to its end.

    held: pull requests whose cord held. broke: what was red, and when the first of the runs that failed so began;
    sure: what of it could be nothing else than red. heads, tip: those of pull requests and of the line at the end.
    """

    branch: str
    began: datetime
    ended: datetime | None = None
    held: set[int] = field(default_factory=set[int])
    broke: dict[Check, datetime] = field(default_factory=dict[Check, datetime])
    sure: set[Check] = field(default_factory=set[Check])
    heads: dict[int, str] = field(default_factory=dict[int, str])
    tip: str = ""


@dataclass(frozen=True)
class Out:
    """A pull request was put out of the merge queue with this head. stopped: by the cord, which failed."""

    number: int
    head: str
    at: datetime
    stopped: bool


@dataclass(frozen=True)
class Deed:
    """What Andon did: `updated` a branch that had this head, or `queued` a pull request with it."""

    kind: str
    number: int
    head: str


@dataclass
class Notes:
    """What was seen of stops and queues; `deeds` since they were judged last."""

    town: Town
    stops: list[Stop] = field(default_factory=list[Stop])
    outs: list[Out] = field(default_factory=list[Out])
    deeds: list[Deed] = field(default_factory=list[Deed])

    def __post_init__(self) -> None:
        self._emit = self.town.gh.world.emit
        self.town.gh.world.emit = self._told

    def _told(self, repo: Repo, event: str, action: str | None, payload: Json) -> None:
        self._emit(repo, event, action, payload)
        if repo is not self.town.repo.record:
            return
        if event == "issues" and action in ("opened", "reopened", "closed"):
            self._moved(repo.issues[payload["issue"]["number"]], action)
        if event == "pull_request":
            self._pull(payload["pull_request"], action, payload)

    def _pull(self, pull: Json, action: str | None, payload: Json) -> None:
        number, head = int(pull["number"]), str(pull["head"]["sha"])
        ours = payload["sender"]["login"] == self.town.app.bot.login
        match action:
            case "synchronize" if ours:
                self.deeds.append(Deed("updated", number, str(payload["before"])))
            case "enqueued" if ours:
                self.deeds.append(Deed("queued", number, head))
            case "dequeued" if payload["reason"] != "MANUAL":
                groups = self.town.repo.refs("refs/heads/gh-readonly-queue/")
                mine = [sha for ref, sha in groups.items() if f"/pr-{number}-" in ref]
                stopped = any(self.town.shown(sha) == "failure" for sha in mine)
                self.outs.append(Out(number, head, self.town.now(), stopped))
            case _:
                pass

    def _moved(self, job: Issue, action: str) -> None:
        """A line's job was opened or closed."""
        branch = next((line for line in LINES if job in jobs_of(self.town, line)), None)
        if branch is None:
            return
        stop = self.stop(branch)
        if action != "closed" and stop is None:
            self.stops.append(Stop(branch, self.town.now()))
        elif action == "closed" and stop is not None:
            stop.ended, stop.tip = self.town.now(), history(self.town, branch)[0]
            mine = [i for i in self.town.pulls("open") if i.pull and i.pull.base_ref == branch]
            stop.heads = {issue.number: issue.pull.head_sha for issue in mine if issue.pull}

    def stop(self, branch: str) -> Stop | None:
        """The stop of a line that is not over yet."""
        return next((one for one in self.stops if one.branch == branch and one.ended is None), None)

    def over(self, branch: str) -> list[Stop]:
        """A line's stops that are over, the newest first."""
        return [one for one in reversed(self.stops) if one.branch == branch and one.ended]

    def note(self) -> None:
        """A pass is over: what is red, and what holds?"""
        for stop in (one for one in map(self.stop, LINES) if one):
            for red in reds(self.town, stop.branch, NOTHING)[0]:
                began = min(failed.begun for failed in red.failed)
                check = (red.path, red.job)
                stop.broke[check] = min(began, stop.broke.get(check, began))
                stop.sure |= {check} if red.certain and not red.outside else set()
            mine = [i for i in self.town.pulls("open") if i.pull and i.pull.base_ref == stop.branch]
            shown = {issue.number: self.town.shown(issue.pull.head_sha) for issue in mine if issue.pull}
            stop.held |= {number for number, one in shown.items() if one == "failure"}
