"""Everything observed → the plan of one pass: cords first, then the re-run, then the job.

The pure core's only door: `loop` calls `plan` and nothing else of this room.
"""

from datetime import timedelta

from bot.decide.cords import Judged, cord_effects, judge_pulls
from bot.decide.incident import JobPlan, plan_job
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
    if isinstance(snapshot.config, Invalid):
        problems = tuple(Reason(status="blocked", text=words) for words in snapshot.config.words)
        return Plan(line=Reason(status="unknown", text="the configuration cannot be used", children=problems))
    if unread := [u for u in snapshot.unread if u.what.startswith("config")]:
        why = tuple(Reason(status="unknown", text=f"{u.what}: {u.why}") for u in unread)
        return Plan(
            line=Reason(status="unknown", text="the configuration could not be read", children=why),
            look_again=LOOK_AGAIN,
        )
    if snapshot.repository.archived or snapshot.head is None:
        why = "archived" if snapshot.repository.archived else "empty, or its head could not be read"
        return Plan(
            line=Reason(
                status="ok",
                text=f"nothing to keep: the repository is {why}",
                children=unread_reasons(snapshot),
            )
        )
    config = snapshot.config or Config(version=1)
    line = judge(snapshot, config)
    incident = snapshot.claim.issue if snapshot.claim and snapshot.claim.stage != "closed" else None
    judged = judge_pulls(snapshot, line, config.mode, incident)
    if config.mode not in ("warn", "enforce"):
        return _told(snapshot, line, config, judged, cord_effects(judged), JobPlan())
    job = plan_job(snapshot, line, config, judged)
    effects = (*cord_effects(judged), *_reruns(line), *job.effects)
    return _told(snapshot, line, config, judged, effects, job)


def _reruns(line: Line) -> tuple[Rerun, ...]:
    """One re-run per finished run whose first failure is still to be confirmed."""
    due = {(red.rerun.run.id, red.rerun.run.attempt) for red in line.reds if red.rerun}
    return tuple(Rerun(run=run, attempt=attempt) for run, attempt in sorted(due))


def _told(
    snapshot: Snapshot,
    line: Line,
    config: Config,
    judged: tuple[Judged, ...],
    effects: tuple[Effect, ...],
    job: JobPlan,
) -> Plan:
    mode = Reason(
        status="ok", text=f"mode {config.mode}" + ("" if snapshot.config else " (no .github/andon.yml)")
    )
    reason = line.reason.model_copy(update={"children": (*line.reason.children, mode)})
    pulls = tuple(sorted(((j.pull.number, _pull_reason(j, line)) for j in judged), key=lambda p: p[0]))
    return Plan(
        effects=effects, line=reason, pulls=pulls, job=job.reason, look_again=_look_again(snapshot, line, job)
    )


def _pull_reason(judged: Judged, line: Line) -> Reason:
    if judged.passage is not None:
        return judged.passage.reason
    if judged.verdict is None:
        return Reason(status="ok", text="its cord stays as it is")
    return Reason(status="waiting" if line.state == "confirming" else "ok", text=line.reason.text)


def _look_again(snapshot: Snapshot, line: Line, job: JobPlan) -> timedelta | None:
    """The soonest moment at which time alone may change the plan."""
    moments = [job.look_again] if job.look_again is not None else []
    if line.state == "confirming" and line.until is not None:
        moments.append(max(line.until - snapshot.at, timedelta(seconds=1)))
    if line.state in ("confirming", "stopped", "unknown"):
        moments.append(LOOK_AGAIN)
    return min(moments, default=None)
