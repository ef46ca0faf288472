"""Recording: what is kept of an exchange names no host and holds no secret, whoever answered."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.model.secrets import redact
from bot.sandbox import Sandbox
from bot.sandbox.keys import pair
from scripts.record import WALKS, WORKFLOW, record_real
from tests.github.recording import CASSETTES, DISPATCHED, LEFT_OUT, Filter, play, replayed
from tests.rig import make_rig, pull

TOKEN = "ghs_" + "a1B2" * 20
REAL = Filter("https://api.github.com")


class Asked:
    """A request as vcrpy shows it."""

    def __init__(self, uri: str, headers: dict[str, str]) -> None:
        self.uri = uri
        self.headers = headers


def test_a_request_keeps_neither_who_asks_nor_a_signed_link() -> None:
    asked = REAL.request(
        Asked(
            "https://results.blob.example/logs/job.txt?sig=secret&se=2026",
            {"authorization": f"Bearer {TOKEN}", "cookie": "x", "accept": "*/*", "user-agent": "andon"},
        )
    )
    assert ("https://results.blob.example/logs/job.txt", {"accept": "*/*"}) == (asked.uri, asked.headers)


def test_a_request_to_the_api_keeps_what_it_asks() -> None:
    asked = REAL.request(Asked("https://api.github.com/repos/a/b/issues?page=2", {}))
    assert "https://sandbox.invalid/repos/a/b/issues?page=2" == asked.uri


def answered(body: str, **headers: list[str]) -> Any:
    return REAL.response({"body": {"string": body.encode()}, "headers": headers})


def test_an_answer_keeps_no_token_wherever_it_stands() -> None:
    whole = json.dumps({"token": TOKEN, "text": f"was {TOKEN}", "url": "https://api.github.com/x"})
    kept = json.loads(answered(whole)["body"]["string"])
    assert LEFT_OUT == kept["token"]
    assert "https://sandbox.invalid/x" == kept["url"]
    assert TOKEN not in kept["text"]
    assert TOKEN not in answered(f"a log with {TOKEN}")["body"]["string"].decode()


def test_an_answer_keeps_few_headers_and_no_signed_link() -> None:
    kept = answered(
        "",
        Location=["https://results.blob.example/logs/job.txt?sig=secret"],
        **{"Set-Cookie": ["x"], "X-GitHub-Request-Id": ["1"], "Retry-After": ["7"]},
    )
    expected = {"location": ["https://results.blob.example/logs/job.txt"], "retry-after": ["7"]}
    assert expected == kept["headers"]


def replay_real(folder: Path) -> list[str]:
    """Replay what was recorded from a real GitHub; the cassettes, each with where it says it is from."""
    told: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        with play(path.name, folder) as tape:
            repository = tape.recorded_from.rpartition("repository ")[2]
        _, tape = replayed(path.name, partial(WALKS[path.stem], repository=repository), folder)
        assert tape.cassette.all_played, path
        told.append(f"{path.name}: {tape.recorded_from}")
    return told


def test_what_is_in_the_repository_of_real_recordings_replays() -> None:
    """None is until somebody records one: `cassettes/README.md`."""
    folders = [path for path in CASSETTES.iterdir() if path.is_dir()]
    assert [len(list(folder.glob("*.yaml"))) for folder in folders] == [
        len(replay_real(folder)) for folder in folders
    ]


def test_a_real_organisation_is_recorded_without_a_secret(gh: Sandbox, tmp_path: Path) -> None:
    """The local GitHub stands for it; everything else is what `make record` does with credentials."""
    rig = make_rig(gh, {f".github/workflows/{DISPATCHED}": WORKFLOW})
    pull(rig, "feature")
    gh.idle()
    env = {
        "ANDON_APP_ID": rig.app.client_id,
        "ANDON_PRIVATE_KEY": rig.app.private_pem,
        "ANDON_RECORD_REPOSITORY": rig.repo.name,
        "GITHUB_API_URL": gh.api_url,
    }
    assert 0 == record_real(env, tmp_path)
    folder = tmp_path / "127.0.0.1"
    assert sorted(f"{name}.yaml" for name in WALKS) == sorted(path.name for path in folder.iterdir())
    written = "".join(path.read_text() for path in folder.iterdir())
    secrets = [*gh.world.tokens, rig.app.webhook_secret, *rig.app.private_pem.splitlines()[1:-1]]
    assert [] == [secret for secret in secrets if secret in written]
    assert written == redact(written)
    assert "Bearer" not in written
    gh.close()
    assert [f"{name}.yaml: 127.0.0.1, repository acme/shop" for name in sorted(WALKS)] == replay_real(folder)


@pytest.mark.parametrize("missing", ["ANDON_APP_ID", "ANDON_PRIVATE_KEY"])
def test_without_credentials_nothing_is_recorded(
    missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    env = {
        "ANDON_APP_ID": "1",
        "ANDON_PRIVATE_KEY": pair("any")[0],
        "ANDON_RECORD_REPOSITORY": "acme/shop",
    }
    del env[missing]
    assert (2, []) == (record_real(env, tmp_path), list(tmp_path.iterdir()))
    assert f"{missing} is not set" in capsys.readouterr().err
