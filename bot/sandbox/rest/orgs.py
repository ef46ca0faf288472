"""Routes of an organisation: its rulesets, and the custom properties by which they target repositories."""

from bot.sandbox import ruling
from bot.sandbox.refusal import Refusal, forbidden, not_found, unprocessable
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.store import Json

_RULESETS = "/orgs/{org}/rulesets"
_PROPERTIES = "/orgs/{org}/properties"
_MOST = 30
_LEVELS = ("read", "write", "admin")


def _login(call: Call, permission: str, level: str) -> str:
    """The organisation, if the caller's installation is there and has the permission."""
    token, login = call.caller.token, call.path["org"]
    installation = token.installation if token else None
    if token is None or installation is None or installation.account.login != login:
        raise not_found()
    granted = (token.permissions or {}).get(permission)
    if granted not in _LEVELS[_LEVELS.index(level) :]:
        raise forbidden(f"{permission}={level}")
    return login


def list_rulesets(call: Call) -> Answer:
    """GET /orgs/{org}/rulesets"""
    login = _login(call, "organization_administration", "write")
    _planned(call, login)
    return call.paged(list(call.world.user(login).rulesets.values()), ruling.organised_shape)


def _planned(call: Call, login: str) -> None:
    if call.world.user(login).plan == "free":
        raise Refusal(403, "Upgrade to GitHub Team to enable this feature.")


def create_ruleset(call: Call) -> Answer:
    """POST /orgs/{org}/rulesets"""
    login = _login(call, "organization_administration", "write")
    _planned(call, login)
    made = ruling.take_organised(call.world, login, call.body)
    return Answer(ruling.organised_shape(call.world, made, full=True), 201)


def define_property(call: Call) -> Answer:
    """PUT /orgs/{org}/properties/schema/{custom_property_name}"""
    login = _login(call, "organization_custom_properties", "admin")
    name = call.path["custom_property_name"]
    call.world.user(login).properties.add(name)
    body: Json = {"property_name": name, "url": call.url, "source_type": "organization", **call.body}
    return Answer(body)


def set_values(call: Call) -> Answer:
    """PATCH /orgs/{org}/properties/values"""
    login = _login(call, "organization_custom_properties", "write")
    names, values = call.array("repository_names"), call.array("properties")
    if not 0 < len(names) <= _MOST:
        raise unprocessable("Invalid request.\n\nBetween 1 and 30 repositories may be given.")
    found = [call.world.repo(f"{login}/{name}") for name in names]
    if None in found:
        raise not_found()
    unknown = [one for one in values if one["property_name"] not in call.world.user(login).properties]
    if unknown:
        raise unprocessable(f"Property {unknown[0]['property_name']} is not defined")
    for repo in found:
        for one in values:
            if repo is not None:
                repo.properties[one["property_name"]] = one["value"]
    return Answer(status=204)


def get_values(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/properties/values"""
    return Answer([{"property_name": name, "value": value} for name, value in call.repo.properties.items()])


ROUTES = (
    Route("GET", "/repos/{owner}/{repo}/properties/values", get_values, ({"metadata": "read"},)),
    Route("GET", _RULESETS, list_rulesets, query=(*PAGING, "targets")),
    Route(
        "POST",
        _RULESETS,
        create_ruleset,
        body={
            "name": "string!",
            "target": "string",
            "enforcement": "string!",
            "bypass_actors": "array",
            "conditions": "object",
            "rules": "array",
        },
    ),
    Route(
        "PUT",
        _PROPERTIES + "/schema/{custom_property_name}",
        define_property,
        body={
            "value_type": "string!",
            "required": "boolean",
            "default_value": "any",
            "description": "string?",
            "allowed_values": "any",
            "values_editable_by": "string?",
        },
    ),
    Route(
        "PATCH",
        _PROPERTIES + "/values",
        set_values,
        body={"repository_names": "array!", "properties": "array!"},
    ),
)
