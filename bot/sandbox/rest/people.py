"""Routes of the people of a repository: what each may do there."""

from bot.sandbox import access, shapes
from bot.sandbox.refusal import not_found
from bot.sandbox.rest.call import Answer, Call, Route
from bot.sandbox.store import Json

_PERMISSIONS = {"triage": "read", "maintain": "write"}
"""What `permission` says of the roles that are younger than it: they are told in `role_name` alone."""


def permission(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/collaborators/{username}/permission"""
    user = call.world.users.get(call.path["username"])
    if user is None:
        raise not_found()
    role = access.person(call.world, user.login).role(call.repo) or ("none" if call.repo.private else "read")
    named = call.repo.collaborators.get(user.login, role).partition(":")[0]
    allowed = access.Caller("person", user).levels(call.repo)
    person: Json = {**shapes.person(call.world, user), "role_name": named, "permissions": allowed}
    return Answer({"permission": _PERMISSIONS.get(role, role), "role_name": named, "user": person})


ROUTES = (
    Route(
        "GET",
        "/repos/{owner}/{repo}/collaborators/{username}/permission",
        permission,
        ({"metadata": "read"},),
    ),
)
