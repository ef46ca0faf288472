"""Forgeries by what is said in comments; neighbour of `drills`, whose rows name them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox import issues
from bot.sandbox.store import Comment
from tests.forgery.place import Place


@dataclass(frozen=True)
class Tried:
    """What was done: for which pull request, and by which comment on it, if by one."""

    pull: int
    said: Comment | None = None


def edited(place: Place) -> Tried:
    made = place.rig.repo.comment(place.topic, "Looks good to me", by="carol")
    body = {"body": f"/andon pass {place.head()} carol said so"}
    assert 200 == place.ask("bob")("PATCH", f"/r/issues/comments/{made.id}", body).status_code
    return Tried(place.topic, made)


def says(who: str, body: str) -> Callable[[Place], Tried]:
    def tries(place: Place) -> Tried:
        said = place.rig.repo.comment(place.topic, body.format(head=place.head()), by=who)
        return Tried(place.topic, said)

    return tries


def beneath(place: Place) -> Tried:
    """Her own commit, and a harmless one of somebody else's on top of it."""
    repo = place.rig.repo
    branch = repo.pull_of(place.topic).head_ref
    repo.commit({"door.py": "open\n"}, branch, by="carol")
    repo.commit({"typo.md": "x\n"}, branch, by="bob")
    place.rig.settle()
    said = repo.comment(place.topic, f"/andon pass {place.head()} trust me", by="carol")
    return Tried(place.topic, said)


def from_elsewhere(place: Place) -> Tried:
    """An issue of a repository of her own, in which she may do anything, comment and all."""
    gh = place.rig.gh
    mine = gh.repository("acme/mine")
    mine.collaborator("eve", "admin")
    said = mine.comment(mine.open_issue("Mine", by="eve"), "/andon start I own this", by="eve")
    with gh.world.lock:
        issues.transfer(gh.world, mine.record, 1, place.rig.repo.record)
    return Tried(place.topic, said)
