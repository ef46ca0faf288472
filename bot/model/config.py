"""The repository's configuration, `.github/andon.yml`: parsing is pure, mistakes are values.

Every key that is read has a feature behind it; an unknown key is an error with a suggestion. Line
numbers come from ruamel.yaml, which keeps them through parsing.
"""

import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from bot.model.config_text import Invalid, read_mapping, validated
from bot.model.desired import SCHEMA, RequiredFile, listed
from bot.model.lanes import Lane, Lanes
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


def _green(value: object) -> object:
    """A word that stands for checks, or their names."""
    if isinstance(value, str) and value not in ("auto", "required", "all"):
        raise ValueError("write auto, required, all or a list of names such as [test, 'e2e *']")
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
Green: TypeAlias = Annotated[
    Literal["auto", "required", "all"] | Annotated[Patterns, Field(min_length=1)], BeforeValidator(_green)
]
"""Which checks a green line is made of: their names, or the word for what the branch's rules require."""
Mode: TypeAlias = Literal["off", "shadow", "warn", "enforce"]
Rung: TypeAlias = Literal["rerun", "autofix", "person"]
Speaker: TypeAlias = Literal["write", "maintain", "admin"]
"""What somebody must be allowed to do in a repository for a command to count."""
Required: TypeAlias = Annotated[tuple[RequiredFile, ...], BeforeValidator(listed), WithJsonSchema(SCHEMA)]


class Confirm(Value):
    """How a first failure is confirmed before the line stops."""

    reruns: Annotated[int, Field(ge=0, le=3)] = 1
    within: Within = "auto"


class Quarantine(Value):
    """A check that is known to be flaky counts for nothing until a day; `owner` mends it, `why` says where."""

    check: Annotated[str, Field(min_length=1)]
    until: date
    owner: Annotated[str, Field(min_length=1)]
    why: str = ""


class LineConfig(Value):
    """Which branches are lines besides the default one, what counts for a line, how long its block holds alone."""

    branches: Patterns = ()
    green: Green = "auto"
    events: Annotated[Patterns, Field(min_length=1)] = ("push",)
    ignore: Patterns = ()
    confirm: Confirm = Confirm()
    unrelated: Patterns = ()
    lease: Annotated[Duration, AfterValidator(_a_minute)] = timedelta(minutes=15)
    unknown: Literal["release", "hold"] = "release"
    quarantine: tuple[Quarantine, ...] = ()
    lanes: Lanes = Field(default_factory=dict[str, Lane])


class FixConfig(Value):
    """Which ways of fixing are tried, in order, and what a fix may do."""

    ladder: Annotated[tuple[Rung, ...], Field(min_length=1)] = ("rerun", "autofix", "person")
    autofix: Patterns = ()
    merge: Literal["never", "approve", "auto"] = "approve"
    protect: Patterns = ()


class PassConfig(Value):
    """Who may let a single head pass a stopped line, whether one's own too, and for how long."""

    model_config = ConfigDict(serialize_by_alias=True)

    by: Speaker = "write"
    own: bool = False
    hold: Annotated[Duration, AfterValidator(_a_minute)] = Field(default=timedelta(hours=4), alias="for")


class StartConfig(Value):
    """Who may let a line run although it is red, or call its stop wrong, and for how long."""

    model_config = ConfigDict(serialize_by_alias=True)

    by: Speaker = "maintain"
    hold: Annotated[Duration, AfterValidator(_a_minute)] = Field(default=timedelta(hours=1), alias="for")


class PeopleConfig(Value):
    """Whose commands count; `bots` are the logins of bots that are listened to as if they had write."""

    model_config = ConfigDict(serialize_by_alias=True)

    stop: Speaker = "write"
    let_pass: PassConfig = Field(default=PassConfig(), alias="pass")
    start: StartConfig = StartConfig()
    bots: Patterns = ()


class DemoteConfig(Value):
    """After how many stops that people called wrong, within what time, a repository only warns."""

    false_stops: Annotated[int, Field(ge=1, le=20)] = 2
    within: Annotated[Duration, AfterValidator(_a_minute)] = timedelta(days=7)


class AfterGreenConfig(Value):
    """What happens, once a line is green again, to pull requests that failed only because it was not.

    at_a_time: how many updated branches may be under test at once. dismiss: whether a branch is updated although
    that takes approvals away. requeue: whether what the stop put out of a merge queue is put back.
    """

    update: Literal["ask", "update", "leave"] = "ask"
    at_a_time: Annotated[int, Field(ge=1, le=50)] = 5
    dismiss: bool = False
    requeue: bool = False


def off(value: object) -> object:
    """What a file says for nothing."""
    return None if value == "off" else value


def or_off(schema: dict[str, Any]) -> None:
    """Editors are told what a file says for nothing."""
    schema["anyOf"] = [{"const": "off"} if one.get("type") == "null" else one for one in schema["anyOf"]]


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
    people: PeopleConfig = PeopleConfig()
    after_green: AfterGreenConfig = AfterGreenConfig()
    fix: FixConfig = FixConfig()
    demote: Annotated[DemoteConfig | None, BeforeValidator(off), Field(json_schema_extra=or_off)] = (
        DemoteConfig()
    )
    rules: RulesConfig = RulesConfig()


def parse(text: str, path: str = CONFIG_PATH) -> Config | Invalid:
    """The configuration in `text`, or everything that is wrong with it."""
    loaded = read_mapping(text, path)
    return loaded if isinstance(loaded, Invalid) else validated(Config, loaded, path)
