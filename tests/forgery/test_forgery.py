"""The forgeries of the table, over HTTP: a pass looks at them, and people try to merge."""

import pytest

from bot.model.jobs import LINE_RULE
from bot.model.snapshot import Snapshot
from bot.sandbox import Sandbox
from tests.asking import person
from tests.forgery.drills import DRILLS, Drill, Tried
from tests.forgery.place import Place, make_place

_UNMARKED = str.maketrans("", "", "\\\u2060")
"""What is put between text from outside, to keep it from being markup or a mention."""
QUICK = tuple(drill for drill in DRILLS if not drill.deep)


def words(place: Place, drill: Drill, tried: Tried) -> str:
    """What people see of a forgery, where the row says so."""
    if drill.where == "labels":
        return " ".join(sorted(label.name for label in place.incident().labels))
    if drill.where == "incident":
        return "\n".join(c.body for c in place.incident().comments)
    if drill.where == "answer":
        ours = [r.content for r in tried.said.reactions if r.user == place.rig.app.bot] if tried.said else []
        assert ours in (["-1"], ["confused"]), (drill.what, ours)
        comments = place.rig.repo.issue(tried.pull).comments
        return "\n".join(c.body for c in comments if c.author == place.rig.app.bot)
    cord = place.rig.cord(tried.pull)
    return f"{cord.summary}\n{cord.text}".translate(_UNMARKED) if cord else ""


@pytest.mark.parametrize(
    "drills", [QUICK, pytest.param(DRILLS, marks=pytest.mark.deep)], ids=["each kind", "all"]
)
def test_no_forgery_gets_through_and_each_is_seen(gh: Sandbox, drills: tuple[Drill, ...]) -> None:
    place = make_place(gh)
    tried = {drill.what: drill.tries(place) for drill in drills}
    looked = place.rig.settle()

    bob = person(place.rig, "bob")
    pulls = sorted({one.pull for one in tried.values()})
    merged = {number: bob("PUT", f"/r/pulls/{number}/merge", {}).status_code for number in pulls}
    assert dict.fromkeys(pulls, (405, "failure")) == {n: (merged[n], place.rig.shown(n)) for n in pulls}
    seen = {drill.what: words(place, drill, tried[drill.what]) for drill in drills}
    assert {} == {d.what: (d.seen, seen[d.what]) for d in drills if d.seen not in seen[d.what]}

    told = dict(looked.plan.pulls)
    proofs = [drill for drill in drills if drill.seen.startswith("no proof")]
    assert [] == [d.what for d in proofs if d.seen not in told[tried[d.what].pull].text]
    assert ("main is stopped", ()) == (looked.plan.line.text, looked.plan.effects)
    assert ((), (), (), place.incident().number) == believed(looked.snapshot)


def believed(seen: Snapshot) -> tuple[object, ...]:
    """What Andon goes by: people's words in claim and record, its own fixes, its job."""
    (job,) = (job for job in seen.jobs if job.key.rule == LINE_RULE)
    record = job.issue.record if job.issue else None
    assert job.claim is not None and record is not None
    return (job.claim.commands, record.commands, job.fixes, job.claim.issue)
