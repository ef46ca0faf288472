"""Reds of which nothing newer is known: red while the job that knows them is open, though nothing shows them any more.

A stop must not be over because others go on. Where workflows have path filters a red one may not run on as many
commits as a signal is told by; and GitHub shows of what others than Actions report the newest alone, so that a check
that is begun again looks as if nothing had ever been said. What was red stands in the record of the line's job; where
there is none, in its claim. Why: docs/decisions/0034-a-red-outlives-the-window.md. Neighbour: `discounting`, reds that
count for nothing.
"""

from bot.model.config import LineConfig
from bot.model.counted import Selection, external_path, selected
from bot.model.facts import LineFacts
from bot.model.jobs import RedFacts
from bot.model.remembered import Place, kind_of, place_of, run_of, workflow_of
from bot.model.runs import EXTERNAL, NOT_BEGUN, WINDOW, Check, Commit, Run, RunJob
from bot.orient.outcomes import CONCLUSIVE, Failure, Signal, outcome, skipped, worst
from bot.orient.signals import counts
from bot.orient.workflows import read


def with_still_red(
    found: tuple[Signal, ...], facts: LineFacts, config: LineConfig, known: tuple[RedFacts, ...]
) -> tuple[Signal, ...]:
    """The signals, with what is known to be red, what counts still, and of which nothing newer is known.

    known: the confirmed reds that the line's job knows.
    """
    signals = {signal.id: signal for signal in found}
    unread = {(signal.path, signal.event) for signal in found if signal.state == "unknown"}
    facts = facts.model_copy(update={"history": facts.history[:WINDOW]})
    for red in (red for red in known if red.commit not in facts.dropped):
        seen = signals.get(red.id)
        if seen is not None and seen.state == "red":
            signals[red.id] = _longer(seen, red, facts)
        elif kind_of(red.id) not in unread and (seen is None or red.id.startswith(f"{EXTERNAL}:")):
            kept = _kept(red, facts, config)
            signals |= {red.id: kept} if kept else {}
    return tuple(sorted(signals.values(), key=lambda s: (s.path, s.job, s.event)))


def _kept(red: RedFacts, facts: LineFacts, config: LineConfig) -> Signal | None:
    """The signal of a red that is still one; unknown while it is not known what counts."""
    where = place_of(red)
    selection = _selection(red, facts, config)
    external = where.event == EXTERNAL
    if selection is None:
        return None
    over = _reported_since(red, facts, selection) if external else _over(red, where, facts, config)
    if over:
        return None
    signal = _passed_again(red, where, facts) or _signal(red, where, facts)
    if facts.unclear and config.green in ("auto", "required"):
        signal = signal.model_copy(update={"state": "unknown", "failures": ()})
    return signal


def _passed_again(red: RedFacts, where: Place, facts: LineFacts) -> Signal | None:
    """The signal, green, if the very run in which it failed last was run again since, and passed."""
    run = next((one for one in facts.earlier if one.id == run_of(red)), None)
    jobs = tuple(job for job in (run.jobs if run else ()) if job.name == where.job)
    ends = [worst(tuple(j for j in jobs if j.attempt == n)) for n in sorted({j.attempt for j in jobs})]
    last = next((end for end in reversed(ends) if outcome(end.conclusion) in CONCLUSIVE), None)
    if run is None or last is None or outcome(last.conclusion) == "failed":
        return None
    return Signal(
        path=where.path,
        workflow=workflow_of(red),
        job=where.job,
        event=where.event,
        state="green",
        passed=run.commit,
        passes=1,
        passed_on=(run.commit,),
        passed_run=run.id,
        passed_attempt=last.attempt,
    )


def _selection(red: RedFacts, facts: LineFacts, config: LineConfig) -> Selection | None:
    """The checks that count, if the red is one of them; it was seen on the line, whatever is seen there today."""
    selection = selected(facts, config)
    if config.green in ("auto", "required") and facts.required and not red.whole:
        required = Selection(required=facts.required)
        if _selects(required, red):
            return required
    return selection if selection is not None and _selects(selection, red) else None


def _selects(selection: Selection, red: RedFacts) -> bool:
    where, by = place_of(red), workflow_of(red)
    if where.event != EXTERNAL:
        return selection.workflow(by) if red.whole else selection.job(by, where.job)
    apps = {one.app for one in selection.required if one.name == where.job} or {None}
    checks = (Check(id=0, name=where.job, by=by, app=app, at=red.since) for app in apps)
    return any(selection.check(check) for check in checks)


def _reported_since(red: RedFacts, facts: LineFacts, selection: Selection) -> bool:
    """Whether others than Actions said anything conclusive of it since; where it was red, it must be under way."""
    for commit in facts.history:
        said = [check for check in _mine(red, commit) if selection.check(check)]
        if any(outcome(check.conclusion) in CONCLUSIVE for check in said):
            return True
        if commit.sha == red.commit:
            return not any(check.conclusion is None for check in said)
    return False


def _mine(red: RedFacts, commit: Commit) -> list[Check]:
    return [check for check in commit.checks or () if external_path(check.by, check.name) == red.id]


def _over(red: RedFacts, where: Place, facts: LineFacts, config: LineConfig) -> bool:
    """Whether a job of Actions is none any more, so that nothing would ever clear it, or does not count."""
    if where.path in facts.removed or not counts(_run(red, where, facts), facts.branch, config):
        return True
    text = next((file.text for file in facts.files if file.path == where.path), None)
    workflow = read(text) if text else None
    if workflow and not workflow.may_start(where.event, facts.branch):
        return True
    if workflow and red.whole and not workflow.starts(where.event, facts.branch):
        return True  # it was mended, or its next push would have shown that it was not
    runs = (r for c in facts.history for r in sorted(c.runs, key=lambda r: -r.id) if r.kind == where.kind)
    ended = (r for r in runs if r.branch == facts.branch and outcome(r.conclusion) in CONCLUSIVE)
    newest = next((r for r in ended if r.jobs and not r.never_began), None)
    varies = workflow is not None and workflow.varies(where.job)
    return newest is not None and not varies and not _has(newest, where.job)


def _has(run: Run, job: str) -> bool:
    """Whether a run has a job, or skipped it together with what it is a part of."""
    return any(one.name == job for one in run.jobs or ()) or skipped(run, job)


def _longer(signal: Signal, red: RedFacts, facts: LineFacts) -> Signal:
    """A signal that has failed ever since, with its first failure, which the newest commits do not reach back to."""
    if signal.passed or any(commit.sha == red.commit for commit in facts.history):
        return signal
    first = _failure(red, place_of(red), facts)
    return signal.model_copy(update={"failures": (*signal.failures, first)})


def _signal(red: RedFacts, where: Place, facts: LineFacts) -> Signal:
    """The signal as it was when something was last known of it."""
    passed = red.evidence.passed if red.evidence else None
    return Signal(
        path=where.path,
        workflow=workflow_of(red),
        job=where.job,
        event=where.event,
        state="red",
        failures=(_failure(red, where, facts),),
        passed=passed,
        passes=red.evidence.passes if red.evidence else 0,
        passed_on=(passed,) if passed else (),
        kept=red,
    )


def _failure(red: RedFacts, where: Place, facts: LineFacts) -> Failure:
    """How it failed first; of what others report also whether it is under way where it did."""
    run = _run(red, where, facts)
    again = any(
        check.conclusion is None
        for commit in facts.history
        if commit.sha == red.commit
        for check in _mine(red, commit)
    )
    jobs = run.jobs or ()
    return Failure(
        commit=red.commit, author=red.author, run=run, attempts=jobs, rerunning=again, rerunnable=False
    )


def _run(red: RedFacts, where: Place, facts: LineFacts) -> Run:
    """What stands for the run in which it failed."""
    end = NOT_BEGUN if red.whole else "failure"
    job = RunJob(
        id=0,
        name=where.job,
        attempt=1,
        status="completed",
        conclusion=end,
        started=red.since,
        completed=red.since,
    )
    return Run(
        id=run_of(red) or 0,
        path=where.path,
        workflow=workflow_of(red),
        event=where.event,
        branch=facts.branch,
        status="completed",
        conclusion=end,
        created=red.since,
        updated=red.since,
        url=red.run_url,
        jobs=(job,),
    )
