"""Points a minute: GitHub's other secondary limit, where a test sets it."""

from bot.sandbox.secondary import PointLimit
from tests.sandbox.conftest import Site

CORD = {"name": "Andon", "conclusion": "success"}
ENQUEUE = """
mutation E($pull: ID!) { enqueuePullRequest(input: { pullRequestId: $pull }) { mergeQueueEntry { id } } }
"""


def test_rest_points_beyond_the_limit_are_refused_until_the_minute_is_over(site: Site) -> None:
    site.gh.world.faults.points = PointLimit(rest=12)
    head = site.repo.head()
    write = ("POST", "/r/check-runs", {**CORD, "head_sha": head})
    answers = [site.ask(*write), site.ask(*write), site.ask("GET", "/r/git/ref/heads/main"), site.ask(*write)]
    assert [201, 201, 200, 403] == [answer.status_code for answer in answers]
    assert "secondary rate limit" in answers[-1].json()["message"]
    site.gh.clock.advance(seconds=float(answers[-1].headers["retry-after"]))
    assert 201 == site.ask(*write).status_code
    assert 11 == site.gh.world.faults.points.most["rest"]


def test_a_mutation_costs_five_points_and_a_query_one(site: Site) -> None:
    site.gh.world.faults.points = PointLimit(graphql=6)
    site.graphql(ENQUEUE, pull="PR_nobody")
    assert "errors" not in site.graphql("{ rateLimit { cost } }")
    assert "secondary rate limit" in site.graphql("{ rateLimit { cost } }")["message"]
    assert 6 == site.gh.world.faults.points.most["graphql"]
