"""What every cord must show, by the rules as people read them: docs/rules/ci-green.md, docs/commands.md, docs/lanes.md.

Written without Andon's code, from what GitHub's records say has happened: plain loops, no cleverness. It has
an opinion where the rules have one; while a first failure may still be confirmed it lets several be right. What
is red is `reds`, what of it concerns a head `lanes`, what lets that pass `proof`.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Literal, TypeAlias

from bot.sandbox import git
from bot.sandbox.rulesets import QueueEntry
from bot.sandbox.store import Issue
from tests.drill import lanes, proof
from tests.drill.proof import Head
from tests.drill.reds import Red, Void, history, many_logs, reds, remembered
from tests.drill.spoken import Chronicle, Word
from tests.drill.town import LINES, MAIN, NAMED, WITHIN, Town

State: TypeAlias = Literal["quiet", "running", "started", "confirming", "stopped", "unsure"]
Shown: TypeAlias = frozenset[str | None]
NOBODY = Word()
BLOCKED: Shown = frozenset({"failure"})
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(minutes=30)
"""How long a first failure may be confirmed at least, and at most."""
BEGINS = timedelta(minutes=5)
"""After this a merge group is not new any more: it had two minutes, and a pass since."""


@dataclass(frozen=True)
class Opinion:
    """A line as it should be. `surely`: whether it could be nothing else at this moment.

    `over` are those of the reds that a person's start lets nobody wait for.
    """

    branch: str
    state: State
    reds: tuple[Red, ...] = ()
    over: tuple[Red, ...] = ()
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
        found, seen = reds(self.town, branch, remembered(self.town))
        word = self.chronicle.word(branch)
        if word.stop:
            return Opinion(branch, "stopped", found, by_people=True, word=word)
        over = tuple(
            r for r in found if word.start and all(_before(f.begun, word.start.at) for f in r.failed)
        )
        counted = tuple(red for red in found if red not in over)
        excused = tuple(red for red in counted if self.excused(red, branch))
        if excused and many_logs(self.town, branch):
            return Opinion(branch, "unsure")
        counted = tuple(red for red in counted if red not in excused)
        everything = tuple(red for red in found if red not in excused)
        if any(self._confirmed(red, LONGEST) for red in counted):
            return Opinion(branch, "stopped", everything, word=word)
        if counted:
            surely = not any(self._confirmed(red, SHORTEST) for red in counted)
            unsure = bool(over) and word.unsure
            return Opinion(
                branch, "unsure" if unsure else "confirming", everything, over, surely=surely, word=word
            )
        if over and word.unsure:
            return Opinion(branch, "unsure")
        if over:
            return Opinion(branch, "started", everything, by_people=True)
        return Opinion(branch, "running" if seen else "quiet")

    def note(self, at_rest: bool) -> None:
        """A start is over, for good, once the line stands again by itself; at rest that was surely seen, and kept in
        every mode that writes."""
        for line in map(self.line, LINES):
            stands = line.state == "stopped" or not line.surely
            if line.word.start and stands:
                known = self.chronicle.over.get(line.word.start.id, False)
                kept = at_rest and line.state == "stopped" and self.mode(line.branch) != "shadow"
                self.chronicle.over[line.word.start.id] = known or kept

    def concerning(self, line: Opinion, head: Head) -> Opinion:
        """What of a line concerns what shall be merged: of one that is red, what is red in the lanes that it touches."""
        if line.by_people or line.state not in ("confirming", "stopped"):
            return line
        mine = tuple(red for red in line.reds if lanes.mine(self.town, head, red))
        counted = tuple(red for red in mine if red not in line.over)
        unsure = mine != counted and not line.surely  # once the line is stopped, no start counts any more
        if any(self._confirmed(red, LONGEST) for red in counted):
            return replace(line, state="stopped", reds=mine)
        if not counted:
            return replace(line, state="unsure" if unsure else "running", reds=mine)
        surely = not (unsure or any(self._confirmed(red, SHORTEST) for red in counted))
        return replace(line, state="confirming", reds=mine, surely=surely)

    def _confirmed(self, red: Red, within: timedelta) -> bool:
        return red.certain or self.town.now() >= red.first + within

    def excused(self, red: Red, branch: str) -> Void:
        """The failures that two unrelated pull requests, older than these, excuse: they pass the red check on top."""
        mine = [
            i
            for i in self.town.pulls("open")
            if i.pull and i.pull.base_ref == branch and i.created < red.first
        ]
        heads = [proof.of_pull(self.town, issue) for issue in mine]
        found = [head for head in heads if self._may_excuse(head, red)]
        for one, other in combinations(found, 2):
            apart = one.author != other.author and one.sha != other.sha
            if apart and not set(self._paths(one)) & set(self._paths(other)):
                return frozenset((f"{red.path}#{red.job}", failed.id) for failed in red.failed)
        return frozenset()

    def _may_excuse(self, head: Head, red: Red) -> bool:
        """Whether a pull request has nothing to do with a failure, and passes what failed."""
        if red.outside or head.fork is not None or head.author == self.town.app.bot.login:
            return False
        names = {path.rpartition("/")[2] for path in self._paths(head)}
        return NAMED not in names and proof.lacking(self.town, head, (red,)) is None

    def _paths(self, head: Head) -> list[str]:
        return proof.changes(self.town, head) or []

    def runs(self, branch: str) -> bool:
        """Whether a line that holds people while it is red runs by its own signals."""
        return self.mode(branch) == "enforce" and self.line(branch).state == "running"

    def mode(self, branch: str = MAIN) -> str:
        """The mode that holds for a line: that of the default branch's configuration, unless trust was lost.

        That says nothing of a person's stop.
        """
        mode = _mode(self.town.repo.record.path, self.town.repo.head(f"refs/heads/{MAIN}"))
        lost = mode == "enforce" and self.demoted() and not self.chronicle.word(branch).stop
        return "warn" if lost else mode

    def demoted(self) -> bool:
        """Whether people called two stops wrong lately, where that counts."""
        wrong = [at for at in self.chronicle.called_wrong() if self.town.now() < at + WITHIN]
        return self.town.sort.trust and len(wrong) > 1

    def wanted(self, head: str) -> Shown:
        """What the cord on a head may show; anything if the set is empty."""
        groups = [entry for entry in self.town.queued() if entry.group and entry.group.sha == head]
        mine = [issue for issue in self.town.pulls("open") if issue.pull and issue.pull.head_sha == head]
        mine = [issue for issue in mine if issue.pull and issue.pull.base_ref in LINES]
        if not mine and not groups:
            return frozenset()
        modes = {self.mode(issue.pull.base_ref) for issue in mine if issue.pull}
        modes |= {self.mode() for _ in groups}
        if "shadow" in modes:
            return frozenset({None, "success", "neutral"})
        each = [self._for(issue, self.line(issue.pull.base_ref)) for issue in mine if issue.pull]
        each += [self._for_group(entry, self.line(MAIN)) for entry in groups]
        if not all(each) or len(modes) > 1:
            return frozenset()
        (mode,) = modes
        if any(one == BLOCKED for one in each):
            return frozenset({"failure" if mode == "enforce" else "neutral"})
        any_of: set[str | None] = {"neutral", "success"} if mode == "warn" else set()
        return frozenset(any_of.union(*each))

    def _for(self, issue: Issue, line: Opinion) -> Shown:
        head = proof.of_pull(self.town, issue)
        line = self.concerning(line, head)
        return self._cord(line, self._passes(head, line, head.sha), self._urgent(issue))

    def _for_group(self, entry: QueueEntry, line: Opinion) -> Shown:
        """What a group may show: what its pull request might, or waiting where its proof is not there yet.

        Nobody's word for one pull request lets pass what an older group before it may not merge.
        """
        group = entry.group
        assert group
        ahead = [e.group.sha for e in self.town.queued() if e.group and e.group.asked < group.asked]
        clear = all(self.town.shown(sha) == "success" for sha in ahead)
        named = self.town.repo.pull_of(entry.number).head_sha if clear else ""
        head = proof.of_group(self.town, entry, line.branch)
        line = self.concerning(line, head)
        shown = self._cord(line, self._passes(head, line, named), urgent=True)
        young = self.town.now() < group.asked + BEGINS or proof.under_way(self.town, head, line.reds)
        waits = line.state == "stopped" and not line.by_people and young and "failure" in shown
        return shown | {"in_progress"} if waits else shown

    def _passes(self, head: Head, line: Opinion, named: str) -> bool | None:
        """Whether a head may pass a line that is, or may be, stopped; None where nobody can tell."""
        if named and line.word.lets(named):
            return True
        if line.by_people or line.state not in ("stopped", "confirming"):
            return False
        if proof.lacking(self.town, head, line.reds) is None or proof.unrelated(self.town, head):
            return True
        return proof.gives_back(self.town, head, line.reds)

    def _cord(self, line: Opinion, passes: bool | None, urgent: bool) -> Shown:
        either: Shown = frozenset({"success", "failure"})
        stands: Shown = either if passes is None else frozenset({"success" if passes else "failure"})
        match line.state:
            case "unsure":
                return frozenset()
            case "running" | "quiet" | "started":
                return frozenset({"success"})
            case "stopped":
                return stands
            case "confirming":
                free: Shown = frozenset() if urgent else frozenset({"success"})
                late: Shown = frozenset() if line.surely else stands
                return frozenset({"in_progress", "failure"}) | free | late

    def _urgent(self, issue: Issue) -> bool:
        """Whether a pull request could merge now, so that a first failure must hold it."""
        pull = issue.pull
        assert pull
        return not pull.draft and (pull.auto_merge_by is not None or self.town.could_merge(issue))

    def history(self, branch: str) -> list[str]:
        """The branch's last commits, newest first."""
        return history(self.town, branch)


@lru_cache(maxsize=256)
def _mode(repo: Path, tip: str) -> str:
    text = git.blob(repo, tip, ".github/andon.yml") or ""
    return next(line.split()[1] for line in text.splitlines() if line.startswith("mode:"))


def _before(begun: datetime, start: datetime) -> bool:
    """Whether a run was there when somebody let the line run."""
    return begun.replace(microsecond=0) <= start.replace(microsecond=0)
