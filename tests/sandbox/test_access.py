"""Who may do what."""

import pytest

from tests.sandbox.conftest import Site


def test_a_jwt_names_its_app(site: Site) -> None:
    assert "andon" == site.ask("GET", "/app", token=site.jwt()).json()["slug"]


@pytest.mark.parametrize("changes", [{"exp": 0}, {"exp": 4102444800}, {"iat": 4102444800}, {"iat": None}])
def test_a_jwt_outside_its_time_is_refused(site: Site, changes: dict[str, int]) -> None:
    assert 401 == site.ask("GET", "/app", token=site.jwt(**changes)).status_code


def test_a_jwt_expires_by_the_sandbox_clock(site: Site) -> None:
    token = site.jwt()
    site.gh.clock.advance(minutes=11)
    assert 401 == site.ask("GET", "/app", token=token).status_code


def test_a_jwt_signed_by_another_key_is_refused(site: Site) -> None:
    other = site.gh.app("other")
    token = Site(site.gh, other, site.installation, site.repo).jwt(iss=site.app.client_id)
    assert 401 == site.ask("GET", "/app", token=token).status_code


def test_an_unknown_token_is_bad_credentials(site: Site) -> None:
    answer = site.ask("GET", "/r/issues", token="ghs_unknown")
    assert (401, "Bad credentials") == (answer.status_code, answer.json()["message"])


def test_an_installation_token_is_long_and_lives_an_hour(site: Site) -> None:
    token = site.token()
    assert 500 < len(token)
    site.gh.clock.advance(hours=1)
    assert 401 == site.ask("GET", "/r/issues", token=token).status_code


def test_a_token_narrowed_to_one_repository_does_not_see_another(site: Site) -> None:
    site.gh.repository("acme/other", {"a": "b"})
    path = f"/app/installations/{site.installation.id}/access_tokens"
    token = site.ask("POST", path, {"repositories": ["shop"]}, site.jwt()).json()["token"]
    statuses = [site.ask("GET", f"/repos/acme/{name}", token=token).status_code for name in ("shop", "other")]
    assert [200, 404] == statuses


def test_a_token_cannot_have_more_than_the_app(site: Site) -> None:
    path = f"/app/installations/{site.installation.id}/access_tokens"
    answer = site.ask("POST", path, {"permissions": {"administration": "write"}}, site.jwt())
    assert 422 == answer.status_code


@pytest.mark.parametrize(
    ("method", "path", "needs"),
    [("POST", "/r/issues", "issues=write"), ("GET", "/r/pulls", "pull_requests=read")],
)
def test_a_missing_permission_is_named(site: Site, method: str, path: str, needs: str) -> None:
    token = site.token(contents="read", issues="read")
    answer = site.ask(method, path, {"title": "x"} if method == "POST" else None, token)
    assert (403, "403", "Resource not accessible by integration", needs) == (
        answer.status_code,
        answer.json()["status"],
        answer.json()["message"],
        answer.headers["x-accepted-github-permissions"],
    )


def test_a_repository_out_of_reach_is_not_found(site: Site) -> None:
    site.gh.repository("elsewhere/secret", {"a": "b"})
    assert 404 == site.ask("GET", "/repos/elsewhere/secret").status_code


def test_a_person_acts_by_role(site: Site) -> None:
    site.repo.collaborator("rita", "read")
    site.repo.collaborator("wim", "write")
    body = {"ref": "refs/heads/x", "sha": site.repo.head()}
    statuses = [
        site.ask("POST", "/r/git/refs", body, site.gh.token(login)).status_code
        for login in ("rita", "wim", "stranger")
    ]
    assert [403, 201, 404] == statuses


def test_a_renamed_repository_redirects(site: Site) -> None:
    site.repo.rename("store")
    answer = site.ask("GET", "/repos/acme/shop/issues")
    assert 301 == answer.status_code
    followed = site.http.get(answer.headers["location"], headers={"authorization": f"Bearer {site.token()}"})
    assert (200, []) == (followed.status_code, followed.json())
    assert 307 == site.ask("POST", "/repos/acme/shop/issues", {"title": "x"}).status_code


def test_the_query_goes_along_with_a_redirect(site: Site) -> None:
    site.repo.rename("store")
    answer = site.ask("GET", "/repos/acme/shop/issues?state=all&per_page=1")
    assert answer.headers["location"].endswith("/issues?state=all&per_page=1")
    assert answer.headers["location"] == answer.json()["url"]


def test_unknown_parameters_are_refused(site: Site) -> None:
    assert 422 == site.ask("GET", "/r/issues?stat=open").status_code
    assert 422 == site.ask("POST", "/r/issues", {"title": "x", "lables": []}).status_code


def test_an_exhausted_limit_is_said_in_the_headers(site: Site) -> None:
    site.gh.world.rate_limit = 1
    first, second = (site.ask("GET", "/r/issues") for _ in range(2))
    assert (200, 403) == (first.status_code, second.status_code)
    assert ("0", "core") == (
        second.headers["x-ratelimit-remaining"],
        second.headers["x-ratelimit-resource"],
    )


def test_lists_are_paged_by_link(site: Site) -> None:
    for number in range(3):
        site.repo.open_issue(f"issue {number}")
    first = site.ask("GET", "/r/issues?per_page=2")
    assert {"next", "last"} == set(first.links)
    second = site.http.get(first.links["next"]["url"], headers={"authorization": f"Bearer {site.token()}"})
    assert ["issue 0"] == [one["title"] for one in second.json()]
    assert {"prev", "first"} == set(second.links)
