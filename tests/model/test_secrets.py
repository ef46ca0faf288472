"""What a credential looks like: each kind is found whole, prose is left alone, no text costs much."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.secrets import holds_secret, redact, redact_log

PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----"
SECRETS = {
    "an installation token": "ghs_" + "a1" * 18,
    "a person's token": "ghp_" + "a1" * 18,
    "an OAuth token": "gho_" + "a1" * 18,
    "a user's token": "ghu_" + "a1" * 18,
    "a refresh token": "ghr_" + "a1" * 18,
    "a fine-grained token": "github_pat_" + "a1" * 20,
    "an AWS key": "AKIA" + "A1" * 8,
    "a temporary AWS key": "ASIA" + "A1" * 8,
    "a Slack token": "xoxb-1234567890-abc",
    "a JWT": "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM.c2lnbmF0dXJl",
    "an RSA key": PEM,
    "a key of any kind": PEM.replace("RSA ", ""),
    "a PGP key": PEM.replace("RSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK"),
}
HEADERS = {
    "a bearer's value": ("Bearer ", "abc123def456ghi789jkl"),
    "a basic value": ("basic ", "dXNlcjpwYXNzd29yZA12=="),
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_each_kind_is_taken_out_whole_and_told_of(secret: str) -> None:
    assert "token: '[redacted]', then" == redact(f"token: '{secret}', then")
    assert holds_secret(f"token: '{secret}', then")


@pytest.mark.parametrize(("scheme", "value"), HEADERS.values(), ids=HEADERS)
def test_a_headers_value_is_taken_out_and_its_scheme_stays(scheme: str, value: str) -> None:
    assert f"Authorization: {scheme}[redacted]" == redact(f"Authorization: {scheme}{value}")
    assert holds_secret(f"Authorization: {scheme}{value}")


def test_a_key_that_is_cut_is_taken_out_to_the_end() -> None:
    assert "key [redacted]" == redact("key " + PEM[:40])


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_colour_neither_hides_nor_parts_a_secret_in_a_log(secret: str) -> None:
    coloured = f"\x1b[31m{secret[:12]}\x1b[0m{secret[12:]}"
    assert "E  [redacted]" == redact_log(f"E  {coloured}")


@pytest.mark.parametrize(
    "text",
    ["Bearer authentication failed", "basic internationalization", "Bearer {token}", "ghp_short", "AKIA"],
)
def test_prose_is_no_secret_to_be_refused(text: str) -> None:
    assert not holds_secret(text)


@pytest.mark.parametrize(
    "piece",
    [
        "eyJ-",
        "eyJaaaaaaaaaaa.",
        "ghp_",
        "bearer ",
        "bearer\n\n",
        "basic a",
        "-----BEGIN ",
        "-----END ",
        "-----BEGIN PRIVATE KEY-----",
        "xoxb-",
        "AKIAA",
        "A",
        "\x1b[",
    ],
)
def test_no_text_costs_more_than_its_length(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    began = time.monotonic()
    redact_log(text)
    holds_secret(text)
    assert time.monotonic() - began < 5


@given(st.text())
def test_what_was_taken_out_leaves_nothing_to_take_out(text: str) -> None:
    assert redact(redact(text)) == redact(text)
