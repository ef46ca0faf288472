"""The repository's configuration, `.github/andon.yml`: parsing is pure, mistakes are values.

Every key that is read has a feature behind it; an unknown key is an error with a suggestion. Line
numbers come from ruamel.yaml, which keeps them through parsing.
"""

import re
from datetime import timedelta
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from bot.model.config_text import Invalid, read_mapping, validated
from bot.model.desired import SCHEMA, RequiredFile, listed
from bot.model.value import Value

CONFIG_PATH = ".github/andon.yml"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _duration(value: object) -> object:
    """`90s`, `10m`, `4h`, `7d` as a timedelta; anything else unchanged, for pydantic to refuse."""
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{1,6})([smhd])", value)):
        return timedelta(seconds=int(found[1]) * _UNITS[found[2]])
    if isinstance(value, timedelta):
        return value
    raise ValueError("write a duration such as 90s, 10m, 4h or 7d")


def _within(value: object) -> object:
    return value if value == "auto" else _duration(value)


def _written(value: timedelta | str) -> str:
    """As a file would say it."""
    return value if isinstance(value, str) else f"{value.total_seconds():.0f}s"


def _a_minute(value: timedelta) -> timedelta:
    if value < timedelta(minutes=1):
        raise ValueError("must be a minute at least: 1m")
    return value


def _not_empty(value: tuple[str, ...]) -> tuple[str, ...]:
    if any(not item.strip() for item in value):
        raise ValueError("an entry is empty")
    return value


_DURATION_SCHEMA = {"type": "string", "pattern": r"^(auto|\d{1,6}[smhd])$"}
_AS_WRITTEN = PlainSerializer(_written, when_used="json")
Duration: TypeAlias = Annotated[
    timedelta,
    BeforeValidator(_duration),
    _AS_WRITTEN,
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,6}[smhd]$"}),
]
Within: TypeAlias = Annotated[
    Literal["auto"] | timedelta, BeforeValidator(_within), _AS_WRITTEN, WithJsonSchema(_DURATION_SCHEMA)
]
Patterns: TypeAlias = Annotated[tuple[str, ...], AfterValidator(_not_empty)]
Mode: TypeAlias = Literal["off", "shadow", "warn", "enforce"]
Rung: TypeAlias = Literal["rerun", "autofix", "person"]
Required: TypeAlias = Annotated[tuple[RequiredFile, ...], BeforeValidator(listed), WithJsonSchema(SCHEMA)]


class Confirm(Value):
    """How a first failure is confirmed before the line stops."""

    reruns: Annotated[int, Field(ge=0, le=3)] = 1
    within: Within = "auto"


class LineConfig(Value):
    """Which branches are lines besides the default one, what counts for a line, how long its block holds alone."""

    branches: Patterns = ()
    events: Annotated[Patterns, Field(min_length=1)] = ("push",)
    ignore: Patterns = ()
    confirm: Confirm = Confirm()
    lease: Annotated[Duration, AfterValidator(_a_minute)] = timedelta(minutes=15)
    unknown: Literal["release", "hold"] = "release"


class FixConfig(Value):
    """Which ways of fixing are tried, in order, and what a fix may do."""

    ladder: Annotated[tuple[Rung, ...], Field(min_length=1)] = ("rerun", "autofix", "person")
    autofix: Patterns = ()
    merge: Literal["never", "approve", "auto"] = "approve"
    protect: Patterns = ()


class RulesConfig(Value):
    """The desired state beyond a green line, a key for each rule."""

    model_config = ConfigDict(serialize_by_alias=True)
    required_files: Required = Field(default=(), alias="required-files")


class Config(Value):
    """`.github/andon.yml`, complete for what exists; see docs/configuration.md."""

    version: Literal[1]
    extends: Literal["org"] | None = None
    mode: Mode = "shadow"
    annotate: Literal["off", "line", "all"] = "line"
    line: LineConfig = LineConfig()
    fix: FixConfig = FixConfig()
    rules: RulesConfig = RulesConfig()


def parse(text: str, path: str = CONFIG_PATH) -> Config | Invalid:
    """The configuration in `text`, or everything that is wrong with it."""
    loaded = read_mapping(text, path)
    return loaded if isinstance(loaded, Invalid) else validated(Config, loaded, path)
