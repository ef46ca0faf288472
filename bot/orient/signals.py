"""Workflow runs on the line's history → signals: which job is green, red or unknown, and since when.

Trap: the head commit alone may have no verdict (path filters, `[skip ci]`, cancelled runs), and
scheduled or dispatched runs hang on the head without being about it. So a signal's state is its last
conclusive outcome over recent first-parent commits, told by the run's event and workflow: `outcomes` says
what the runs of one job come to. `decide.line` turns signals into the line's state.
"""

from fnmatch import fnmatchcase
from itertools import takewhile

from bot.model.config import LineConfig
from bot.model.counted import Selection, as_job, external_path, outside, selected
from bot.model.facts import LineFacts
from bot.model.jobs import RedFacts
from bot.model.remembered import place_of
from bot.model.runs import EXTERNAL, WINDOW, WORKER_WORKFLOW, Check, Commit, Run
from bot.orient.outcomes import (
    ALL_JOBS,
    CONCLUSIVE,
    Evidence,
    Judge,
    Runs,
    Signal,
    newest,
    of_job,
    seen_failing,
    signal_of,
    whole,
)
from bot.orient.timeouts import told_timeouts
from bot.orient.workflows import read


def signals(line: LineFacts, config: LineConfig, known: tuple[RedFacts, ...] = ()) -> tuple[Signal, ...]:
    """Every signal of the line, sorted by workflow path, job and event.

    known: what is known to have been red; of these jobs it is told what became of them, whatever else failed.
    Only the first `WINDOW` commits count. A workflow whose file is gone from the head says nothing:
    nothing will ever pass there again.
    """
    line = line.model_copy(update={"history": line.history[:WINDOW]})
    selection = selected(line, config)
    if selection is None:
        return ()
    found = _of_actions(line, config, selection, known)
    if line.unclear and config.green in ("auto", "required"):  # what is red may be nothing that counts
        unsure = {"state": "unknown", "failures": ()}
        found = [s.model_copy(update=unsure) if s.state == "red" else s for s in found]
    found += _of_others(line, selection)
    return tuple(sorted(found, key=lambda s: (s.path, s.job, s.event)))


def beside(line: LineFacts, config: LineConfig, kinds: frozenset[tuple[str, str]]) -> tuple[Signal, ...]:
    """The jobs that passed last of workflows (by path and event) of which `signals` tells only what failed.

    What a job that failed took with it, so that it was skipped, goes by what it said before; what never said anything
    is none of them.
    """
    line = line.model_copy(update={"history": line.history[:WINDOW]})
    selection = selected(line, config)
    if selection is None:
        return ()
    found: list[Signal] = []
    for kind in sorted(kinds):
        ran, judge = _ran(line, config, kind), _judging(kind[0], line)
        names = {job.name for _, runs in ran for run in runs for job in run.jobs or ()} - {ALL_JOBS}
        said = (name for name in sorted(names) if _said(ran, name, judge))
        found += [signal_of(name, [newest(c, runs, judge, name) for c, runs in ran]) for name in said]
    passed = (signal for signal in found if signal.state == "green")
    return tuple(signal for signal in passed if selection.job(signal.workflow, signal.job))


def _selects(selection: Selection, signal: Signal, names: set[str]) -> bool:
    """Whether a signal counts; names: what its workflow is called, by its path alone where its file is broken."""
    if signal.job == ALL_JOBS:
        return signal.state == "unknown" or any(selection.workflow(name) for name in names)
    return selection.job(signal.workflow, signal.job)


def _standing(signal: Signal, line: LineFacts) -> Signal | None:
    """The signal without what nothing will clear: failures to begin of a file that was mended, or starts so no more.

    GitHub cannot tell what starts a broken file, so every push shows that it is broken, whatever it is filtered by.
    What failed with another file than the head's therefore says nothing, unless the next push is sure to tell.
    """
    text = next((file.text for file in line.files if file.path == signal.path), None)
    workflow = read(text) if text and signal.state == "red" and signal.job == ALL_JOBS else None
    if workflow is None or workflow.starts(signal.event, line.branch):
        return signal
    if signal.event not in workflow.events:
        return None
    left = tuple(takewhile(lambda failure: failure.run.file in (None, text), signal.failures))
    if left:
        return signal.model_copy(update={"failures": left})
    return signal.model_copy(update={"state": "green", "failures": ()}) if signal.passed else None


def _of_actions(
    line: LineFacts, config: LineConfig, selection: Selection, known: tuple[RedFacts, ...]
) -> list[Signal]:
    """The signals of the line's workflow runs."""
    counted = (r for c in line.history for r in c.runs if counts(r, line.branch, config))
    kinds = {run.kind for run in counted if run.path not in line.removed}
    found: list[Signal] = []
    for kind in kinds:
        ran = _ran(line, config, kind)
        names = {run.workflow for _, runs in ran for run in runs}
        asked = {place_of(red).job for red in known if place_of(red).kind == kind}
        judged = _of_workflow(ran, selection, asked, _judging(kind[0], line))
        stand = (_standing(s, line) for s in judged if _selects(selection, s, names))
        found += [s for s in stand if s is not None]
    return found


def _ran(line: LineFacts, config: LineConfig, kind: tuple[str, str]) -> Runs:
    """The line's commits on which a workflow ran for an event, with those runs, newest first."""
    mine = [
        (c, [r for r in c.runs if r.kind == kind and counts(r, line.branch, config)]) for c in line.history
    ]
    told = told_timeouts(tuple(r for _, runs in mine for r in runs), line.files)
    newest_first = [(c, sorted({r.id for r in runs}, reverse=True)) for c, runs in mine if runs]
    return [(c, tuple(told[id] for id in ids)) for c, ids in newest_first]


def _judging(path: str, line: LineFacts) -> Judge:
    """How the jobs of a workflow are judged: one that a run need not have is not passed where it is not there."""
    text = next((file.text for file in line.files if file.path == path), None)
    workflow = read(text) if text else None

    def judged(commit: Commit, run: Run, name: str) -> Evidence:
        found = of_job(commit, run, name)
        absent = not found.jobs and found.outcome == "passed" and name != ALL_JOBS
        if absent and workflow and workflow.varies(name):
            return found.model_copy(update={"outcome": "inconclusive"})
        return found

    return judged


def _of_others(line: LineFacts, selection: Selection) -> list[Signal]:
    """The signals of what other Apps, and people by statuses, report."""
    commits = {commit.sha: commit for commit in line.history}
    found: list[Signal] = []
    for (_, name), checks in outside(line, selection).items():
        runs = [(commits[sha], as_run(check, line.branch)) for sha, check in checks]
        ends = [
            newest(commits[sha], _at(runs, sha), of_job, name) for sha in dict.fromkeys(s for s, _ in checks)
        ]
        if any(one.outcome in CONCLUSIVE for one in ends):
            found.append(signal_of(name, ends))
    return found


def _at(runs: list[tuple[Commit, Run]], sha: str) -> tuple[Run, ...]:
    """The runs at one commit, newest first."""
    return tuple(sorted((run for commit, run in runs if commit.sha == sha), key=lambda r: r.id, reverse=True))


def as_run(check: Check, branch: str | None) -> Run:
    """A check of another App as a run of that one job."""
    job = as_job(check)
    return Run(
        id=check.id,
        path=external_path(check.by, check.name),
        workflow=check.by,
        event=EXTERNAL,
        branch=branch,
        status=job.status,
        conclusion=check.conclusion,
        created=check.at,
        updated=check.at,
        url=check.url,
        jobs=(job,),
    )


def counts(run: Run, branch: str, config: LineConfig) -> bool:
    """Whether a run on the line's history is a signal of the line.

    Not: other events (scheduled and dispatched runs hang on the head commit), runs of another branch
    at the same commit, Andon's own workflow, what the config ignores.
    """
    return (
        run.event in config.events
        and run.branch == branch
        and run.path != WORKER_WORKFLOW
        and not any(fnmatchcase(run.workflow, p) or fnmatchcase(run.path, p) for p in config.ignore)
    )


def _of_workflow(ran: Runs, selection: Selection, known: set[str], judge: Judge) -> list[Signal]:
    """One signal per job of a workflow that failed or is asked for; one for all where none of its runs failed.

    known: jobs that are asked for where anything is said of them.
    """
    listed = [run for _, runs in ran for run in runs]
    said = {name for name in known if _said(ran, name, judge)}
    names = sorted({job.name for run in listed for job in seen_failing(run)} | said)
    if names and not selection.everything:  # what passed beside it may be all that counts
        asked = {
            job.name for run in listed for job in run.jobs or () if selection.job(run.workflow, job.name)
        }
        names = sorted({*names, *asked})
    runs_whole = [newest(commit, runs, whole) for commit, runs in ran]
    unread = any(e.outcome == "failed" and e.run.jobs is None for e in runs_whole)
    if not names and not unread:
        passed = any(e.outcome == "passed" for e in runs_whole)
        return [signal_of(ALL_JOBS, runs_whole)] if passed else []
    of_jobs = [signal_of(name, [newest(c, runs, judge, name) for c, runs in ran]) for name in names]
    if len(names) > 1 or unread:  # that it began now is not told beside what its jobs say
        of_jobs = [s for s in of_jobs if s.job != ALL_JOBS or (s.state == "red" and not unread)]
    if unread:  # a run failed and nobody could say in which job
        of_jobs.append(signal_of(ALL_JOBS, runs_whole))
    return of_jobs


def _said(ran: Runs, name: str, judge: Judge) -> bool:
    """Whether any commit says something conclusive of a job."""
    return any(newest(commit, runs, judge, name).outcome in CONCLUSIVE for commit, runs in ran)
