"""Routes of an App itself: who it is, where it is installed, its tokens."""

from bot.sandbox import access, shapes
from bot.sandbox.clock import iso
from bot.sandbox.refusal import not_found, suspended, unprocessable
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.store import App, Installation, Json, Repo


def _app(call: Call) -> App:
    if call.caller.app is None:
        raise not_found()
    return call.caller.app


def get_app(call: Call) -> Answer:
    """GET /app"""
    installed = sum(one.app is _app(call) for one in call.world.installations.values())
    return Answer({**shapes.app(call.world, _app(call)), "installations_count": installed})


def get_app_by_slug(call: Call) -> Answer:
    """GET /apps/{app_slug}"""
    found = next((one for one in call.world.apps.values() if one.slug == call.path["app_slug"]), None)
    if found is None:
        raise not_found()
    return Answer(shapes.app(call.world, found))


def list_installations(call: Call) -> Answer:
    """GET /app/installations"""
    mine = [one for one in call.world.installations.values() if one.app is _app(call)]
    return call.paged(mine, shapes.installation)


def get_installation(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/installation"""
    world, mine = call.world, _app(call)
    repo = world.repo(f"{call.path['owner']}/{call.path['repo']}")
    all_of_it = [one for one in world.installations.values() if one.app is mine]
    found = next((one for one in all_of_it if repo and access.includes(one, repo)), None)
    if found is None:
        raise not_found()
    return Answer(shapes.installation(world, found))


def _narrowed(call: Call, installation: Installation) -> set[int] | None:
    """The repositories that the token is limited to; 422 if one is out of the App's reach."""
    ids, names = call.array("repository_ids"), call.array("repositories")
    if not {"repository_ids", "repositories"} & call.body.keys():
        return None
    if len(ids) + len(names) > 500:
        raise unprocessable("No more than 500 repositories may be given.")
    reachable = [repo for repo in call.world.repos.values() if access.covers(installation, repo)]
    by_id = {repo.id: repo for repo in reachable}
    by_name = {repo.name.lower(): repo for repo in reachable}
    found = [by_id.get(one) for one in ids] + [by_name.get(str(one).lower()) for one in names]
    if None in found:
        raise unprocessable(
            "There is at least one repository that does not exist or is not accessible to the parent "
            "installation."
        )
    return {repo.id for repo in found if repo}


def create_token(call: Call) -> Answer:
    """POST /app/installations/{installation_id}/access_tokens"""
    world = call.world
    installation = world.installations.get(call.number("installation_id"))
    if installation is None or installation.app is not _app(call):
        raise not_found()
    if installation.suspended:
        raise suspended()
    narrowed = _narrowed(call, installation)
    token = access.mint(world, installation, call.body.get("permissions"), narrowed)
    body: Json = {
        "token": token.value,
        "expires_at": iso(token.expires or world.clock.now()),
        "permissions": token.permissions,
        "repository_selection": "all"
        if narrowed is None and installation.repositories is None
        else "selected",
    }
    if narrowed is not None:
        body["repositories"] = [shapes.repository(world, world.repos[one]) for one in sorted(narrowed)]
    return Answer(body, 201)


def list_repositories(call: Call) -> Answer:
    """GET /installation/repositories"""
    mine: list[Repo] = [repo for repo in call.world.repos.values() if call.caller.belongs(repo)]
    return call.paged(mine, shapes.repository, "repositories")


def rate_limit(call: Call) -> Answer:
    """GET /rate_limit: it costs nothing itself."""
    now = int(call.world.clock.epoch())

    def left(kind: str) -> Json:
        used, reset = call.world.rates.get((access.bucket(call.caller), kind), (0, 0))
        used = used if reset > now else 0
        limit = call.world.rate_limit
        return {
            "limit": limit,
            "used": used,
            "remaining": max(limit - used, 0),
            "reset": reset if reset > now else now + 3600,
        }

    resources = {kind: left(kind) for kind in ("core", "graphql", "search")}
    return Answer({"resources": resources, "rate": resources["core"]})


ROUTES = (
    Route("GET", "/rate_limit", rate_limit, points=0),
    Route("GET", "/app", get_app, subject="app"),
    Route("GET", "/apps/{app_slug}", get_app_by_slug),
    Route(
        "GET", "/app/installations", list_installations, query=(*PAGING, "since", "outdated"), subject="app"
    ),
    Route("GET", "/repos/{owner}/{repo}/installation", get_installation, subject="app"),
    Route(
        "POST",
        "/app/installations/{installation_id}/access_tokens",
        create_token,
        body={"repositories": "array", "repository_ids": "array", "permissions": "object"},
        subject="app",
    ),
    Route("GET", "/installation/repositories", list_repositories, query=PAGING, subject="installation"),
)
