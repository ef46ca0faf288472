"""Which commits are told what their jobs failed with: a check run `Andon diagnosis`, with places in files.

On a stopped line the commits that the reds failed on newest; with `annotate: all` also the heads of pull
requests, for what is not the line's own failure. It holds nothing, and is no part of the line's state.
Why it is made so: docs/decisions/0030-a-diagnosis-is-a-check-of-its-own.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.decide.alike import Known, is_known, known_by, own_errors, own_tests, own_words
from bot.decide.book import Case
from bot.decide.reds import SURE, Red
from bot.model.diagnosed import (
    MOST_ANNOTATIONS,
    Annotation,
    Diagnosed,
    FailedJob,
    Level,
    Said,
    ShowDiagnosis,
    diagnosis_digest,
)
from bot.model.facts import Pull
from bot.model.gaps import numbering
from bot.model.newest import newest_runs
from bot.model.runs import NOT_BEGUN, Run, RunJob
from bot.model.snapshot import Snapshot
from bot.orient.diagnosis import Diagnosis, Failure, Located, read_log
from bot.orient.outcomes import outcome, worst
from bot.orient.places import file_of

MOST_TESTS = 50
"""Failing tests that are named."""
MOST_OTHERS = 5
"""Further failures of one job that are told."""
LONGEST = 2_000
"""Characters of an annotation's message; GitHub takes 64 KB, a person reads less."""
_LEVELS: dict[str, Level] = {"error": "failure", "warning": "warning", "note": "notice"}


@dataclass(frozen=True)
class _Job:
    """A failed job with its name as it is told, its page, and what its log says."""

    job: RunJob
    name: str
    url: str
    found: Diagnosis
    external: bool = False


def diagnoses(snapshot: Snapshot, cases: tuple[Case, ...]) -> tuple[ShowDiagnosis, ...]:
    """What shall be shown and is not yet, lines first; nothing of a commit none of whose logs says why.

    A commit of whose logs one could not be read waits.
    """
    told = tuple(case for case in cases if case.config.annotate != "off" and case.line.state == "stopped")
    unread = frozenset(one.what for one in snapshot.unread)
    wanted = list(_of_lines(told, unread))
    known = {case.line.branch: known_by(job.found for _, job in _reds(case)) for case in told}
    heads: dict[str, list[Pull]] = {}
    for case in cases:
        for one in case.judged if case.config.annotate == "all" else ():
            heads.setdefault(one.pull.head, []).append(one.pull)
    lines = {one.head for case in cases for one in case.line.facts.diagnosed}
    pulls = (
        _of_pull(its[0], _on_all(its, known), unread)
        for head, its in sorted(heads.items())
        if head not in lines and not any(pull.unread for pull in its)
    )
    return tuple(
        one for one in (*wanted, *pulls) if one and (not one.jobs or any(job.lines for job in one.jobs))
    )


def _on_all(pulls: Iterable[Pull], known: Mapping[str, Known]) -> Known:
    """What fails on every branch that these, which share a head, go into."""
    first, *others = (known.get(pull.base, frozenset[tuple[str, ...]]()) for pull in pulls)
    return first.intersection(*others)


def _of_lines(cases: tuple[Case, ...], unread: frozenset[str]) -> Iterable[ShowDiagnosis]:
    commits = {one.head: one for case in cases for one in case.line.facts.diagnosed}
    found: dict[str, dict[tuple[int, str], _Job]] = {}
    for head, job in (red for case in cases for red in _reds(case)):
        found.setdefault(head, {})[job.job.id, job.name] = job
    for head, named in sorted(found.items()):
        commit = commits.get(head)
        jobs = tuple(named[key] for key in sorted(named))
        digest = diagnosis_digest(one.job.id for one in jobs)
        lacking = any(f"log: job {one.job.id}" in unread for one in jobs)
        if commit is not None and commit.shown != digest and not lacking:
            yield _shown(commit, digest, jobs, frozenset())


def _reds(case: Case) -> tuple[tuple[str, _Job], ...]:
    """The confirmed reds' newest failures, with the commit that each is on."""
    return tuple((red.newest.commit, _job_of(red)) for red in case.line.reds if red.confirmed)


def _job_of(red: Red) -> _Job:
    job, run, external = red.newest.attempts[-1], red.newest.run, red.signal.external
    url = run.url if external else _page(run, job)
    return _Job(job, red.signal.name, url, read_log(job.log or ""), external)


def _page(run: Run, job: RunJob) -> str:
    """The job's own page, which goes on showing this attempt; the run's of what never came to be a job."""
    return f"{run.url}/job/{job.id}" if job.id else run.url


def _of_pull(pull: Pull, known: Known, unread: frozenset[str]) -> ShowDiagnosis | None:
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
        _Job(job, f"{run.workflow} / {job.name}", _page(run, job), read_log(job.log or ""))
        for run, job in failed
    ]
    return _shown(pull.diagnosed, digest, tuple(sorted(told, key=lambda j: j.job.id)), known)


def _failed(run: Run) -> list[RunJob]:
    """The jobs whose newest attempt failed."""
    names = sorted({job.name for job in run.jobs or ()})
    ends = (worst(tuple(job for job in run.jobs or () if job.name == name)) for name in names)
    return [job for job in ends if outcome(job.conclusion) == "failed"]


def _shown(commit: Diagnosed, digest: str, jobs: tuple[_Job, ...], known: Known) -> ShowDiagnosis:
    """Own failures first, and before them none of which its log says nothing: the first names the check."""
    places, lost = _annotations(jobs, commit.paths, known)
    told = (_failed_job(one, known) for one in jobs)
    return ShowDiagnosis(
        head=commit.head,
        digest=digest,
        jobs=tuple(sorted(told, key=lambda job: (job.known, not job.lines))),
        annotations=places[:MOST_ANNOTATIONS],
        more=max(len(places) - MOST_ANNOTATIONS, 0),
        lost=lost,
    )


def _failed_job(one: _Job, known: Known) -> FailedJob:
    found, number = one.found, numbering(one.job.log or "")
    failures = sorted(found.failures, key=lambda failure: is_known(failure, known))
    first, *others = [_said(failure, known) for failure in failures] or [Said(kind="", words=_silent(one))]
    own = [test for failure in found.failures for test in own_tests(failure, known)]
    also = tuple(test for test in found.tests if test not in own)
    return FailedJob(
        **first.model_dump(),
        name=one.name,
        url=one.url,
        others=tuple(others[:MOST_OTHERS]),
        step=one.job.failed_step,
        command=found.command,
        code=found.exit_code,
        tests=(*(test for test in found.tests if test in own), *also)[:MOST_TESTS],
        also=also,
        lines=tuple((number(line.number), line.text) for line in found.excerpt) if failures else (),
        known=bool(failures) and is_known(failures[0], known),
    )


def _said(failure: Failure, known: Known) -> Said:
    words = own_words(failure, known)
    return Said(kind=failure.kind, tool=failure.tool, words=words, sure=failure.confidence >= SURE)


def _silent(one: _Job) -> str:
    """What is told of a job of which no log says why."""
    if one.external:
        return "its log is not on GitHub"
    if one.job.conclusion == NOT_BEGUN:
        return "it could not begin"
    silent = "its log was not read" if one.job.log is None else "its log does not say why"
    step = f"step “{one.job.failed_step}” failed; {silent}" if one.job.failed_step else silent
    return one.found.primary or step


def _annotations(
    jobs: Iterable[_Job], files: tuple[str, ...] | None, known: Known
) -> tuple[tuple[Annotation, ...], int]:
    """Every place of their own once, in the order in which it was told, and how many are in no one file of the commit.

    What another job told at a place is not told again, though it may say it in other words.
    """
    found: dict[Annotation, None] = {}
    lost = set[tuple[str, int | None]]()
    for one in jobs:
        before = {_spot(annotation) for annotation in found}
        failures = (failure for failure in one.found.failures if not is_known(failure, known))
        for failure, error in ((f, error) for f in failures for error in own_errors(f, known)):
            path = file_of(error.path, files)
            if path is None:
                lost.add((error.path, error.line))
                continue
            annotation = _annotation(path, error, failure.tool or failure.kind, failure.words)
            if _spot(annotation) not in before:
                found[annotation] = None
    return tuple(found), len(lost)


def _spot(one: Annotation) -> tuple[str, int, int | None, str]:
    return one.path, one.line, one.column, one.title


def _annotation(path: str, error: Located, tool: str, words: str) -> Annotation:
    """One place; an error of a whole file is told at its first line."""
    return Annotation(
        path=path,
        line=error.line or 1,
        column=(error.column or None) if error.line else None,
        level=_LEVELS[error.severity],
        title=f"{tool} {error.code}" if error.code else tool,
        message=_short(error.message or words),
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
