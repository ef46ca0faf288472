"""What counts as a command, and what is read in it."""

from datetime import timedelta

import pytest

from bot.model.commands import MAX_WHY, Spoken, is_command, role_of, spoken

SHA = "3f2c1ab"


@pytest.mark.parametrize(
    "body",
    [
        "/Andon stop x",  # as a telephone writes it
        "/andon stop it is on fire",
        "/andon",
        "/andon\nplease",
        "/andon stop\r\nmore",
        "/andon\tstop x",
        "/andon nonsense",
    ],
)
def test_a_first_line_that_begins_with_the_word_is_a_command(body: str) -> None:
    assert is_command(body)


@pytest.mark.parametrize(
    "body",
    [
        "> /andon stop x",
        "please /andon stop x",
        "```\n/andon stop x\n```",
        "    /andon stop x",
        " /andon stop x",
        "`/andon stop x`",
        "Hello\n/andon stop x",
        "\n/andon stop x",
        "/andonstop x",
        "",
    ],
)
def test_what_is_quoted_or_in_code_or_said_later_is_none(body: str) -> None:
    assert not is_command(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("/andon", Spoken(word="")),
        ("/andon dance now", Spoken(word="dance", why="now")),
        ("/andon stop it  is on\tfire", Spoken(word="stop", verb="stop", why="it is on fire")),
        ("/andon STOP it", Spoken(word="STOP", verb="stop", why="it")),
        ("/andon stop fire\nand more", Spoken(word="stop", verb="stop", why="fire")),
        (
            "/andon stop release/1: fire",
            Spoken(word="stop", verb="stop", line="release/1", why="fire"),
        ),
        ("/andon status release/1:", Spoken(word="status", verb="status", line="release/1")),
        ("/andon stop see: it burns", Spoken(word="stop", verb="stop", line="see", why="it burns")),
        ("/andon stop it burns: look", Spoken(word="stop", verb="stop", why="it burns: look")),
        ("/andon stop http://x/y burns", Spoken(word="stop", verb="stop", why="http://x/y burns")),
        (
            "/andon start the runner is sick for 30m",
            Spoken(word="start", verb="start", why="the runner is sick", lasting=timedelta(minutes=30)),
        ),
        (
            "/andon start for 2 h.",
            Spoken(word="start", verb="start", lasting=timedelta(hours=2)),
        ),
        (
            f"/andon pass {SHA} urgent for 1d",
            Spoken(word="pass", verb="pass", sha=SHA, why="urgent", lasting=timedelta(days=1)),
        ),
        (
            f"/andon pass main: {SHA.upper()} urgent",
            Spoken(word="pass", verb="pass", line="main", sha=SHA, why="urgent"),
        ),
        (f"/andon pass {SHA}", Spoken(word="pass", verb="pass", sha=SHA)),
        ("/andon pass 3f2c1a urgent", Spoken(word="pass", verb="pass", why="3f2c1a urgent")),
        (f"/andon pass {'a' * 41} x", Spoken(word="pass", verb="pass", why=f"{'a' * 41} x")),
        (f"/andon stop {SHA} broke it", Spoken(word="stop", verb="stop", why=f"{SHA} broke it")),
        ("/andon stop: it burns", Spoken(word="stop", verb="stop", why="it burns")),
        ("/andon stop\tfire", Spoken(word="stop", verb="stop", why="fire")),
        (f"/andon pass {SHA}: urgent", Spoken(word="pass", verb="pass", sha=SHA, why="urgent")),
        (f"/andon pass {SHA}, urgent", Spoken(word="pass", verb="pass", sha=SHA, why="urgent")),
        (
            f"/andon pass {SHA} urgent: the till for 2 hours",
            Spoken(word="pass", verb="pass", sha=SHA, why="urgent: the till", lasting=timedelta(hours=2)),
        ),
        (
            "/andon stop the disk is full for 30m",
            Spoken(word="stop", verb="stop", why="the disk is full for 30m", lasting=timedelta(minutes=30)),
        ),
        (
            "/andon start we wait for alice",
            Spoken(word="start", verb="start", why="we wait for alice"),
        ),
        ("/andon stop release/1 : fire", Spoken(word="stop", verb="stop", line="release/1", why="fire")),
        ("/andon stop `release/1`: fire", Spoken(word="stop", verb="stop", line="release/1", why="fire")),
        ("/andon stop : fire", Spoken(word="stop", verb="stop", why=": fire")),
        ("/andon stop ``: fire", Spoken(word="stop", verb="stop", why="``: fire")),
        (f"/andon pass `{SHA}` urgent", Spoken(word="pass", verb="pass", sha=SHA, why="urgent")),
        (f"/andon pass `{SHA}`: urgent", Spoken(word="pass", verb="pass", sha=SHA, why="urgent")),
        (f"/andon stop {'x' * 400}", Spoken(word="stop", verb="stop", why="x" * MAX_WHY)),
    ],
)
def test_a_command_is_read_word_by_word(body: str, expected: Spoken) -> None:
    assert expected == spoken(body)


def test_a_role_that_github_does_not_name_so_is_none() -> None:
    assert ("maintain", "none") == (role_of("maintain"), role_of("chief of everything"))
