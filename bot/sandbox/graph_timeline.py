"""Timelines in GraphQL: a pull request's bases and ways through a queue, an issue's ends and reopenings.

Neighbour of `graph_nodes.py`.
"""

from datetime import datetime

from bot.sandbox import shapes
from bot.sandbox.clock import iso
from bot.sandbox.graph_lists import actor, connection
from bot.sandbox.rulesets import QueueMove
from bot.sandbox.store import BaseChange, Issue, Json, Pull, Turn, World

CHANGED, AUTOMATIC = "BASE_REF_CHANGED_EVENT", "AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT"
ADDED, REMOVED = "ADDED_TO_MERGE_QUEUE_EVENT", "REMOVED_FROM_MERGE_QUEUE_EVENT"


def timeline(world: World, pull: Pull, arguments: Json) -> Json:
    """The page of PullRequest.timelineItems that is asked for, oldest first."""
    kinds = arguments.get("itemTypes") or (CHANGED, AUTOMATIC)
    if ADDED in kinds or REMOVED in kinds:
        moves = [one for one in pull.queue_moves if (REMOVED if one.reason else ADDED) in kinds]
        return connection(moves, lambda one: _queued(world, one), arguments)
    since = datetime.fromisoformat(arguments["since"]) if arguments.get("since") else None
    found = [
        change
        for change in pull.base_changes
        if (AUTOMATIC if change.automatic else CHANGED) in kinds
        # What is told has whole seconds; so is it compared.
        and (since is None or change.at.replace(microsecond=0) >= since)
    ]
    return connection(found, _item, arguments)


def turns(issue: Issue, arguments: Json) -> Json:
    """The page of Issue.timelineItems that is asked for, oldest first."""
    kinds = arguments.get("itemTypes") or ("CLOSED_EVENT", "REOPENED_EVENT")
    since = datetime.fromisoformat(arguments["since"]) if arguments.get("since") else None
    found = [
        turn
        for turn in issue.turns
        if ("CLOSED_EVENT" if turn.state == "closed" else "REOPENED_EVENT") in kinds
        and (since is None or turn.at.replace(microsecond=0) >= since)
    ]
    if "TRANSFERRED_EVENT" in kinds and issue.moved:
        return connection([issue], _moved, arguments)
    return connection(found, _turn, arguments)


def _moved(issue: Issue) -> Json:
    node = {"id": shapes.node_id("TE", issue.id), "createdAt": iso(issue.moved) if issue.moved else None}
    return {"__typename": "TransferredEvent", **node, "actor": actor(issue.author)}


def _turn(turn: Turn) -> Json:
    name, kind = ("ClosedEvent", "CE") if turn.state == "closed" else ("ReopenedEvent", "REE")
    node = {"id": shapes.node_id(kind, turn.id), "createdAt": iso(turn.at), "actor": actor(turn.actor)}
    return {"__typename": name, **node}


def _queued(world: World, move: QueueMove) -> Json:
    common = {"createdAt": iso(move.at), "actor": actor(world.user(move.login))}
    if move.reason is None:
        return {"__typename": "AddedToMergeQueueEvent", "id": shapes.node_id("ATMQ", move.id), **common}
    removed = {"id": shapes.node_id("RFMQ", move.id), **common, "reason": move.reason}
    return {"__typename": "RemovedFromMergeQueueEvent", **removed}


def _item(change: BaseChange) -> Json:
    common = {"createdAt": iso(change.at), "actor": actor(change.actor)}
    if change.automatic:
        name, bases = "AutomaticBaseChangeSucceededEvent", {"oldBase": change.old, "newBase": change.new}
        return {"__typename": name, "id": shapes.node_id("ABCSE", change.id), **common, **bases}
    refs = {"previousRefName": change.old, "currentRefName": change.new}
    return {"__typename": "BaseRefChangedEvent", "id": shapes.node_id("BRCE", change.id), **common, **refs}
