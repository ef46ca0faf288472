"""What GraphQL says of a comment by itself; neighbour of `graph_nodes.py`."""

from bot.sandbox import shapes
from bot.sandbox.clock import iso
from bot.sandbox.graph_lists import actor
from bot.sandbox.store import Comment, Json, User

_CONTENTS = {
    "+1": "THUMBS_UP",
    "-1": "THUMBS_DOWN",
    "laugh": "LAUGH",
    "hooray": "HOORAY",
    "confused": "CONFUSED",
    "heart": "HEART",
    "rocket": "ROCKET",
    "eyes": "EYES",
}


def comment(one: Comment, page: str, viewer: User) -> Json:
    """An IssueComment but for where it stands; `page` is its issue's."""
    return {
        "__typename": "IssueComment",
        "id": shapes.node_id("IC", one.id),
        "databaseId": one.id,
        "body": one.body,
        "url": f"{page}#issuecomment-{one.id}",
        "createdAt": iso(one.created),
        "updatedAt": iso(one.updated),
        "lastEditedAt": shapes.stamp(one.edited),
        "includesCreatedEdit": one.edited is not None,
        "author": actor(one.author),
        "editor": actor(one.editor),
        "reactionGroups": [
            {"content": name, "viewerHasReacted": _reacted(one, content, viewer)}
            for content, name in _CONTENTS.items()
        ],
    }


def _reacted(one: Comment, content: str, viewer: User) -> bool:
    return any(r.content == content and r.user == viewer for r in one.reactions)
