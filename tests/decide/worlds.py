"""Random snapshots, rich but such as GitHub could show them, all drawn from one seeded `Random`.

Weighted towards stopped lines with a job under way, where there is most to go wrong; a plain random
source rather than hypothesis's own, because that prefers small worlds and in those nothing happens.
"""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from bot.model.config import Config
from bot.model.diagnosed import Diagnosed
from bot.model.evidence import Proof
from bot.model.facts import Cord, FixPull, Orphan, Pull, WorkflowFile
from bot.model.job_issue import JobIssue
from bot.model.jobs import Claim, Lease, Record, Try, fix_branch
from bot.model.markers import dead_letter_marker
from bot.model.runs import Commit, Run, RunJob
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    CI,
    REPOSITORY,
    WORKFLOW,
    changed,
    claim,
    comment,
    commit,
    comparison,
    config,
    failing,
    issue,
    job,
    minutes,
    passing,
    pull,
    record,
    run,
    sha,
    snapshot,
    unread,
)
from tests.configuring import invalid
from tests.decide.desires import desired, organised
from tests.decide.drawn_pulls import group, remembering, stops, told_of
from tests.decide.drawn_words import spoken_to
from tests.decide.drawn_workers import workers

DOCS = ".github/workflows/docs.yml"
DEPLOYS = "on: [push, pull_request]\njobs: {test: {environment: production}, lint: {}}"
FILES = (
    changed("src/cart.py", "-a", "+b"),
    changed("src/shop.py", "-a", "+b"),
    changed("src/till.py", "-a", "+b"),
    changed(CI, "+x"),
    changed("tests/test_a.py", status="removed"),
    changed("README.md", "+x"),
)
ENDS = ("success", "success", "failure", "failure", "timed_out", "cancelled", "skipped", None)


@dataclass(frozen=True)
class World:
    """Draws facts from `chance`."""

    chance: Random

    def one(self, *options: Any) -> Any:
        """One of the options; name one twice to make it likelier."""
        return self.chance.choice(options)

    def rarely(self) -> bool:
        """True one time in sixteen."""
        return self.chance.random() < 1 / 16

    def snapshot(self, *modes: str) -> Snapshot:
        """Everything of one repository, in one of the modes."""
        history, has_issues = self.history(), not self.rarely()
        held = self.claim()
        pulls = tuple(self.pull(n + 1, history[0].sha) for n in range(self.one(0, 1, 2, 3)))
        facts: dict[str, Any] = {
            "config": self.one(None, invalid()) if self.rarely() else self.config(*modes),
            "files": (
                WorkflowFile(path=CI, text=DEPLOYS if self.rarely() else WORKFLOW),
                WorkflowFile(path=DOCS, text=WORKFLOW),
            ),
            "claim": held,
            "worker": self.one(True, True, True, False),
            "pulls": tuple(told_of(self, one) for one in pulls),
            "groups": (group(self, self.one(1, 2, 9), history[0].sha),)
            if self.one(True, False, False)
            else (),
            "diagnosed": tuple(Diagnosed(head=c.sha, shown=self.one(None, "old")) for c in history),
            "unread": (unread(self.one("line: x", "job: y", "log: z")), unread("file: w"))
            if self.rarely()
            else (),
            "orphans": (Orphan(claim=claim("open", key="gone"), issue=self.issue(0, 40)),)
            if self.rarely()
            else (),
            "repository": REPOSITORY.model_copy(update={"has_issues": has_issues}),
        }
        if held and has_issues and held.stage in ("open", "attempt", "letter") and not self.rarely():
            facts["issue"] = self.issue(held.attempt)
        if has_issues and (self.rarely() or (held and held.stage == "opening")):
            facts["strays"] = self.one((), (self.issue(0, 31), self.issue(0, 30)), (self.issue(1, 3),))
        if held and held.stage == "attempt":
            facts["workers"] = workers(self, held.oid)
            facts |= self.fixes(pulls, held, history[0].sha)
        seen = self.shared(snapshot(*history, **facts, **organised(self)))
        return remembering(self, desired(self, spoken_to(self, seen)))

    def history(self) -> tuple[Commit, ...]:
        """One to five commits of any kind; or a stopped, a confirming or a green line."""
        kind = self.one("any", "any", "stopped", "stopped", "stopped", "confirming", "green")
        quiet = [commit("z")] if self.rarely() else []
        if kind == "stopped":
            red = failing(2, times=self.one(2, 2, 3), updated=minutes(-2))
            if self.one(True, False):
                red = run(*(red.jobs or ()), job("lint", "failure", id=9), id=2)
            return (*quiet, commit("b", red), commit("a", passing(1)))
        if kind == "confirming":
            return (*quiet, commit("b", failing(2), passing(3, path=DOCS)), commit("a", passing(1)))
        if kind == "green":
            return (*quiet, commit("b", passing(2)), commit("a", failing(1)))
        names = "fedcb"[: self.one(1, 2, 3, 4, 5)]
        runs = [[self.run(100 - 10 * n + m) for m in range(self.one(0, 1, 1, 2))] for n in range(len(names))]
        return tuple(commit(name, *its) for name, its in zip(names, runs, strict=True))

    def run(self, id: int, event: str = "push") -> Run:
        """A run of one of two workflows, with up to three attempts, or with jobs that nobody read."""
        age = self.one(1, 5, 12, 40)
        jobs: list[RunJob] = []
        names: tuple[str, ...] = self.one(("test",), ("test", "lint"))
        for attempt in range(1, self.one(1, 2, 3) + 1):
            ends = {name: self.one(*ENDS) for name in names}
            for n, (name, end) in enumerate(ends.items()):
                facts = {
                    "id": id * 100 + attempt * 10 + n,
                    "completed": minutes(attempt / 10 - age) if end else None,
                }
                jobs.append(job(name, end, attempt, **facts))
            names = tuple(name for name, end in ends.items() if end in ("failure", "timed_out"))
            if not names or None in ends.values():
                break
        its = run(*jobs, id=id, path=self.one(CI, CI, DOCS), updated=minutes(-age), created=minutes(-age - 3))
        told: dict[str, Any] = {
            "workflow": "CI" if its.path == CI else "Docs",
            "event": "schedule" if self.rarely() else event,
            "branch": "other" if self.rarely() else ("main" if event == "push" else None),
        }
        if self.rarely() and its.conclusion == "failure":
            told["conclusion"] = "success"  # continue-on-error
        if self.rarely() and its.conclusion:
            told["jobs"] = None
        return its.model_copy(update=told)

    def pull(self, number: int, head: str) -> Pull:
        """An open pull request in any state, with or without cord and proof."""
        proofs = [self.run(500 + number * 10 + n, "pull_request") for n in range(self.one(0, 1, 2))]
        if self.one(True, False):
            proofs = [run(job("test", id=1), job("lint", id=2), id=500 + number, event="pull_request")]
        files = self.chance.sample(FILES, self.one(0, 1, 1, 2))
        against = comparison(head[0], number, *files, behind=self.one(0, 0, 0, 2))
        return pull(
            number,
            *proofs,
            base=self.one("main", "main", "main", "main", "release"),
            draft=self.one(True, False, False),
            conflicting=self.rarely(),
            approved=self.one(True, False),
            auto_merge=self.one(True, False),
            merge_state=self.one("CLEAN", "CLEAN", "BLOCKED", "UNSTABLE", "UNKNOWN", "DIRTY", "BEHIND"),
            cord=self.cord(),
            against_line=self.one(against, against, against, None),
            alone_since=None if self.rarely() else minutes(-30 if self.rarely() else -60),
            proof_unread="502" if self.rarely() else None,
            unread="502" if self.rarely() else None,
        )

    def cord(self) -> Cord | None:
        """A cord as some earlier pass may have left it, or none."""
        if self.one(True, False):
            return None
        conclusion = self.one("success", "failure", "neutral", None)
        status = "completed" if conclusion else "in_progress"
        return Cord(id=self.one(1, 2, 3), status=status, conclusion=conclusion, digest="old")

    def claim(self) -> Claim | None:
        """The claim at any stage, of any age that matters."""
        stage = self.one(
            *("none", "opening", "open", "open", "attempt", "attempt", "attempt", "letter", "closed")
        )
        if stage == "none":
            return None
        age = timedelta(seconds=self.one(0, 2, 61, 700, 90_000))
        return claim(
            stage,
            at=AT - age,
            by="brain-2",
            attempt=self.one(1, 2, 3) if stage in ("attempt", "letter") else 0,
            after=stops(self),
        )

    def record(self, tries: int) -> Record:
        """A record with this many finished attempts."""
        results = ("failed", "nothing", "withheld", "lost", "overtaken", "refused", "still-red", "fixed")
        tried = tuple(
            Try(rung="autofix", result=self.one(*results), why="so", at=minutes(-self.one(0, 5, 90)))
            for _ in range(tries)
        )
        proof = Proof(commit=sha("0"), run=1, attempt=1) if self.rarely() else None
        lease = self.one(None, Lease(by="b", until=minutes(-1)), Lease(by="b", until=minutes(9)))
        return record(tried=tried, dead=self.rarely(), proof=proof, lease=lease, spent=self.one(0, 0, tries))

    def issue(self, attempt: int, number: int = 12) -> JobIssue:
        """The job's issue, its record kept, lost or edited by somebody, with labels of any kind."""
        kept = self.record(max(0, self.one(attempt - 1, attempt - 1, attempt)))
        comments = [comment(1, kept.encode(), ours=not self.rarely())]
        if self.one(True, False):
            comments.append(comment(2, dead_letter_marker(kept.times.begun), ours=self.one(True, False)))
        self.chance.shuffle(comments)
        labels = ("andon", "andon:pending", "andon:done", "bug")
        return issue(
            number=number,
            state="closed" if self.rarely() else "open",
            labels=tuple(self.chance.sample(labels, self.one(0, 1, 2, 3))),
            created=minutes(-self.one(0, 5, 90)),
            reopened=minutes(-self.one(0, 5)) if self.rarely() else None,
            comments=() if self.rarely() else tuple(comments),
        )

    def fixes(self, others: tuple[Pull, ...], held: Claim, head: str) -> dict[str, Any]:
        """Fix pull requests of this attempt and of earlier ones: open, merged or closed."""
        found: list[FixPull] = []
        opened = list(others)
        for attempt in self.chance.sample(range(1, held.attempt + 1), self.one(0, 1, 1)):
            number, branch = 20 + attempt, fix_branch(12, attempt)
            state = self.one("open", "open", "merged", "closed")
            facts: dict[str, Any] = {"state": "open" if state == "open" else "closed"}
            if state == "merged":
                facts |= {"merged": True, "merged_at": minutes(-1), "merge_commit": self.one(head, "gone")}
            found.append(FixPull(number=number, branch=branch, head=sha(f"p{number}-"), **facts))
            if state == "open":
                its = self.fix(number, head)
                runs = tuple(r.model_copy(update={"branch": branch}) for r in its.runs)
                opened.append(its.model_copy(update={"branch": branch, "base": "main", "runs": runs}))
        return {"fixes": tuple(found), "pulls": tuple(opened)}

    def fix(self, number: int, head: str) -> Pull:
        """The pull request of a fix, as likely as not with all it takes to be merged."""
        proof = run(job("test", id=1), job("lint", id=2), id=500 + number, event="pull_request")
        good = {
            "runs": (proof,),
            "against_line": comparison(head[0], number, FILES[0]),
            "draft": False,
            "conflicting": False,
            "merge_state": "CLEAN",
        }
        found = self.pull(number, head)
        return found.model_copy(update=good) if self.one(True, False) else found

    def config(self, *modes: str) -> Config:
        """A configuration of any mode, ladder and merging."""
        ladders = (["rerun", "autofix", "person"], ["autofix"], ["person"], ["rerun"])
        return config(
            self.one(*modes),
            annotate=self.one("line", "all", "off"),
            after_green={
                "update": self.one("ask", "update", "update", "leave"),
                "at_a_time": self.one(1, 2),
                "requeue": self.one(True, False),
            },
            line={"confirm": {"reruns": self.one(1, 1, 1, 0, 2)}},
            fix={
                "ladder": self.one(ladders[0], ladders[0], *ladders),
                "autofix": self.one(["ruff format ."], ["ruff format ."], ["ruff format ."], []),
                "merge": self.one("never", "approve", "auto"),
            },
        )

    def shared(self, seen: Snapshot) -> Snapshot:
        """Perhaps with one head proposed twice: what hangs on a commit is then the same for both."""
        if not seen.pulls or self.one(True, True, False):
            return seen
        twin = seen.pulls[0].model_copy(update={"number": 90, "base": "main"})
        return seen.model_copy(update={"pulls": (*seen.pulls, twin)})
