"""Everything observed → the plan of one pass: cords first, then the re-run, then the job.

The pure core's only door: `loop` calls `plan` and nothing else of this room.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.decide.aftermath import again as update_again
from bot.decide.aftermath import requeues, updates, with_aftermath
from bot.decide.answers import answers
from bot.decide.book import Case, JobPlan
from bot.decide.closing import end_orphans
from bot.decide.cord_writes import cord_effects, soonest_first
from bot.decide.cords import Judged, judge_others, judge_pulls, let_go
from bot.decide.demoting import demoted
from bot.decide.diagnoses import diagnoses
from bot.decide.evidence import course
from bot.decide.flakes import acquitted
from bot.decide.fuse import fused, note_stops, resets
from bot.decide.hearing import Heard, hear
from bot.decide.incident import plan_job
from bot.decide.lease import LOOK_AGAIN, fallen, let_in_late
from bot.decide.line import Line, judge
from bot.decide.memory import parts_with, remembered
from bot.decide.pressing import presses
from bot.decide.queue import again, judge_groups
from bot.decide.shadow import shadowed
from bot.decide.unruled import unruled
from bot.decide.verbs import Scene
from bot.decide.word import Word, recorded
from bot.model.config import Config
from bot.model.effects import Effect, Plan, Rerun, ShowMistakes
from bot.model.facts import LineFacts
from bot.model.finding import Finding
from bot.model.jobs import LINE_RULE, Key
from bot.model.lanes import LATER
from bot.model.snapshot import Snapshot
from bot.model.telling import Reason
from bot.orient.rules import RULES, findings

READ_AGAIN = timedelta(minutes=1)
"""A line that would have been confirmed by now, had everything been readable, is looked at again after this."""

READ_ON = timedelta(seconds=10)
"""Where only so much is read in one pass, the next one follows after this."""


def plan(snapshot: Snapshot) -> Plan:
    """What one pass over this snapshot wants.

    The same snapshot gives the same plan, whatever the order of its facts; with the plan's effects
    visible, planning again at the same instant gives none.
    """
    if (told := unruled(snapshot)) is not None:
        return told
    config = snapshot.config or Config(version=1)
    lines = tuple(_judged(snapshot, facts, config) for facts in snapshot.lines)
    until = demoted(snapshot, config, lines)
    cases = tuple(_case(snapshot, line, config, until) for line in lines)
    groups = (one for case in cases for one in case.groups)
    pulls = (one for case in cases for one in case.judged)
    judged = soonest_first((*groups, *pulls, *judge_others(snapshot)))
    others = _findings(snapshot, cases[0])
    if config.mode not in ("warn", "enforce"):
        jobs = tuple(plan_job(case) for case in others if case.rule.always)
        report = shadowed(snapshot, cases) if config.mode == "shadow" else ()
        wanted = (*cord_effects(judged), *_planned(jobs), *resets(snapshot), *report)
        return _told(cases, wanted, jobs, until)
    everything = (*cases, *others)
    jobs = tuple(plan_job(case) for case in everything)
    books = tuple(effect for case in cases for effect in remembered(case))
    first, later = (books, ()) if parts_with(books, cases) else ((), books)
    told = (*_mistakes(snapshot), *_reruns(cases), *later, *end_orphans(snapshot))
    held = (*first, *cord_effects(judged), *note_stops(cases))
    fresh = tuple(effect for case in cases for effect in (*requeues(case), *updates(case)))
    answered = (*answers(everything, jobs), *presses(snapshot, judged))
    last = (*resets(snapshot), *answered, *diagnoses(snapshot, cases), *fresh)
    return _told(cases, (*held, *told, *_planned(jobs), *last), jobs, until)


def _judged(snapshot: Snapshot, facts: LineFacts, config: Config) -> Line:
    """One line, judged without what pull requests show to be flaky."""
    line = judge(snapshot, facts, config)
    known = acquitted(line, snapshot)
    return line if known.flakes == line.facts.flakes else judge(snapshot, known, config)


def _planned(jobs: tuple[JobPlan, ...]) -> tuple[Effect, ...]:
    return tuple(effect for job in jobs for effect in job.effects)


def _case(snapshot: Snapshot, line: Line, config: Config, until: datetime | None) -> Case:
    """One line with its pull requests, judged, under the mode that holds for it; until: when it is demoted.

    That Andon's own stops are not believed says nothing of a person's.
    """
    until = None if line.word.stop else until
    mode = "warn" if until else fused(config.mode, line, snapshot)
    known = {"demoted": until, "fused": mode != config.mode and until is None}
    config = config.model_copy(update={"mode": mode})
    case = Case(snapshot, line, config, heard=line.heard)
    if lease := fallen(case):
        why = (
            f"{line.branch} could not be judged, and nobody has looked after it since {lease.until:%H:%M} UTC"
        )
        off = Reason(status="unknown", text=why)
        pulls, groups = (let_go(some, line.branch, off) for some in (snapshot.pulls, snapshot.groups))
        return replace(case, judged=pulls, groups=groups)
    on = course(case.job).model_copy(update={"filed": snapshot.repository.has_issues} | known)
    pulls = judge_pulls(snapshot, line, config.mode, on)
    pulls = let_in_late(case, pulls)
    return with_aftermath(replace(case, judged=pulls, groups=judge_groups(snapshot, line, config.mode, on)))


def _findings(snapshot: Snapshot, first: Case) -> tuple[Case, ...]:
    """What other rules than the line's find, or found before; nothing while what a rule rests on is unread."""
    id, rules = snapshot.repository.id, (rule for rule in RULES if rule != LINE_RULE)
    known = {rule for rule in rules if not snapshot.lacks(RULES[rule].part)}
    found = {(one.rule, one.subject): one for one in findings(snapshot)}
    about = {*found, *((job.key.rule, job.key.subject) for job in snapshot.jobs)}
    keys = [Key(repository=id, rule=rule, subject=what) for rule, what in sorted(about) if rule in known]
    return tuple(
        replace(first, subject=key, finding=one, heard=_hear(first, key, one))
        for key in keys
        for one in (found.get((key.rule, key.subject)),)
    )


def _hear(first: Case, key: Key, finding: Finding | None) -> tuple[Heard, ...]:
    """What people said about a job of another rule than the line's: it can be tried again, or at once."""
    scene = Scene(snapshot=first.snapshot, config=first.config, key=key, state="", word=Word())
    return hear(scene, recorded(first.snapshot.job(key)), lambda _: "stopped" if finding else "running")


def _mistakes(snapshot: Snapshot) -> tuple[ShowMistakes, ...]:
    """The check that shows what is wrong with the configuration while its last valid version holds."""
    head = snapshot.lines[0].head
    if snapshot.mistakes is None or head is None or snapshot.lacks("mistakes"):
        return ()
    check = snapshot.mistakes.check
    show = ShowMistakes(head=head.sha, check=check.id if check else None, mistakes=snapshot.mistakes.invalid)
    return () if check and (check.digest, check.conclusion) == (show.digest, "failure") else (show,)


def _reruns(cases: tuple[Case, ...]) -> tuple[Rerun, ...]:
    """One re-run per finished run whose first failure is still to be confirmed."""
    reds = (red for case in cases for red in case.line.reds)
    due = {red.rerun.run.id: red.rerun.run for red in reds if red.rerun}
    return tuple(Rerun(run=id, attempt=run.attempt, whole=run.never_began) for id, run in sorted(due.items()))


def _told(
    cases: tuple[Case, ...], effects: tuple[Effect, ...], jobs: tuple[JobPlan, ...], until: datetime | None
) -> Plan:
    """The plan with its reasons."""
    pulls = (
        (j.pull.number, _pull_reason(j, case.line)) for case in cases for j in (*case.judged, *case.groups)
    )
    moments = [case_again for case in cases if (case_again := _again(case)) is not None]
    moments += [soon for case in cases if (soon := again(case.groups, case.at)) is not None]
    moments += [soon for case in cases if (soon := update_again(case)) is not None]
    moments += [job.look_again for job in jobs if job.look_again is not None]
    return Plan(
        effects=effects,
        line=_lines(cases, until),
        pulls=tuple(sorted(pulls, key=lambda p: p[0])),
        jobs=tuple(job.reason for job in jobs if job.reason),
        look_again=min(moments, default=None),
    )


def _lines(cases: tuple[Case, ...], until: datetime | None) -> Reason:
    """What holds for every line; the worst of them first in status."""
    first = cases[0]
    mode = _mode(first.snapshot, first.config, until)
    if len(cases) == 1:
        reason = first.line.reason
        return reason.model_copy(update={"children": (*reason.children, mode)})
    reasons = tuple(case.line.reason for case in cases)
    worst = min(reasons, key=lambda r: ("blocked", "unknown", "waiting", "ok").index(r.status))
    text = "; ".join(reason.text for reason in reasons)
    return Reason(status=worst.status, text=text, children=(*reasons, mode))


def _mode(snapshot: Snapshot, config: Config, until: datetime | None) -> Reason:
    """Which mode holds, and by which file, or for which fuse, or for what people called wrong."""
    if until:
        text = (
            f"mode {config.mode}: people called stops wrong; enforced again from {until:%Y-%m-%d %H:%M} UTC"
        )
        return Reason(status="unknown", text=text)
    if snapshot.config and config.mode != snapshot.config.mode and snapshot.organised:
        return Reason(status="unknown", text=f"mode {config.mode}: the fuse is blown, or was when it stopped")
    if snapshot.mistakes is None:
        by = f", by {snapshot.mode_by}" if snapshot.mode_by else ""
        unset = "" if snapshot.config else " (no .github/andon.yml)"
        return Reason(status="ok", text=f"mode {config.mode}{by}{unset}")
    problems = tuple(Reason(status="blocked", text=words) for words in snapshot.mistakes.invalid.words)
    text = f"mode {config.mode}, by the last valid version of {snapshot.mistakes.invalid.path}"
    return Reason(status="unknown", text=text, children=problems)


def _pull_reason(judged: Judged, line: Line) -> Reason:
    plain = _plain_reason(judged, line)
    queued = {"text": f"in the merge queue: {plain.text}"}
    return plain.model_copy(update=queued) if judged.pull.group else plain


def _plain_reason(judged: Judged, line: Line) -> Reason:
    if judged.passage is not None:
        return judged.passage.reason
    if judged.verdict is None:
        stays = Reason(status="ok", text="its cord stays as it is")
        why = judged.pull.unread
        return Reason(status="unknown", text=f"it could not be read: {why}") if why else stays
    return Reason(status="waiting" if line.state == "confirming" else "ok", text=line.reason.text)


def _again(case: Case) -> timedelta | None:
    """The soonest moment at which time alone may change what one line wants."""
    line, waits = case.line, case.line.state in ("confirming", "stopped", "unknown")
    if waits and line.lanes and any(one.what == LATER for one in case.snapshot.unread):
        return READ_ON
    if line.overruled and line.word.start and line.word.start.until:
        return min(line.word.start.until - case.at, LOOK_AGAIN)
    if not waits:
        return None
    if line.state == "confirming" and line.until is not None:
        if line.until <= case.at:  # what would confirm it could not be read
            return READ_AGAIN
        return min(max(line.until - case.at, timedelta(seconds=1)), LOOK_AGAIN)
    ends = [one.until - case.at for one in line.word.passes if one.until]
    if line.lanes:  # one may be confirmed while another stands
        ends += [red.until - case.at for red in line.reds if red.until and red.until > case.at]
    return min([LOOK_AGAIN, *ends])
