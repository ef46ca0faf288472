"""The line's job where a repository has no issues: its claim alone, which holds the lease and people's word.

Nothing is filed, tried or told there but by the cords. Neighbour: `incident`, the job with an issue.
"""

from datetime import timedelta

from bot.decide.book import Case, JobPlan, reds_of, said_so_far, taken
from bot.decide.demoting import called_wrong
from bot.decide.lease import lease_for, renewed_in
from bot.model.effects import WriteClaim
from bot.model.jobs import Claim, RedFacts
from bot.model.telling import Reason


def plan_bare(case: Case) -> JobPlan:
    """The claim that a stopped line needs, renewed, or let go once the line runs."""
    claim = case.job.claim
    open_one = claim is not None and claim.stage not in ("closed", "damaged")
    if not case.of_line or case.holds == "unknown":
        return JobPlan()
    if case.holds == "gone":
        return JobPlan(effects=(_closed(case),)) if open_one else JobPlan()
    commands = said_so_far(case)
    reds = _certain(case)
    lease = None if case.taken_back else lease_for(case, claim.lease if claim and open_one else None)
    if claim is None or not open_one:
        stage = "closed" if case.taken_back else "open"
        new = Claim(key=case.key.digest, stage=stage, by=case.snapshot.brain, at=case.at)
        wanted = taken(case, new).model_copy(update={"lease": lease, "commands": commands, "reds": reds})
    else:
        wanted = claim.model_copy(update={"lease": lease, "commands": commands, "reds": reds})
    wait: timedelta | None = renewed_in(case, lease)
    why = Reason(status="blocked", text="nothing is filed: the repository has no issues")
    if wanted == claim:
        return JobPlan(reason=why, look_again=wait)
    write = WriteClaim(claim=wanted, replaces=claim.oid if claim else None, tree=case.tree)
    return JobPlan(effects=(write,), reason=why, look_again=wait)


def _certain(case: Case) -> tuple[RedFacts, ...]:
    """What is certain to be red, as it was told first: later it may be that nothing shows it any more."""
    known = {(red.id, red.commit): red for red in (case.job.claim.reds if case.job.claim else ())}
    reds = (red for red in reds_of(case) if red.confirmed)
    return tuple(known.get((red.id, red.commit), red) for red in reds)


def _closed(case: Case) -> WriteClaim:
    """The claim let go; what was obeyed last stays to be seen in it until it is answered."""
    facts = {
        "stage": "closed",
        "at": case.at,
        "by": case.snapshot.brain,
        "lease": None,
        "reds": (),
        "commands": said_so_far(case),
        "wrong": called_wrong(case.job, case.line),
    }
    return WriteClaim(claim=case.claim.model_copy(update=facts), replaces=case.claim.oid, tree=case.tree)
