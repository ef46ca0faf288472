"""Random words of people: comments that may be commands, and commands in a job's record. See `worlds`."""

from typing import Any, Protocol

from bot.model.commands import Command, Said
from bot.model.facts import Pull
from bot.model.snapshot import Snapshot
from tests.building import change, minutes, the_job
from tests.decide.saying import command, on_pull, said

SPOKEN = (
    "/andon stop fire",
    "/andon stop fire",
    "/andon start known",
    "/andon start known for 5m",
    "/andon wrong nonsense",
    "/andon pass {head} urgent",
    "/andon pass {head} urgent",
    "/andon pass urgent",
    "/andon retry",
    "/andon fix",
    "/andon status",
    "/andon dance",
)


class Chance(Protocol):
    """What `worlds.World` draws with."""

    def one(self, *options: Any) -> Any: ...

    def rarely(self) -> bool: ...


def spoken_to(chance: Chance, seen: Snapshot) -> Snapshot:
    """The snapshot, now and then with people in it."""
    if not chance.one(True, False, False):
        return seen
    comments = tuple(_said(chance, n, seen) for n in range(chance.one(0, 1, 1, 2, 3)))
    words = tuple(_command(chance, n, seen.pulls) for n in range(chance.one(0, 0, 1, 2)))
    its = the_job(seen).issue
    first = its.record_comment if its else None
    record = its.record if its else None
    if its is not None and first is not None and record is not None:
        body = record.model_copy(update={"commands": words}).encode()
        others = tuple(one.model_copy(update={"body": body}) if one is first else one for one in its.comments)
        seen = change(seen, issue=its.model_copy(update={"comments": others}))
    held = the_job(seen).claim
    if held is not None and chance.rarely():
        seen = change(seen, claim=held.model_copy(update={"commands": words}))
    return seen.model_copy(update={"said": comments})


def _said(chance: Chance, n: int, seen: Snapshot) -> Said:
    pull = chance.one(*seen.pulls) if seen.pulls else None
    head = "3f2c1ab"
    facts: dict[str, Any] = {
        "comment": 700 + n,
        "at": minutes(-chance.one(1, 2, 30)),
        "author": chance.one("alice", "bob", "carol"),
        "role": None if chance.rarely() else chance.one("admin", "maintain", "write", "read"),
        "edited": chance.rarely(),
        "closed": chance.rarely(),
    }
    body = chance.one(*SPOKEN).format(head=head)
    if pull is None or chance.one(True, False, False):
        return said(body, **(facts | {"issue": chance.one(5, 12)}))
    return on_pull(pull.number, body, **facts)


def _command(chance: Chance, n: int, pulls: tuple[Pull, ...]) -> Command:
    verb = chance.one("stop", "start", "wrong", "pass", "pass", "retry", "fix")
    facts: dict[str, Any] = {"comment": 600 + n, "at": minutes(-chance.one(1, 3, 90))}
    if verb == "pass" and pulls:
        facts["sha"] = chance.one(*pulls).head
    if verb in ("start", "wrong", "pass"):
        facts["until"] = minutes(chance.one(-1, 3, 60))
    return command(verb, **facts)
