"""A pull request's timeline in GraphQL: the changes of its base; neighbour of `graph_nodes.py`."""

from datetime import datetime

from bot.sandbox import shapes
from bot.sandbox.clock import iso
from bot.sandbox.graph_lists import actor, connection
from bot.sandbox.store import BaseChange, Json, Pull

CHANGED, AUTOMATIC = "BASE_REF_CHANGED_EVENT", "AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT"


def timeline(pull: Pull, arguments: Json) -> Json:
    """The page of PullRequest.timelineItems that is asked for, oldest first."""
    kinds = arguments.get("itemTypes") or (CHANGED, AUTOMATIC)
    since = datetime.fromisoformat(arguments["since"]) if arguments.get("since") else None
    found = [
        change
        for change in pull.base_changes
        if (AUTOMATIC if change.automatic else CHANGED) in kinds
        # What is told has whole seconds; so is it compared.
        and (since is None or change.at.replace(microsecond=0) >= since)
    ]
    return connection(found, _item, arguments)


def _item(change: BaseChange) -> Json:
    common = {"createdAt": iso(change.at), "actor": actor(change.actor)}
    if change.automatic:
        name, bases = "AutomaticBaseChangeSucceededEvent", {"oldBase": change.old, "newBase": change.new}
        return {"__typename": name, "id": shapes.node_id("ABCSE", change.id), **common, **bases}
    refs = {"previousRefName": change.old, "currentRefName": change.new}
    return {"__typename": "BaseRefChangedEvent", "id": shapes.node_id("BRCE", change.id), **common, **refs}
