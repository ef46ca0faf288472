"""Lanes in the configuration: what is taken, and every mistake with what to do about it."""

import pytest

from bot.model.config import parse
from bot.model.config_text import Invalid

WEB = '{paths: ["web/**"], checks: ["web / *"]}'


def said(lanes: str) -> list[str]:
    found = parse(f"version: 1\nline:\n  lanes: {lanes}\n")
    if not isinstance(found, Invalid):
        return [f"{name}: {lane.paths} {lane.checks}" for name, lane in found.line.lanes.items()]
    return [words.removeprefix(".github/andon.yml:") for words in found.words]


@pytest.mark.parametrize(
    ("lanes", "expected"),
    [
        (f"{{web: {WEB}}}", ["web: ('web/**',) ('web / *',)"]),
        (
            f"{{2: {WEB}, a.b-c_d: {WEB}}}",
            ["2: ('web/**',) ('web / *',)", "a.b-c_d: ('web/**',) ('web / *',)"],
        ),
        ("{}", []),
        ('{web: {checks: ["web / *"]}}', ["3: line.lanes.web.paths: is missing"]),
        ('{web: {paths: ["web/**"]}}', ["3: line.lanes.web.checks: is missing"]),
        ('{web: {paths: [], checks: ["x"]}}', ["3: line.lanes.web.paths: needs at least one entry"]),
        ('{web: {paths: ["x"], checks: [" "]}}', ["3: line.lanes.web.checks: an entry is empty"]),
        ('{web: {paths: web/**, checks: ["x"]}}', ["3: line.lanes.web.paths: must be a list"]),
        ("{web: [web/**]}", ["3: line.lanes.web: must be a mapping"]),
        (
            '{web: {paths: ["!web/a"], checks: ["x"]}}',
            [
                "3: line.lanes.web.paths: needs a path that does not begin with !, which only takes paths out again"
            ],
        ),
        (
            '{web: {path: ["web/**"], paths: ["web/**"], checks: ["x"]}}',
            ["3: line.lanes.web.path: unknown key; did you mean paths?"],
        ),
        (
            f'{{"web app": {WEB}}}',
            [
                "3: line.lanes: 'web app' is no name for a lane: at most 50 letters, digits, points, dashes, underscores"
            ],
        ),
        (
            "{" + ", ".join(f"l{n}: {WEB}" for n in range(51)) + "}",
            ["3: line.lanes: there may be 50 lanes at most"],
        ),
    ],
)
def test_lanes_are_taken_as_written_or_every_mistake_is_told(lanes: str, expected: list[str]) -> None:
    assert expected == said(lanes)
