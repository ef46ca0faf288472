"""`andon reconcile`: which repositories it looks at, what it prints, and how it ends."""

import json

import pytest

from bot.sandbox.repo_handle import RepoHandle
from tests.app.conftest import run
from tests.rig import FILES, Rig, pull
from tests.standing import standing, writes

pytestmark = pytest.mark.usefixtures("logs_as_before")


def another(rig: Rig, name: str) -> RepoHandle:
    """One more repository, with a pull request."""
    repo = rig.gh.repository(name, FILES)
    pull(Rig(rig.gh, rig.app, repo), "topic", by="alice")
    rig.gh.idle()
    return repo


def test_reconcile_does_what_is_due_and_prints_it(rig: Rig) -> None:
    number = pull(rig, "topic")
    rig.gh.idle()
    done = run(rig, "reconcile", "--repos", "acme/shop, ")
    assert (0, "success") == (done.exit_code, rig.shown(number))
    assert ["acme/shop", "  ✓ main is running", "  write-cord: done"] == [
        line for line in done.stdout.splitlines() if "mode" not in line and "    " not in line
    ]
    (event,) = (json.loads(line) for line in done.stderr.splitlines())
    assert ("debug", ["write-cord"]) == (event["trigger"], event["effects_done"])


def test_a_dry_run_prints_what_would_be_done_and_writes_nothing(rig: Rig) -> None:
    pull(rig, "topic")
    rig.gh.idle()
    before, asked = standing(rig.gh), len(rig.gh.world.requests)
    shown = run(rig, "reconcile", "--repos", "acme/shop", "--dry-run")
    assert (0, True, "") == (shown.exit_code, "would do: write-cord" in shown.stdout, shown.stderr)
    assert ([], before) == (writes(rig.gh, asked), standing(rig.gh))


def test_reconcile_tells_of_repositories_that_fail_and_does_the_others(rig: Rig) -> None:
    number = pull(rig, "topic")
    rig.gh.idle()
    rig.gh.repository("globex/secret", {"a.txt": "a\n"})
    done = run(rig, "reconcile", "--repos", "globex/secret,nonsense,acme/shop", "--json")
    told = json.loads(done.stdout)
    assert (1, "success") == (done.exit_code, rig.shown(number))
    assert (["globex/secret", "nonsense"], ["acme/shop"]) == (
        [error["repo"] for error in told["errors"]],
        [one["repo"] for one in told["repos"]],
    )


def test_a_repository_that_cannot_be_scanned_harms_no_other(rig: Rig) -> None:
    number = pull(rig, "topic")
    odd = rig.gh.repository("acme/odd", {"a.txt": "a\n"})
    rig.gh.idle()
    rig.gh.break_field("Repository.nameWithOwner", repo=odd)
    done = run(rig, "reconcile", "--repos", "acme/odd,acme/shop", "--json")
    told = json.loads(done.stdout)
    assert (1, "success") == (done.exit_code, rig.shown(number)), told
    assert (["acme/odd"], ["acme/shop"]) == (
        [error["repo"] for error in told["errors"]],
        [one["repo"] for one in told["repos"]],
    )


def test_an_effect_that_fails_makes_reconcile_fail(rig: Rig) -> None:
    pull(rig, "topic")
    rig.gh.idle()
    rig.app.permissions["checks"] = "read"
    done = run(rig, "reconcile", "--repos", "acme/shop")
    assert (1, True) == (done.exit_code, "  write-cord: no token with checks: write" in done.stdout)


def test_without_names_every_repository_of_every_installation_is_done(rig: Rig) -> None:
    pull(rig, "topic")
    far, away = another(rig, "globex/far"), another(rig, "initech/away")
    rig.gh.install(rig.app, "globex")
    rig.gh.install(rig.app, "initech").suspended = True
    done = run(rig, "reconcile")
    assert (0, "success", "success", None) == (
        done.exit_code,
        rig.shown(1),
        *(cord.conclusion if (cord := rig.cord(1, repo)) else None for repo in (far, away)),
    )
    assert [
        "✓ acme/shop: main is running; did write-cord",
        "✓ globex/far: main is running; did write-cord",
        "2 repositories: all could be read, 2 need attention",
    ] == done.stdout.splitlines()
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [("cron", 1), ("cron", 1)] == [(event["trigger"], event["repos_scanned"]) for event in events]


def test_a_sweep_of_what_is_as_it_should_be_says_so_in_a_line(rig: Rig) -> None:
    done = run(rig, "reconcile")
    assert (0, "1 repository: all could be read, 0 need attention\n") == (done.exit_code, done.stdout)


def test_a_dry_sweep_says_what_would_be_done_and_writes_nothing(rig: Rig) -> None:
    pull(rig, "one")
    pull(rig, "two")
    rig.gh.idle()
    before, asked = standing(rig.gh), len(rig.gh.world.requests)
    shown = run(rig, "reconcile", "--dry-run", ANDON_URL="", ANDON_WEBHOOK_SECRET="")
    assert ("✓ acme/shop: main is running; would do 2 × write-cord", "") == (
        shown.stdout.splitlines()[0],
        shown.stderr,
    )
    assert (0, [], before) == (shown.exit_code, writes(rig.gh, asked), standing(rig.gh))


def test_what_could_not_be_read_is_listed_last_and_makes_the_sweep_fail(rig: Rig) -> None:
    pull(rig, "topic")
    odd, part = another(rig, "acme/odd"), another(rig, "acme/part")
    rig.gh.break_field("Repository.nameWithOwner", repo=odd)
    rig.gh.break_field("Repository.refs", repo=part)
    done = run(rig, "reconcile")
    assert (1, "success") == (done.exit_code, rig.shown(1))
    lines = done.stdout.splitlines()
    assert [
        "✓ acme/shop: main is running; did write-cord",
        "3 repositories: 2 could not be read, 1 needs attention",
    ] == [lines[0], lines[-1]]
    assert ["? acme/odd: could not be read", "? acme/part: could not be read"] == [
        ": ".join(line.split(": ")[:2]) for line in lines if line.startswith("?")
    ]
    assert "claims: claims: Resource limits for this query exceeded." in done.stdout


def test_an_installation_that_cannot_be_listed_is_told_as_a_whole(rig: Rig) -> None:
    pull(rig, "topic")
    rig.gh.break_route("GET /installation/repositories", times=1)
    rig.gh.install(rig.app, "globex")
    done = run(rig, "reconcile", "--json")
    told = json.loads(done.stdout)
    assert (1, [], ["acme/*"]) == (done.exit_code, told["repos"], [one["repo"] for one in told["unread"]])


def test_what_could_not_be_read_is_told_in_json_as_well(rig: Rig) -> None:
    part = another(rig, "acme/part")
    rig.gh.break_field("Repository.refs", repo=part)
    done = run(rig, "reconcile", "--repos", "acme/part,acme/shop", "--json")
    told = json.loads(done.stdout)
    assert (1, ["acme/part", "acme/shop"]) == (done.exit_code, [one["repo"] for one in told["repos"]])
    assert [
        {
            "repo": "acme/part",
            "why": [
                f"{part}: {part}: Resource limits for this query exceeded." for part in ("claims", "groups")
            ],
        }
    ] == told["unread"]


def test_an_effect_that_fails_in_a_sweep_makes_it_fail(rig: Rig) -> None:
    pull(rig, "topic")
    rig.gh.idle()
    rig.app.permissions["checks"] = "read"
    done = run(rig, "reconcile")
    assert (1, True) == (done.exit_code, "; failed: write-cord: no token with checks: write" in done.stdout)


def test_a_sample_is_a_sweep_of_a_few_that_show_every_kind(rig: Rig) -> None:
    for number in range(9):
        another(rig, f"acme/plain-{number}")
    another(rig, "acme/old").record.archived = True
    told = json.loads(run(rig, "reconcile", "--sample", "2", "--dry-run", "--json").stdout)
    assert (2, True) == (len(told["repos"]), "acme/old" in [one["repo"] for one in told["repos"]])
    assert told == json.loads(run(rig, "reconcile", "--sample", "2", "--dry-run", "--json").stdout)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--repos", ""), "--repos names no repository; leave it out for all of them"),
        (("--repos", " , "), "--repos names no repository; leave it out for all of them"),
        (("--repos", "a/b", "--sample", "3"), "--sample chooses among all repositories"),
        (("--sample", "0"), "0 is not in the range"),
    ],
)
def test_a_wish_that_makes_no_sense_touches_nothing(rig: Rig, arguments: tuple[str, ...], why: str) -> None:
    asked = len(rig.gh.world.requests)
    done = run(rig, "reconcile", *arguments)
    assert (2, True, asked) == (done.exit_code, why in done.stderr, len(rig.gh.world.requests))
