"""Everything observed → the plan of one pass: cords first, then the re-run, then the job.

The pure core's only door: `loop` calls `plan` and nothing else of this room.
"""

from datetime import timedelta

from bot.decide.book import Case, JobPlan
from bot.decide.cords import Judged, cord_effects, judge_pulls, let_in
from bot.decide.incident import plan_job
from bot.decide.line import Line, judge, unread_reasons
from bot.model.config import Config, Invalid
from bot.model.effects import Effect, Plan, Reason, Rerun
from bot.model.facts import Snapshot

LOOK_AGAIN = timedelta(minutes=5)
"""A line that is not running is looked at again after this long, webhook or not."""


def plan(snapshot: Snapshot) -> Plan:
    """What one pass over this snapshot wants.

    The same snapshot gives the same plan, whatever the order of its facts; with the plan's effects
    visible, planning again at the same instant gives none.
    """
    if nothing := _cannot(snapshot):
        return nothing
    if isinstance(snapshot.config, Invalid):
        return _unusable(snapshot, snapshot.config)
    config = snapshot.config or Config(version=1)
    line = judge(snapshot, config)
    incident = snapshot.claim.issue if snapshot.claim and snapshot.claim.stage != "closed" else None
    case = Case(snapshot, line, config, judge_pulls(snapshot, line, config.mode, incident))
    if config.mode not in ("warn", "enforce"):
        return _told(case, cord_effects(case.judged), JobPlan())
    job = plan_job(case)
    return _told(case, (*cord_effects(case.judged), *_reruns(line), *job.effects), job)


def _cannot(snapshot: Snapshot) -> Plan | None:
    """Why nothing can be planned, if so: there is no line, or what rules it could not be read."""
    unread = unread_reasons(snapshot)
    if snapshot.repository.archived:
        return Plan(line=Reason(status="ok", text="nothing to keep: the repository is archived"))
    if snapshot.head is None and not snapshot.lacks("line"):
        return Plan(
            line=Reason(status="ok", text="nothing to keep: the repository is empty", children=unread)
        )
    what = "configuration" if snapshot.lacks("config") else "default branch" if snapshot.head is None else ""
    if not what:
        return None
    told = Reason(status="unknown", text=f"the {what} could not be read", children=unread)
    return Plan(line=told, look_again=LOOK_AGAIN)


def _unusable(snapshot: Snapshot, config: Invalid) -> Plan:
    """The configuration cannot be used: nothing is held anew, and nothing let go."""
    problems = tuple(Reason(status="blocked", text=words) for words in config.words)
    why = Reason(status="unknown", text="the configuration cannot be used", children=problems)
    judged = let_in(snapshot, snapshot.repository.default_branch or "", why)
    return Plan(effects=cord_effects(judged), line=why)


def _reruns(line: Line) -> tuple[Rerun, ...]:
    """One re-run per finished run whose first failure is still to be confirmed."""
    due = {(red.rerun.run.id, red.rerun.run.attempt) for red in line.reds if red.rerun}
    return tuple(Rerun(run=run, attempt=attempt) for run, attempt in sorted(due))


def _told(case: Case, effects: tuple[Effect, ...], job: JobPlan) -> Plan:
    """The plan with its reasons."""
    line = case.line
    unset = "" if case.snapshot.config else " (no .github/andon.yml)"
    mode = Reason(status="ok", text=f"mode {case.config.mode}{unset}")
    pulls = ((j.pull.number, _pull_reason(j, line)) for j in case.judged)
    return Plan(
        effects=effects,
        line=line.reason.model_copy(update={"children": (*line.reason.children, mode)}),
        pulls=tuple(sorted(pulls, key=lambda p: p[0])),
        job=job.reason,
        look_again=_look_again(case.snapshot, line, job),
    )


def _pull_reason(judged: Judged, line: Line) -> Reason:
    if judged.passage is not None:
        return judged.passage.reason
    if judged.verdict is None:
        stays = Reason(status="ok", text="its cord stays as it is")
        why = judged.pull.unread
        return Reason(status="unknown", text=f"it could not be read: {why}") if why else stays
    return Reason(status="waiting" if line.state == "confirming" else "ok", text=line.reason.text)


def _look_again(snapshot: Snapshot, line: Line, job: JobPlan) -> timedelta | None:
    """The soonest moment at which time alone may change the plan."""
    moments = [job.look_again] if job.look_again is not None else []
    if line.state == "confirming" and line.until is not None:
        moments.append(max(line.until - snapshot.at, timedelta(seconds=1)))
    if line.state in ("confirming", "stopped", "unknown"):
        moments.append(LOOK_AGAIN)
    return min(moments, default=None)
