"""What must have become of what a stop left behind, and what may: docs/after-green.md, without Andon's code.

Where the page leaves no doubt a pull request must be told to update, be updated or be put back into its queue; and
none may be of which the page says otherwise. Between the two lies what is told too roughly here to say.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.sandbox import git
from bot.sandbox.protection import merge_problems
from bot.sandbox.store import Issue, Job, Pull, Run
from tests.drill import proof
from tests.drill.aftermath import Check, Deed, Notes, Out, Stop
from tests.drill.reds import attempts, history
from tests.drill.town import AT_ONCE, JOBS, LINES, MAIN, Town

LASTS = timedelta(hours=6)
"""How long something is done about what a stop left behind."""
SKEW = timedelta(minutes=1)
BEFORE = timedelta(minutes=2)
"""The cord may put a pull request out of its queue so long before the stop's job is there."""
REMEMBERED = 3
"""Stops of a line that are not forgotten."""


@dataclass
class LeftBehind:
    """Judges what Andon does after green, and what is left. refused: what GitHub refused, by number and head."""

    town: Town
    notes: Notes
    runs: Callable[[str], bool]
    refused: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    told: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])

    def done(self, deeds: list[Deed]) -> list[str]:
        """What was done and should not have been."""
        wrong = [f"{told}: {deed}" for deed in deeds if (told := self._unjust(deed))]
        busy = [number for number in {d.number for d in deeds if d.kind == "updated"} if self._busy(number)]
        return wrong + ([f"too many are under test at once: {busy}"] if len(busy) > AT_ONCE else [])

    def _unjust(self, deed: Deed) -> str | None:
        issue = self.town.repo.issue(deed.number)
        pull = issue.pull
        assert pull
        if not self.town.sort.after:
            return "nobody asked for that"
        if deed.kind == "updated":
            others = [one.pull for one in self.town.pulls("open") if one.pull and one.pull is not pull]
            if any((o.head_ref, o.head_repo) == (pull.head_ref, pull.head_repo) for o in others):
                return "updated, although it is proposed elsewhere too"
            may = any(self._may(pull, deed.head, stop) for stop in self.notes.over(pull.base_ref))
            return None if may else "updated, but not left behind"
        outs = [out for out in self.notes.outs if out.number == deed.number][-1:]
        return None if any(self._put_out(out, deed.head) for out in outs) else "not put out by a stop"

    def _put_out(self, out: Out, head: str) -> bool:
        stops = self.notes.over(MAIN)
        return out.head == head and any(
            one.began - BEFORE <= out.at <= one.ended + SKEW for one in stops if one.ended
        )

    def _busy(self, number: int) -> bool:
        pull = self.town.repo.pull_of(number)
        runs = self._newest(pull, pull.head_sha)
        return not runs or any(run.status != "completed" for run in runs)

    def unsettled(self) -> list[str]:
        """What is not as it must be at rest."""
        wrong: list[str] = []
        for line in LINES:
            green = self.runs(line)
            mine = [i for i in self.town.pulls("open") if i.pull and i.pull.base_ref == line]
            for issue in mine:
                told = self._unsettled(issue, green)
                wrong += [f"#{issue.number} {told}"] if told else []
        return wrong

    def _unsettled(self, issue: Issue, green: bool) -> str | None:
        pull = issue.pull
        assert pull
        cord, stops = self.town.cord(pull.head_sha), self.notes.over(pull.base_ref)
        same = [i.pull for i in self.town.pulls("open") if i.pull and i.pull.head_sha == pull.head_sha]
        key = (issue.number, pull.head_sha)
        told = cord is not None and cord.external_id.startswith("stale-")
        if told and key not in self.told:
            each = ((one, stop) for one in same for stop in self.notes.over(one.base_ref))
            if not any(self._may(one, one.head_sha, stop) for one, stop in each):  # a head has one cord
                return "is told to update, but a stop did not leave it behind"
            self.told.add(key)
        if not green:
            return None
        if any(self._must(issue, pull, stop) for stop in stops[:REMEMBERED]):
            if not told:
                return "is left behind, and not told"
            if self.town.sort.after and self._can_be_updated(pull, key):
                return "is left behind, and not updated"
        return self._out_of_queue(issue, pull) if self.town.sort.after else None

    def _can_be_updated(self, pull: Pull, key: tuple[int, str]) -> bool:
        own = pull.head_repo == self.town.repo.record.id
        return own and not pull.draft and bool(pull.mergeable) and key not in self.refused

    def _out_of_queue(self, issue: Issue, pull: Pull) -> str | None:
        """Whether the stop that was last put it out of its queue, and it did not go back."""
        outs = [one for one in self.notes.outs if one.number == issue.number]
        moves, refused = pull.queue_moves, (issue.number, pull.head_sha) in self.refused
        if not outs or moves[-1].at != outs[-1].at or refused:
            return None
        out, fit = outs[-1], not pull.draft and pull.mergeable and pull.base_ref == MAIN
        lacking = merge_problems(self.town.repo.record, pull, issue.author.login)
        if not fit or lacking or out.head != pull.head_sha or not out.stopped:
            return None
        for stop in self.notes.over(MAIN)[:1]:
            if stop.ended and stop.began - BEFORE <= out.at <= stop.ended and self._lately(stop):
                return "was put out of the queue by the stop, and did not go back"
        return None

    def _lately(self, stop: Stop) -> bool:
        return stop.ended is not None and self.town.now() < stop.ended + LASTS - SKEW

    def _may(self, pull: Pull, head: str, stop: Stop) -> bool:
        """Whether a stop may have left a head behind."""
        failed = self._failed(pull, head)
        if stop.ended is None or stop.heads.get(pull.number) != head or not failed:
            return False
        if pull.number not in stop.held or git.is_ancestor(self.town.repo.record.path, stop.tip, head):
            return False
        checks = [((run.workflow.path, job.key), run.created) for run, job in failed]
        return all(
            check in stop.broke and stop.broke[check] <= created < stop.ended for check, created in checks
        )

    def _must(self, issue: Issue, pull: Pull, stop: Stop) -> bool:
        """Whether a stop left a pull request behind, as it is now, without any doubt."""
        head = proof.of_pull(self.town, issue)
        if pull.base_changes or head.elsewhere or not self._lately(stop):
            return False
        if not self._may(pull, pull.head_sha, stop):
            return False
        runs, failed = self._newest(pull, pull.head_sha), self._failed(pull, pull.head_sha)
        ends = {job.conclusion for run in runs for job in _last(run)}
        if any(run.status != "completed" for run in runs) or not ends <= {"success", "failure"}:
            return False
        if not {(run.workflow.path, job.key) for run, job in failed} <= stop.sure:
            return False
        mend = self._mend(stop)
        return mend is not None and all(self._before(run, job, mend, stop) for run, job in failed)

    def _before(self, run: Run, job: Job, mend: str, stop: Stop) -> bool:
        """Whether a run tested what was merged with a commit of the line on which the job had failed, before the mend."""
        recent = history(self.town, stop.branch)
        base = git.commit(self.town.repo.record.path, run.sha).parents[0]
        if base not in recent or recent.index(base) <= recent.index(mend):
            return False
        return (
            self._word(recent[recent.index(base) :], (run.workflow.path, job.key), stop.branch) == "failure"
        )

    def _word(self, commits: list[str], check: Check, branch: str) -> str | None:
        """The newest word on a job in these commits of a line."""
        for sha in commits:
            for run in sorted(self._pushed(branch, check[0], sha), key=lambda run: -run.id):
                said = [job.conclusion for job in attempts(run, check[1]) if job.conclusion]
                if said and said[-1] in ("success", "failure"):
                    return said[-1]
        return None

    def _mend(self, stop: Stop) -> str | None:
        """The commit since which every workflow that was red passed on the line; None where it is not as clear.

        Nor is it where one failed again on a commit of before the end, and was overtaken before that was known.
        """
        mend = None
        for sha in history(self.town, stop.branch):
            runs = [run for path, _ in stop.broke for run in self._pushed(stop.branch, path, sha)]
            ends = {run.conclusion for run in runs}
            if "failure" in ends:
                late = any(
                    run.conclusion == "failure" and run.updated >= (stop.ended or run.updated) for run in runs
                )
                return None if late else mend
            if not ends <= {"success"}:
                return None
            mend = sha if ends else mend
        return None

    def _pushed(self, branch: str, path: str, sha: str) -> list[Run]:
        runs = [r for r in self.town.repo.record.runs.values() if r.head_sha == sha and r.event == "push"]
        return [run for run in runs if run.head_branch == branch and run.workflow.path == path]

    def _newest(self, pull: Pull, head: str) -> list[Run]:
        """The newest run of each workflow on a pull request's head."""
        runs = [
            r for r in self.town.repo.record.runs.values() if r.head_sha == head and r.event == "pull_request"
        ]
        mine = [run for run in runs if run.head_branch == pull.head_ref]
        newest = {path: [run for run in mine if run.workflow.path == path] for path in JOBS}
        return [max(each, key=lambda run: run.id) for each in newest.values() if each]

    def _failed(self, pull: Pull, head: str) -> list[tuple[Run, Job]]:
        """The jobs that failed in them."""
        each = ((run, job) for run in self._newest(pull, head) for job in _last(run))
        return [(run, job) for run, job in each if job.conclusion == "failure"]


def _last(run: Run) -> list[Job]:
    """Each job's last attempt."""
    return [attempts(run, key)[-1] for key in dict.fromkeys(job.key for job in run.jobs)]
