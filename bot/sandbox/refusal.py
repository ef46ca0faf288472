"""Answers other than success, as an exception that handlers raise and the server turns to JSON.

The texts are GitHub's own where they are known: bots match on them.
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.entities import Json

DOCS = "https://docs.github.com/rest"


class Refusal(Exception):
    """An error answer: status, message, and what else its body and headers carry."""

    def __init__(
        self,
        status: int,
        message: str,
        errors: list[Any] | None = None,
        headers: Mapping[str, str] | None = None,
        extra: Json | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = dict(headers or {})
        self.extra = extra or {}

    def body(self) -> Json:
        """The JSON body."""
        body: Json = {"message": self.message}
        if self.errors is not None:
            body["errors"] = self.errors
        # Redirects are told without a status: npm @octokit/fixtures, scenario rename-repository.
        status = {"status": str(self.status)} if self.status >= 400 else {}
        return {**body, "documentation_url": DOCS, **status, **self.extra}


def not_found() -> Refusal:
    """404: it isn't there, or this token may not know that it is."""
    return Refusal(404, "Not Found")


def forbidden(accepted: str) -> Refusal:
    """403 for an App's token without the permission; `accepted` as in `issues=write`."""
    headers = {"x-accepted-github-permissions": accepted}
    return Refusal(403, "Resource not accessible by integration", headers=headers)


def suspended() -> Refusal:
    """403 for the tokens of an installation that an owner suspended, and for asking for one."""
    return Refusal(403, "This installation has been suspended")


def sign_on(organisation: str, url: str) -> Refusal:
    """403 for a token that was not authorised for the organisation's single sign-on."""
    text = (
        "Resource protected by organization SAML enforcement. You must grant your Personal Access token "
        "access to this organization."
    )
    place = f"required; url={url}/orgs/{organisation}/sso?authorization_request=AAAA"
    return Refusal(403, text, headers={"x-github-sso": place})


def not_from_here(organisation: str) -> Refusal:
    """403 for an address outside of the organisation's IP allow list."""
    return Refusal(
        403,
        f"Although you appear to have the correct authorization credentials, the `{organisation}` "
        "organization has an IP allow list enabled, and your IP address is not permitted to access this "
        "resource.",
    )


def no_plan() -> Refusal:
    """403 for rules of a private repository on a plan without them."""
    return Refusal(403, "Upgrade to GitHub Pro or make this repository public to enable this feature.")


def policy(event: str, workflow: str) -> Refusal:
    """What a policy of Actions says of an event that it does not allow; GitHub shows it on the failed run.

    https://docs.github.com/actions/concepts/about-actions-policies
    """
    text = f"Event '{event}' is not allowed to trigger Actions workflows. Workflow file: '{workflow}'."
    return Refusal(403, text)


def invalid(resource: str, field: str, code: str = "invalid", message: str | None = None) -> Refusal:
    """422 for one field; codes: missing, missing_field, invalid, already_exists, custom."""
    error: Json = {"resource": resource, "field": field, "code": code}
    if message is not None:
        error["message"] = message
    return Refusal(422, "Validation Failed", [error])


def unprocessable(message: str) -> Refusal:
    """422 with a plain text."""
    return Refusal(422, message)
