"""One line, judged, in a call."""

from bot.decide.line import Line
from bot.model.config import Config
from bot.model.runs import Commit
from tests.building import (
    commit,
    line_of,
    passing,
    snapshot,
)

GREEN = commit("a", passing(1))


def line(*history: Commit, **facts: object) -> Line:
    seen = snapshot(*history, **facts)
    return line_of(seen, seen.config if isinstance(seen.config, Config) else Config(version=1))


def why(judged: Line) -> str:
    return judged.reds[0].why
