"""An App's webhook: its configuration, its deliveries page by page, and delivering one again."""

import re
from datetime import timedelta

from bot.sandbox.rest.hooks import KEPT
from tests.sandbox.conftest import Site


def test_the_configuration_hides_the_secret(site: Site) -> None:
    answer = site.ask("GET", "/app/hook/config", token=site.jwt())
    assert {
        "url": site.app.webhook_url,
        "content_type": "json",
        "insecure_ssl": "0",
        "secret": "********",
    } == answer.json()
    site.app.webhook_secret, site.app.webhook_url = "", None
    assert {"content_type": "json", "insecure_ssl": "0"} == site.ask(
        "GET", "/app/hook/config", token=site.jwt()
    ).json()


def test_deliveries_are_listed_newest_first_page_by_page(site: Site) -> None:
    for number in range(4):
        site.repo.commit({"a": str(number)})
    site.gh.idle()
    seen: list[str] = []
    path: str | None = "/app/hook/deliveries?per_page=2"
    while path:
        page = site.ask("GET", path, token=site.jwt())
        seen += [one["guid"] for one in page.json()]
        following = re.search(r'<[^>]*(/app/hook[^>]*)>; rel="next"', page.headers.get("link", ""))
        path = following[1] if following else None
    assert [one.guid for one in reversed(site.gh.world.deliveries)] == seen
    bad = site.ask("GET", "/app/hook/deliveries?cursor=v1_1", token=site.jwt())
    assert 422 == bad.status_code


def test_a_delivery_is_delivered_again_for_three_days(site: Site) -> None:
    site.gh.idle()
    first = site.gh.world.deliveries[0]
    path = f"/app/hook/deliveries/{first.id}/attempts"
    assert 202 == site.ask("POST", path, token=site.jwt()).status_code
    site.gh.idle()
    again = site.gh.world.deliveries[-1]
    assert (first.guid, True) == (again.guid, again.redelivery)
    site.gh.clock.advance(seconds=(KEPT + timedelta(minutes=1)).total_seconds())
    assert 404 == site.ask("POST", path, token=site.jwt()).status_code
    assert [] == site.ask("GET", "/app/hook/deliveries", token=site.jwt()).json()
