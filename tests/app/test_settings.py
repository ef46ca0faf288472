"""Settings from the environment: everything that is missing or wrong, in one message."""

from pathlib import Path

import pytest

from bot.app.settings import BadSettings, Use, read_settings
from bot.sandbox import Sandbox
from tests.app.conftest import APP_URL, environment


@pytest.fixture
def env(gh: Sandbox) -> dict[str, str]:
    return environment(gh, gh.app("andon"))


def problems(env: dict[str, str], use: Use = "serve") -> tuple[str, ...]:
    """What is wrong with an environment."""
    with pytest.raises(BadSettings) as caught:
        read_settings(env, use)
    return caught.value.problems


def names(found: tuple[str, ...]) -> list[str]:
    """The settings that problems name first."""
    return [problem.split()[0].rstrip(":") for problem in found]


def test_every_missing_setting_is_named_in_one_message() -> None:
    with pytest.raises(BadSettings) as caught:
        read_settings({})
    missing = ("ANDON_PRIVATE_KEY", "ANDON_APP_ID", "ANDON_WEBHOOK_SECRET", "ANDON_URL")
    assert list(missing) == names(caught.value.problems)
    message = str(caught.value)
    assert message.startswith("cannot start:\n")
    assert all(f"  - {name} is not set: " in message for name in missing)


def test_empty_is_missing(env: dict[str, str]) -> None:
    assert ["ANDON_WEBHOOK_SECRET"] == names(problems({**env, "ANDON_WEBHOOK_SECRET": ""}))


def test_what_only_a_server_needs_is_not_asked_of_a_dry_run(env: dict[str, str]) -> None:
    few = {name: env[name] for name in ("ANDON_APP_ID", "ANDON_PRIVATE_KEY")}
    assert "https://api.github.com" == read_settings(few, "look").api_url
    assert ["ANDON_PRIVATE_KEY", "ANDON_APP_ID"] == names(problems({}, "look"))


def test_one_pass_needs_no_webhook_secret_but_the_address_for_its_workers(env: dict[str, str]) -> None:
    del env["ANDON_WEBHOOK_SECRET"]
    assert "http://andon.example.com" == read_settings(env, "act").app_url
    assert ["ANDON_PRIVATE_KEY", "ANDON_APP_ID", "ANDON_URL"] == names(problems({}, "act"))


@pytest.mark.parametrize(
    "key",
    [
        "nonsense",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        # An elliptic curve's key is a key, but not an App's.
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
        "-----END PRIVATE KEY-----\n",
    ],
    ids=["text", "damaged", "ed25519"],
)
def test_a_key_that_is_none_is_said_without_showing_it(env: dict[str, str], key: str) -> None:
    (problem,) = problems({**env, "ANDON_PRIVATE_KEY": key})
    assert (
        "ANDON_PRIVATE_KEY: the App's private key is not an RSA key in PEM form (PKCS#1 or PKCS#8)" == problem
    )


def test_the_key_may_come_on_one_line_or_from_a_file(env: dict[str, str], tmp_path: Path) -> None:
    pem = env.pop("ANDON_PRIVATE_KEY")
    flat = read_settings({**env, "ANDON_PRIVATE_KEY": pem.replace("\n", "\\n")})
    (tmp_path / "key.pem").write_text(pem)
    filed = read_settings({**env, "ANDON_PRIVATE_KEY_FILE": str(tmp_path / "key.pem")})
    assert [pem, pem] == [one.credentials.private_key for one in (flat, filed)]


def test_a_key_file_that_cannot_be_read_is_one_problem_among_the_others(
    env: dict[str, str], tmp_path: Path
) -> None:
    del env["ANDON_PRIVATE_KEY"], env["ANDON_URL"]
    found = problems({**env, "ANDON_PRIVATE_KEY_FILE": str(tmp_path / "none.pem")})
    assert ["ANDON_PRIVATE_KEY_FILE", "ANDON_URL"] == names(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANDON_SWEEP_SECONDS", "0"),
        ("ANDON_SWEEP_SECONDS", "5m"),
        ("ANDON_SWEEP_SECONDS", "-1"),
        ("ANDON_SWEEP_SECONDS", "²"),
        ("ANDON_ACTIONS_APP_ID", "actions"),
        ("ANDON_ACTIONS_APP_ID", "²"),
        ("ANDON_WEBHOOK_SECRET", " , "),
        ("ANDON_URL", "andon.example.com"),
        ("ANDON_WRITES", "80"),
        ("ANDON_WRITES", "0/500"),
        ("ANDON_WRITES", "80/many"),
        ("ANDON_WORKER", ""),
        ("ANDON_WORKER", "andon-bot/andon/.github/workflows/worker.yml@v0"),
        ("ANDON_WORKER", "andon-bot/andon"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(env: dict[str, str], name: str, value: str) -> None:
    assert [name] == names(problems({**env, name: value}))


def test_addresses_lose_their_last_slash_and_the_issuer_follows_the_server(env: dict[str, str]) -> None:
    settings = read_settings({**env, "ANDON_URL": APP_URL + "/", "GITHUB_SERVER_URL": "https://ghe.example/"})
    assert (APP_URL, "https://ghe.example", "https://ghe.example/_services/token") == (
        settings.app_url,
        settings.web_url,
        settings.oidc_issuer,
    )
    few = {name: value for name, value in env.items() if not name.startswith("GITHUB_")}
    assert "https://token.actions.githubusercontent.com" == read_settings(few).oidc_issuer


def test_no_secret_is_in_what_settings_print(env: dict[str, str]) -> None:
    assert "PRIVATE KEY" not in repr(read_settings(env))
