"""The REST API: one table of routes, each an operation of GitHub's OpenAPI.

A route exists only once the bot or the demo calls it. tests/contract holds requests and answers
against the official description.
"""

from bot.sandbox.rest import (
    actions,
    apps,
    branches,
    checks,
    git,
    hooks,
    issues,
    orgs,
    people,
    pulls,
    rulesets,
    statuses,
)
from bot.sandbox.rest.call import Route

ROUTES: tuple[Route, ...] = (
    *apps.ROUTES,
    *hooks.ROUTES,
    *orgs.ROUTES,
    *git.ROUTES,
    *branches.ROUTES,
    *rulesets.ROUTES,
    *checks.ROUTES,
    *statuses.ROUTES,
    *issues.ROUTES,
    *pulls.ROUTES,
    *people.ROUTES,
    *actions.ROUTES,
)
