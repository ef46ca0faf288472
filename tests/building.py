"""A snapshot in a line each: commits, runs, jobs, pull requests and job issues with plain defaults.

Every builder takes what a test is about and fills in the rest. Times are minutes after `AT` (before it,
if negative); commits are named by a letter or a word, of which a whole-looking sha is made.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.decide.line import Line, judge
from bot.model.config import Config
from bot.model.config_text import Invalid
from bot.model.evidence import Evidence
from bot.model.facts import (
    ChangedFile,
    Comparison,
    Cord,
    JobFacts,
    LineFacts,
    Mistakes,
    Pull,
    Repository,
    Unread,
    WorkflowFile,
)
from bot.model.job_issue import IssueComment, JobIssue
from bot.model.jobs import Claim, Key, Lease, Record, RedFacts, Times
from bot.model.runs import Check, Commit, Run, RunJob
from bot.model.snapshot import Snapshot

AT = datetime(2026, 11, 23, 16, 45, tzinfo=UTC)
CI = ".github/workflows/ci.yml"
WORKFLOW = (
    "on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"
)
REPOSITORY = Repository(
    id=7, node_id="R_7", name="acme/shop", installation=3, default_branch="main", private=True
)
KEY = Key(repository=7, rule="ci-green", subject="main")


def minutes(count: float) -> datetime:
    """`AT`, so many minutes later."""
    return AT + timedelta(minutes=count)


def sha(name: str) -> str:
    """A commit's name as 40 characters: `sha("a")`."""
    return (name * 40)[:40]


def job(name: str = "test", conclusion: str | None = "success", attempt: int = 1, **facts: Any) -> RunJob:
    """A job that is over, or with conclusion None still in progress."""
    given: dict[str, Any] = {
        "id": attempt * 100,
        "name": name,
        "attempt": attempt,
        "status": "completed" if conclusion else "in_progress",
        "conclusion": conclusion,
        "completed": minutes(-5 + attempt) if conclusion else None,
    }
    return RunJob(**(given | facts))


def run(*jobs: RunJob, **facts: Any) -> Run:
    """A push run of CI on main; what its newest jobs say is what it says. No jobs: success, unread."""
    newest = {j.name: j for j in sorted(jobs, key=lambda j: j.attempt)}
    said = [j.conclusion for j in newest.values()]
    over = (
        "failure"
        if {"failure", "timed_out"} & set(said)
        else ("success" if "success" in said or not said else said[0])
    )
    conclusion: str | None = facts.pop("conclusion", None if None in said else over)
    given: dict[str, Any] = {
        "id": 1,
        "path": CI,
        "workflow": "CI",
        "event": "push",
        "branch": None if facts.get("event") in ("pull_request", "merge_group") else "main",
        "status": "completed" if conclusion else "in_progress",
        "conclusion": conclusion,
        "created": minutes(-6),
        "updated": minutes(-3),
        "url": "https://github.com/acme/shop/actions/runs/1",
        "jobs": jobs or None,
    }
    return Run(**(given | facts))


def passing(id: int = 1, **facts: Any) -> Run:
    """A run whose job `test` passed."""
    return run(job(id=id * 100), id=id, **facts)


def failing(id: int = 1, times: int = 1, **facts: Any) -> Run:
    """A run whose job `test` failed that many times."""
    jobs = [job("test", "failure", n, id=id * 100 + n) for n in range(1, times + 1)]
    return run(*jobs, id=id, **facts)


def commit(name: str, *runs: Run, **facts: Any) -> Commit:
    """A commit of the line's history."""
    given: dict[str, Any] = {
        "sha": sha(name),
        "tree": sha(name + "t"),
        "title": f"Change {name}",
        "author": "alice",
        "at": minutes(-30),
        "runs": runs,
    }
    return Commit(**(given | facts))


def check(name: str = "build", conclusion: str | None = "success", **facts: Any) -> Check:
    """What the App `circleci` reports of a commit."""
    given: dict[str, Any] = {
        "id": 70,
        "by": "circleci",
        "app": 18001,
        "at": minutes(-4),
        "url": "https://ci/1",
    }
    return Check(name=name, conclusion=conclusion, **(given | facts))


def pull(number: int, *runs: Run, **facts: Any) -> Pull:
    """An open pull request into main that could merge now."""
    branch = facts.get("branch", f"topic-{number}")
    given: dict[str, Any] = {
        "number": number,
        "title": f"Pull {number}",
        "head": sha(f"p{number}-"),
        "branch": branch,
        "base": "main",
        "author": "bob",
        "merge_state": "CLEAN",
        "created": minutes(-60),
        "alone_since": minutes(-60),
        "runs": tuple(r if r.branch else r.model_copy(update={"branch": branch}) for r in runs),
    }
    return Pull(**(given | facts))


def proof_run(id: int = 50, conclusion: str | None = "success", **facts: Any) -> Run:
    """A pull request's run with its job `test`."""
    return run(
        job("test", conclusion, id=id * 100),
        id=id,
        **({"event": "pull_request"} | facts),
    )


def comparison(
    base: str, number: int, *files: ChangedFile, behind: int = 0, complete: bool = True
) -> Comparison:
    """What pull request `number` changes against commit `base`."""
    return Comparison(base=sha(base), head=sha(f"p{number}-"), behind=behind, files=files, complete=complete)


def changed(path: str, *lines: str, status: str = "modified", previous: str | None = None) -> ChangedFile:
    """A changed file; `lines` are a hunk's, with their signs. None of them: no patch was given."""
    patch = "\n".join(("@@ -1,9 +1,9 @@", *lines)) if lines else None
    return ChangedFile(path=path, status=status, patch=patch, previous=previous)


def cord(conclusion: str | None = "success", digest: str = "old", id: int = 900) -> Cord:
    """Our check run as it stands; conclusion None is yellow."""
    return Cord(
        id=id, status="completed" if conclusion else "in_progress", conclusion=conclusion, digest=digest
    )


def config(mode: str = "enforce", **facts: Any) -> Config:
    """A valid configuration, by dotted keys: `config(fix={"autofix": ["ruff format ."]})`."""
    return Config.model_validate({"version": 1, "mode": mode, **facts})


def claim(stage: str = "open", **facts: Any) -> Claim:
    """The line job's claim, taken an hour ago, about issue 12 unless it is being opened."""
    given: dict[str, Any] = {
        "key": KEY.digest,
        "stage": stage,
        "by": "brain-1",
        "at": minutes(-60),
        "issue": None if stage == "opening" else 12,
        "attempt": 1 if stage == "attempt" else 0,
        "rung": "autofix" if stage == "attempt" else None,
        "oid": f"oid-{stage}",
    }
    return Claim.model_validate(given | facts)


def red_facts(**facts: Any) -> RedFacts:
    """One red signal as people are told of it."""
    given: dict[str, Any] = {
        "id": f"{CI}#test",
        "name": "CI / test",
        "commit": sha("b"),
        "author": "alice",
        "since": minutes(-4),
        "why": "failed twice",
        "run_url": "https://github.com/acme/shop/actions/runs/1",
        "evidence": Evidence(failures=2, passes=1, passed=sha("a")),
    }
    return RedFacts(**(given | facts))


def record(**facts: Any) -> Record:
    """A job's record."""
    given: dict[str, Any] = {
        "repository": 7,
        "key": KEY.text,
        "reds": (red_facts(),),
        "times": Times(red=minutes(-4), stopped=minutes(-3)),
        "lease": Lease(by="brain-1", until=minutes(15)),
    }
    return Record(**(given | facts))


def comment(id: int, body: str, ours: bool = True) -> IssueComment:
    """A comment on the job."""
    return IssueComment(id=id, body=body, author="andon" if ours else "mallory", ours=ours)


def issue(kept: Record | None = None, **facts: Any) -> JobIssue:
    """The job's issue, number 12, holding a record if one is given."""
    given: dict[str, Any] = {
        "number": 12,
        "title": "main stopped",
        "body": "",
        "state": "open",
        "ours": True,
        "labels": (),
        "created": minutes(-60),
        "comments": (comment(1, kept.encode()),) if kept else (),
    }
    return JobIssue(**(given | facts))


def unread(what: str, why: str = "502") -> Unread:
    """A fact that could not be read."""
    return Unread(what=what, why=why)


LINE_FACTS = ("history", "files", "diagnosed", "undone", "required", "book", "flakes", "earlier", "dropped")
JOB_FACTS = ("claim", "issue", "strays", "workers", "fixes")


def snapshot(*history: Commit, **facts: Any) -> Snapshot:
    """A snapshot of acme/shop in mode enforce, with its CI workflow read.

    Facts of its one line and of that line's job are given by their own names: `claim`, `files`.
    """
    lines = (LineFacts(branch="main", files=(WorkflowFile(path=CI, text=WORKFLOW),)),) if history else ()
    given: dict[str, Any] = {
        "at": AT,
        "brain": "brain-1",
        "repository": REPOSITORY,
        "config": config(),
        "lines": lines,
        "jobs": (JobFacts(key=KEY),),
    }
    nested = {name: facts.pop(name) for name in (*LINE_FACTS, *JOB_FACTS) if name in facts}
    nested = {"history": history, **nested} if history else nested
    if isinstance(wrong := facts.get("config"), Invalid):  # and never was right
        facts |= {"config": None, "mistakes": Mistakes(invalid=wrong)}
    return change(Snapshot(**(given | facts)), **nested)


def change(seen: Snapshot, **facts: Any) -> Snapshot:
    """The snapshot with other facts, of its line and its job too, each by its own name."""
    line = {name: facts.pop(name) for name in LINE_FACTS if name in facts}
    job = {name: facts.pop(name) for name in JOB_FACTS if name in facts}
    if line and seen.lines:
        facts["lines"] = (seen.lines[0].model_copy(update=line), *seen.lines[1:])
    if job:
        others = tuple(other for other in seen.jobs if other.key != KEY)
        facts["jobs"] = (the_job(seen).model_copy(update=job), *others)
    return seen.model_copy(update=facts)


def the_line(seen: Snapshot) -> LineFacts:
    """Its one line."""
    return seen.lines[0]


def line_of(seen: Snapshot, its: Config | None = None) -> Line:
    """Its one line, judged."""
    return judge(seen, the_line(seen), its or config())


def the_job(seen: Snapshot) -> JobFacts:
    """What is done about its one line."""
    return seen.job(KEY)


def stopped(*more: Commit, **facts: Any) -> Snapshot:
    """A snapshot whose line is stopped: `test` failed twice on commit b, after it passed on a."""
    return snapshot(*(more or (commit("b", failing(2, times=2)), commit("a", passing(1)))), **facts)
