"""What happens to pull requests and in the merge queue, done to a story's world. Neighbour: `deeds`."""

import re
from datetime import datetime, timedelta
from typing import Any

from bot.model.after_green import Dequeued
from bot.model.facts import ChangedFile, Pull
from bot.observe.runs import MAX_FILES
from tests.building import changed
from tests.line.deeds import grow
from tests.line.proposing import FIX, PATIENCE, base_head, new_head, propose, queue, share_head, stand
from tests.line.script import Unclear
from tests.line.world import World, sha_of


def open_pull(world: World, at: datetime, m: re.Match[str]) -> None:
    """A pull request is opened, with what is said of it between commas."""
    given: dict[str, Any] = {"author": m["who"] or "bob", "base": m["base"] or "main"}
    for option in (m["options"] or "").split(", ")[1:]:
        more = _option(option)
        given |= more if "files" not in more else {"files": (*given.get("files", ()), *more["files"])}
    shared, files_of, without = (given.pop(key, None) for key in ("shared", "files_of", "without"))
    if given.pop("locked", False):
        world.locked.add(int(m["number"]))
    if given.pop("countless", False):
        given["files"] = tuple(changed(f"web/{n}.ts", "+a") for n in range(MAX_FILES))
    propose(world, int(m["number"]), at, **given)
    if given.get("approved"):
        world.approvals[int(m["number"])] = at
    pull = world.pull(int(m["number"]))
    tree = world.commit(files_of)[1].tree if files_of else world.without(without) if without else None
    world.put(pull.model_copy(update={"tree": tree or sha_of(f"tree of {pull.head}")}))
    if shared is not None:
        share_head(world, int(m["number"]), shared)


_OPTIONS: dict[str, dict[str, Any]] = {
    "a draft": {"draft": True},
    "auto-merge armed": {"auto_merge": True, "merge_state": "BLOCKED"},
    "approved": {"approved": True},
    "lacking a review": {"unreviewed": True},
    "its own checks still running": {"merge_state": "BLOCKED"},
    "with conflicts": {"conflicting": True, "merge_state": "DIRTY"},
    "from a fork": {"fork": True},
    "whose branch Andon may not push to": {"locked": True},
    "changing web/ in 300 files": {"countless": True},
}


def _option(text: str) -> dict[str, Any]:
    if text in _OPTIONS:
        return _OPTIONS[text]
    if found := re.fullmatch(r"from (\w+)", text):
        return {"onto": found[1]}
    if found := re.fullmatch(r"with the files of (\w+)", text):
        return {"files_of": found[1]}
    if found := re.fullmatch(r"taking back (\w+)", text):
        return {"without": found[1]}
    if found := re.fullmatch(r"with the head of #(\d+)", text):
        return {"shared": int(found[1])}
    return {"files": (_changed(text),)}


def _changed(text: str) -> ChangedFile:
    """`changing a.py`, `deleting a.py`, `adding "x" to a.py`, `removing "x" from a.py`"""
    if found := re.fullmatch(r"(changing|deleting) (\S+)", text):
        gone = found[1] == "deleting"
        return changed(found[2], status="removed") if gone else changed(found[2], "-a", "+b")
    if found := re.fullmatch(r"moving (\S+) to (\S+)", text):
        return changed(found[2], "-a", "+b", status="renamed", previous=found[1])
    if found := re.fullmatch(r'(adding|removing) "([^"]+)" (?:to|from) (\S+)', text):
        return changed(found[3], f"{'+' if found[1] == 'adding' else '-'}{found[2]}")
    raise Unclear(f"{text!r} is nothing that a pull request can be")


def push_to_pull(world: World, at: datetime, m: re.Match[str]) -> None:
    """A push to a pull request, which then contains its base's newest commit if it merges that."""
    pull = world.pull(int(m["number"]))
    merges = m["how"] == "merges main"
    onto = base_head(world, pull.base) if merges else world.contains[pull.head]
    more = (FIX, _changed(m["change"].removeprefix(", "))) if m["change"] else world.changes[pull.head]
    new_head(world, pull, onto, more, at)


def turn_pull(world: World, at: datetime, m: re.Match[str]) -> None:
    """A pull request becomes something else than it was."""
    if m["state"] == "is approved":
        world.approvals[int(m["number"])] = at
    states: dict[str, dict[str, Any]] = {
        "arms auto-merge": {"auto_merge": True},
        "is approved": {"approved": True, "unreviewed": False},
        "becomes a draft": {"draft": True},
        "is ready": {"draft": False},
        "has its own checks done": {"merge_state": "CLEAN"},
        "cannot be read": {"unread": "502"},
    }
    world.put(world.pull(int(m["number"])).model_copy(update=states[m["state"]]))


def hide_changes(world: World, _at: datetime, m: re.Match[str]) -> None:
    """Nobody gets to see what a pull request changes, nor what the queue tries of it."""
    world.covered.add(world.pull(int(m["number"])).number)


def hide_proof(world: World, _at: datetime, m: re.Match[str]) -> None:
    """Nobody gets to see what might prove a pull request."""
    told = {"proof_unread": "what might prove it could not be read"}
    world.put(world.pull(int(m["number"])).model_copy(update=told))


def retarget(world: World, at: datetime, m: re.Match[str]) -> None:
    """A pull request gets another base."""
    pull = world.pull(int(m["number"]))
    world.put(pull.model_copy(update={"base": m["base"], "alone_since": at}))


def _without(world: World, number: int) -> Pull:
    pull = world.pull(number)
    world.change(pulls=tuple(p for p in world.seen.pulls if p.number != number))
    world.change(groups=tuple(p for p in world.seen.groups if p.number != number))
    return pull


def merge_pull(world: World, at: datetime, m: re.Match[str]) -> None:
    """A pull request is merged: its base has a new commit, which names it."""
    pull = _without(world, int(m["number"]))
    history = world.line(pull.base).history
    grow(world, pull.base, (m["name"], f"{pull.title} (#{pull.number})"), history, at)


def drop_group(world: World, at: datetime, m: re.Match[str]) -> None:
    """The queue gives up what it tries of a pull request."""
    world.group(int(m["number"]))
    _leave(world, int(m["number"]), at, by_person=False)


def take_out(world: World, at: datetime, m: re.Match[str]) -> None:
    """Somebody takes a pull request out of the queue, whether the queue still tries it or not."""
    world.pull(int(m["number"]))
    _leave(world, int(m["number"]), at, by_person=True)


def _leave(world: World, number: int, at: datetime, by_person: bool) -> None:
    world.change(groups=tuple(p for p in world.seen.groups if p.number != number))
    stand(world, number, Dequeued(inside=False, fit=True, left=at, by_person=by_person))


def dismiss(world: World, _at: datetime, _m: re.Match[str]) -> None:
    """The branch's rules take approvals away from whoever pushes."""
    world.dismissing = True


def close_pull(world: World, _at: datetime, m: re.Match[str]) -> None:
    """A pull request is closed."""
    _without(world, int(m["number"]))


def queue_pull(world: World, at: datetime, m: re.Match[str]) -> None:
    """The queue tries a pull request."""
    patience = timedelta(minutes=int(m["patience"])) if m["patience"] else PATIENCE
    queue(world, int(m["number"]), at, patience)
    stand(world, int(m["number"]), Dequeued(inside=True, fit=True, left=at, by_person=True))
