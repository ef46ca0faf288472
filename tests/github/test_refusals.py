"""What each refusal of GitHub means, and what it tells the operator to do."""

from datetime import timedelta

import pytest

from bot.github.errors import Broken, Denied, Gone
from bot.github.refusals import Refused, error_of

SAML = (
    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access "
    "to this organization."
)
ADDRESS = (
    "Although you appear to have the correct authorization credentials, the `acme` organization has an IP "
    "allow list enabled, and your IP address is not permitted to access this resource."
)
LATE = "'Expiration time' claim ('exp') must be a numeric value representing the future time"
EARLY = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"
EVENT = "Event 'workflow_dispatch' is not allowed to trigger Actions workflows."
PLAN = "Upgrade to GitHub Pro or make this repository public to enable this feature."


def refused(status: int, said: str, as_app: bool = False, **headers: str) -> Refused:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Refused(status, said, named, as_app, skew=timedelta(seconds=-700))


@pytest.mark.parametrize(
    ("given", "cause", "advice"),
    [
        (refused(403, "This installation has been suspended"), "suspended", "Unsuspend"),
        (refused(403, "Repository was archived so is read-only."), "archived", "unarchive the repository"),
        (refused(403, ADDRESS), "address", "add this machine's address"),
        (refused(403, PLAN), "plan", "the account's plan"),
        (refused(403, EVENT), "policy", "Settings → Actions → Policies"),
        (refused(403, "Actor is not allowed to trigger Actions workflows"), "policy", "this App as an actor"),
        (
            refused(403, SAML, x_github_sso="required; url=https://github.com/orgs/acme/sso?a=b"),
            "sign-on",
            "authorise the token at https://github.com/orgs/acme/sso?a=b",
        ),
        (refused(403, SAML), "sign-on", "authorise the token)"),
        (
            refused(
                403, "Resource not accessible by integration", x_accepted_github_permissions="issues=write"
            ),
            "grant",
            "needs issues=write: grant it in the App's settings",
        ),
        (refused(403, "Resource not accessible by integration"), "grant", "was not granted"),
        (refused(401, "Bad credentials"), "credentials", "the next call gets another"),
        (
            refused(401, "A JSON web token could not be decoded", as_app=True),
            "credentials",
            "ANDON_PRIVATE_KEY",
        ),
        (refused(404, "Integration not found", as_app=True), "credentials", "ANDON_APP_ID"),
        (refused(401, LATE, as_app=True), "clock", "off by -700 s"),
        (refused(401, EARLY, as_app=True), "clock", "off by -700 s"),
        (refused(403, "Invalid check_run_id"), None, "where"),
    ],
)
def test_what_is_denied_says_what_to_do(given: Refused, cause: str | None, advice: str) -> None:
    error = error_of(given, "where")
    assert isinstance(error, Denied)
    assert (cause, True) == (error.cause, advice in str(error)), str(error)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (refused(404, "Not Found"), "out of the App's reach"),
        (refused(410, "This issue was deleted"), "deleted or disabled"),
        (refused(451, "Unavailable For Legal Reasons"), "GitHub has closed the repository"),
        (refused(403, "Repository access blocked"), "GitHub has closed the repository"),
        (Refused(404, "Not Found", {}, moved=True), "renamed or transferred"),
    ],
)
def test_what_is_not_there_is_gone(given: Refused, words: str) -> None:
    error = error_of(given, "where")
    assert (Gone, True) == (type(error), words in str(error)), str(error)


@pytest.mark.parametrize("status", [400, 405, 409, 415, 422])
def test_what_github_does_not_take_is_broken(status: int) -> None:
    assert (Broken, "where") == (type(error := error_of(refused(status, "No"), "where")), str(error))


def test_a_clock_whose_error_is_not_known_is_told_without_it() -> None:
    assert "this machine's clock is off: set it" in str(error_of(Refused(401, LATE, {}, as_app=True), "w"))
