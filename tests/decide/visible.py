"""What GitHub shows once a plan is carried out: the snapshot that the very next pass would see.

Neighbour: `showing`, a single effect. The job of another finding is shown as if it were the line's.
"""

from bot.model.effects import (
    ClosePull,
    DeadLetter,
    Effect,
    MakeOffer,
    MergePull,
    OpenJob,
    Plan,
    StartAttempt,
    WriteClaim,
)
from bot.model.facts import JobFacts
from bot.model.snapshot import Snapshot
from tests.building import KEY, the_job
from tests.decide.showing import show, unused


def visible(seen: Snapshot, plan: Plan) -> Snapshot:
    """The snapshot with every effect of the plan to be seen, at the same instant."""
    for effect in plan.effects:
        seen = shown(seen, effect)
    return seen


def shown(seen: Snapshot, effect: Effect) -> Snapshot:
    """The snapshot with one effect to be seen, whichever job it is about."""
    about = _about(seen, effect)
    if about is None or about.key == KEY:
        return show(seen, effect)
    others = tuple(job for job in seen.jobs if job.key != about.key)
    alone = seen.model_copy(update={"jobs": (about.model_copy(update={"key": KEY}),)})
    after = show(alone, _as_the_lines(effect))
    mine = the_job(after)
    if isinstance(effect, OpenJob) and mine.claim and mine.issue:
        number = unused(seen) + len(seen.jobs) + 1
        claim = mine.claim.model_copy(update={"issue": number})
        mine = mine.model_copy(
            update={"claim": claim, "issue": mine.issue.model_copy(update={"number": number})}
        )
    if mine.claim is not None:
        mine = mine.model_copy(update={"claim": mine.claim.model_copy(update={"key": about.key.digest})})
    jobs = (*others, mine.model_copy(update={"key": about.key}))
    return after.model_copy(update={"jobs": jobs})


def _about(seen: Snapshot, effect: Effect) -> JobFacts | None:
    """The job that an effect is about, None where it is about none."""
    if isinstance(effect, OpenJob):
        return seen.job(effect.story.key)
    if isinstance(effect, WriteClaim | StartAttempt):
        return next((job for job in seen.jobs if job.key.digest == effect.claim.key), None)
    number = getattr(effect, "issue", None)
    if isinstance(effect, MakeOffer):
        number = effect.offer.issue
    if isinstance(effect, ClosePull | MergePull):
        mine = (job for job in seen.jobs if any(fix.number == effect.number for fix in job.fixes))
        return next(mine, None)
    return next((j for j in seen.jobs if number and j.claim and j.claim.issue == number), None)


def _as_the_lines(effect: Effect) -> Effect:
    """The effect with its claim under the line's key."""
    if not isinstance(effect, OpenJob | WriteClaim | StartAttempt | DeadLetter):
        return effect
    return effect.model_copy(update={"claim": effect.claim.model_copy(update={"key": KEY.digest})})
