"""Which commits are told what their jobs failed with: a check run `Andon diagnosis`, with places in files.

On a stopped line the commits that the reds failed on newest; with `annotate: all` also the heads of pull
requests, for what is not the line's own failure. It holds nothing, and is no part of the line's state.
Why it is made so: docs/decisions/0030-a-diagnosis-is-a-check-of-its-own.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from bot.decide.book import Case
from bot.model.diagnosed import (
    MOST_ANNOTATIONS,
    Annotation,
    Diagnosed,
    FailedJob,
    Level,
    ShowDiagnosis,
    diagnosis_digest,
)
from bot.model.facts import Pull
from bot.model.newest import newest_runs
from bot.model.runs import Run, RunJob
from bot.model.snapshot import Snapshot
from bot.orient.diagnosis import Diagnosis, Located, read_log
from bot.orient.outcomes import outcome, worst
from bot.orient.places import file_of

MOST_TESTS = 50
"""Failing tests that are named."""
LONGEST = 2_000
"""Characters of an annotation's message; GitHub takes 64 KB, a person reads less."""
_LEVELS: dict[str, Level] = {"error": "failure", "warning": "warning", "note": "notice"}


@dataclass(frozen=True)
class _Job:
    """A failed job with its name as it is told, the page of its run, and what its log says."""

    job: RunJob
    name: str
    url: str
    found: Diagnosis


_Reds: TypeAlias = tuple[tuple[str, tuple[_Job, ...]], ...]


def diagnoses(snapshot: Snapshot, cases: tuple[Case, ...]) -> tuple[ShowDiagnosis, ...]:
    """What shall be shown and is not yet, lines first; nothing of a commit none of whose logs says why.

    A commit of whose logs one could not be read waits.
    """
    told = tuple(case for case in cases if case.config.annotate != "off" and case.line.state == "stopped")
    unread = frozenset(one.what for one in snapshot.unread)
    reds = _reds(told)
    wanted = list(_of_lines(told, reds, unread))
    known = frozenset(f.fingerprint for _, jobs in reds for j in jobs for f in j.found.failures)
    heads: dict[str, Pull] = {}
    for case in cases:
        if case.config.annotate == "all":
            heads |= {one.pull.head: one.pull for one in case.judged if not one.pull.unread}
    lines = {one.head for case in cases for one in case.line.facts.diagnosed}
    pulls = (_of_pull(pull, known, unread) for head, pull in sorted(heads.items()) if head not in lines)
    return tuple(
        one for one in (*wanted, *pulls) if one and (not one.jobs or any(job.lines for job in one.jobs))
    )


def _of_lines(cases: tuple[Case, ...], reds: _Reds, unread: frozenset[str]) -> Iterable[ShowDiagnosis]:
    commits = {one.head: one for case in cases for one in case.line.facts.diagnosed}
    for head, jobs in reds:
        commit = commits.get(head)
        digest = diagnosis_digest(one.job.id for one in jobs)
        lacking = any(f"log: job {one.job.id}" in unread for one in jobs)
        if commit is not None and commit.shown != digest and not lacking:
            yield _shown(commit, digest, jobs, frozenset())


def _reds(cases: tuple[Case, ...]) -> _Reds:
    """The confirmed reds' newest failures, by the commit they are on."""
    found: dict[str, dict[int, _Job]] = {}
    for red in (red for case in cases for red in case.line.reds if red.confirmed):
        newest = red.newest
        job = newest.attempts[-1]
        told = _Job(job, red.signal.name, newest.run.url, read_log(job.log or ""))
        found.setdefault(newest.commit, {})[job.id] = told
    return tuple((head, tuple(jobs[id] for id in sorted(jobs))) for head, jobs in sorted(found.items()))


def _of_pull(pull: Pull, known: frozenset[str], unread: frozenset[str]) -> ShowDiagnosis | None:
    """What a pull request's head shall show; nothing while a run of its is under way, or something is unread."""
    newest = newest_runs(pull)
    if pull.diagnosed is None or not newest or any(run.status != "completed" for run in newest):
        return None
    read = {run.id: run for run in pull.failed}
    bad = [run.id for run in newest if outcome(run.conclusion) == "failed"]
    failed = [(read[id], job) for id in bad if id in read for job in _failed(read[id])]
    lacking = any(f"annotations: job {job.id}" in unread for _, job in failed)
    if lacking or any(id not in read or read[id].jobs is None for id in bad):
        return None
    digest = diagnosis_digest(job.id for _, job in failed)
    if pull.diagnosed.shown == digest or (pull.diagnosed.shown is None and not failed):
        return None
    told = [
        _Job(job, f"{run.workflow} / {job.name}", run.url, read_log(job.log or "")) for run, job in failed
    ]
    return _shown(pull.diagnosed, digest, tuple(sorted(told, key=lambda j: j.job.id)), known)


def _failed(run: Run) -> list[RunJob]:
    """The jobs whose newest attempt failed."""
    names = sorted({job.name for job in run.jobs or ()})
    ends = (worst(tuple(job for job in run.jobs or () if job.name == name)) for name in names)
    return [job for job in ends if outcome(job.conclusion) == "failed"]


def _shown(commit: Diagnosed, digest: str, jobs: tuple[_Job, ...], known: frozenset[str]) -> ShowDiagnosis:
    told = tuple((one, _is_known(one.found, known)) for one in jobs)
    places, lost = _annotations([one for one, theirs in told if not theirs], commit.paths)
    return ShowDiagnosis(
        head=commit.head,
        digest=digest,
        jobs=tuple(_failed_job(one, theirs) for one, theirs in told),
        annotations=places[:MOST_ANNOTATIONS],
        more=lost + max(len(places) - MOST_ANNOTATIONS, 0),
    )


def _is_known(found: Diagnosis, known: frozenset[str]) -> bool:
    """Whether all that failed fails on the line just so."""
    return bool(found.failures) and all(failure.fingerprint in known for failure in found.failures)


def _failed_job(one: _Job, known: bool) -> FailedJob:
    found = one.found
    silent = "its log was not read" if one.job.log is None else "its log does not say why"
    step = f"step “{one.job.failed_step}”" if one.job.failed_step else silent
    return FailedJob(
        name=one.name,
        url=one.url,
        kind=found.kind,
        tool=found.tool,
        words=found.primary or step,
        tests=found.tests[:MOST_TESTS],
        lines=tuple((line.number, line.text) for line in found.excerpt) if found.failures else (),
        known=known,
    )


def _annotations(jobs: list[_Job], files: tuple[str, ...] | None) -> tuple[tuple[Annotation, ...], int]:
    """Every place once, in the order in which it was told, and how many are in no file of the commit."""
    found: dict[Annotation, None] = {}
    lost = set[Located]()
    for one in jobs:
        for failure in one.found.failures:
            for error in failure.errors:
                path = file_of(error.path, files)
                if path is None:
                    lost.add(error)
                    continue
                found[_annotation(path, error, failure.tool or failure.kind, failure.words)] = None
    return tuple(found), len(lost)


def _annotation(path: str, error: Located, tool: str, words: str) -> Annotation:
    """One place; an error of a whole file is told at its first line."""
    return Annotation(
        path=path,
        line=error.line or 1,
        column=(error.column or None) if error.line else None,
        level=_LEVELS[error.severity],
        title=f"{tool} {error.code}" if error.code else tool,
        message=(error.message or words)[:LONGEST],
    )
