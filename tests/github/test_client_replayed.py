"""The client on recorded answers alone: no GitHub, local or other, is there while these run."""

import re
from pathlib import Path

import pytest

from bot.act.perform import Done
from bot.github.client import Client
from bot.github.errors import Broken, Busy, Denied, Gone
from bot.model.secrets import redact
from tests.github.recording import (
    CASSETTES,
    LEFT_OUT,
    RECORDED_FROM,
    be_refused,
    play,
    replayed,
    verdict,
    work_with_actions,
    write_a_cord,
)

TAPES = sorted(CASSETTES.glob("*.yaml"))


def test_from_the_apps_key_to_a_cord_that_is_made_and_updated() -> None:
    walked, tape = replayed("cord.yaml", write_a_cord)
    assert ("andon", Done("done"), Done("done")) == (walked.app[1], walked.made, walked.updated)
    waits, runs = verdict("confirming"), verdict("running")
    cords = [one.pulls[0].cord for one in (walked.seen, walked.waiting, walked.green)]
    assert [None, ("in_progress", None, waits.digest), ("completed", "success", runs.digest)] == [
        cord and (cord.status, cord.conclusion, cord.digest) for cord in cords
    ]
    assert 1 == len({cord.id for cord in cords if cord})
    assert tape.cassette.all_played


def test_a_scan_reads_the_recorded_repository() -> None:
    seen = replayed("cord.yaml", write_a_cord)[0].seen
    assert ("acme/shop", "main", ()) == (seen.repository.name, seen.repository.default_branch, seen.unread)
    assert [(1, "feature", "main", "bob")] == [(p.number, p.branch, p.base, p.author) for p in seen.pulls]
    assert [[("push", "main", "success")]] == [
        [(run.event, run.branch, run.conclusion) for run in commit.runs] for commit in seen.history
    ]


def test_a_run_its_jobs_a_log_and_a_dispatch() -> None:
    worked, tape = replayed("actions.yaml", work_with_actions)
    assert (("push", "completed", "success"), (("test", "success"),), True) == (
        worked.run,
        worked.jobs,
        worked.started,
    )
    assert (403, 409, 422, 200) == worked.statuses  # run again, cancelled, wrongly dispatched, dispatched
    assert worked.log
    assert tape.cassette.all_played


def test_refusals_are_the_error_that_each_means() -> None:
    errors, tape = replayed("refusals.yaml", be_refused)
    assert [
        (Gone, "GET /api/v3/repos/acme/nothing/installation: 404 Not Found"),
        (Denied, "no token with administration: write: The permissions requested are not granted"),
        (Broken, "GET /api/v3/repos/acme/shop: 502 Server Error"),
        (Busy, "GET /api/v3/app: 429 You have exceeded a secondary rate limit."),
    ] == [
        (type(error), re.sub(r"(?<=limit\.) .*| to this installation.*| \(it was .*", "", str(error)))
        for error in errors
    ]
    assert [60.0] == [error.retry_after for error in errors if isinstance(error, Busy)]
    assert tape.cassette.all_played


def test_a_call_that_was_not_recorded_is_not_made() -> None:
    async def walk(client: Client) -> None:
        await client.call("GET /app/installations", None)

    with pytest.raises(Broken, match="GET /api/v3/app/installations") as refused:
        replayed("cord.yaml", walk)
    assert ["Where the bot asks otherwise on purpose: `make record`"] == refused.value.__notes__


@pytest.mark.parametrize("path", TAPES, ids=lambda path: path.name)
def test_a_cassette_says_where_it_is_from(path: Path) -> None:
    with play(path.name) as tape:
        assert RECORDED_FROM == tape.recorded_from


@pytest.mark.parametrize("path", TAPES, ids=lambda path: path.name)
def test_no_cassette_holds_a_credential(path: Path) -> None:
    text = path.read_text()
    assert text == redact(text)
    assert [] == re.findall(r"(?i)authorization|cookie|PRIVATE KEY|127\.0\.0\.1", text)
    assert {LEFT_OUT} == set(re.findall(r'"token": "([^"]*)"', text))
