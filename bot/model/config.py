"""The repository's configuration, `.github/andon.yml`: parsing is pure, mistakes are values.

Every key that is read has a feature behind it; an unknown key is an error with a suggestion. Line
numbers come from ruamel.yaml, which keeps them through parsing.
"""

import difflib
import re
from datetime import timedelta
from typing import Annotated, Any, Literal, TypeAlias, cast

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, WithJsonSchema
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.model.value import Value
from bot.model.yaml_text import load

CONFIG_PATH = ".github/andon.yml"
MAX_BYTES = 65_536
MAX_NODES = 10_000
MAX_DEPTH = 30

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


def _not_empty(value: tuple[str, ...]) -> tuple[str, ...]:
    if any(not item.strip() for item in value):
        raise ValueError("an entry is empty")
    return value


_DURATION_SCHEMA = {"type": "string", "pattern": r"^(auto|\d{1,6}[smhd])$"}
Within: TypeAlias = Annotated[
    Literal["auto"] | timedelta, BeforeValidator(_within), WithJsonSchema(_DURATION_SCHEMA)
]
Patterns: TypeAlias = Annotated[tuple[str, ...], AfterValidator(_not_empty)]
Mode: TypeAlias = Literal["off", "shadow", "warn", "enforce"]
Rung: TypeAlias = Literal["rerun", "autofix", "person"]


class Confirm(Value):
    """How a first failure is confirmed before the line stops."""

    reruns: Annotated[int, Field(ge=0, le=3)] = 1
    within: Within = "auto"


class LineConfig(Value):
    """Which branches are lines besides the default one, and what counts for a line."""

    branches: Patterns = ()
    events: Annotated[Patterns, Field(min_length=1)] = ("push",)
    ignore: Patterns = ()
    confirm: Confirm = Confirm()


class FixConfig(Value):
    """Which ways of fixing are tried, in order, and what a fix may do."""

    ladder: Annotated[tuple[Rung, ...], Field(min_length=1)] = ("rerun", "autofix", "person")
    autofix: Patterns = ()
    merge: Literal["never", "approve", "auto"] = "approve"
    protect: Patterns = ()


class Config(Value):
    """`.github/andon.yml`, complete for what exists; see docs/configuration.md."""

    version: Literal[1]
    mode: Mode = "shadow"
    line: LineConfig = LineConfig()
    fix: FixConfig = FixConfig()


class Problem(Value):
    """One mistake: where (1-based line, dotted key) and what to do about it."""

    line: int
    key: str
    text: str


class Invalid(Value):
    """A configuration that could not be used, with everything that is wrong with it."""

    path: str
    problems: tuple[Problem, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """One line per problem: `.github/andon.yml:4: line.confrim: unknown key; did you mean confirm?`"""
        return tuple(f"{self.path}:{p.line}: {p.key + ': ' if p.key else ''}{p.text}" for p in self.problems)


def parse(text: str, path: str = CONFIG_PATH) -> Config | Invalid:
    """The configuration in `text`, or everything that is wrong with it."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return _invalid(path, 1, "", f"the file is larger than {MAX_BYTES} bytes")
    try:
        loaded = load(text, "rt", MAX_DEPTH)
    except MarkedYAMLError as error:
        mark = cast("Any", error)  # ruamel's marks are untyped
        line = int(mark.problem_mark.line) + 1 if mark.problem_mark else 1
        return _invalid(path, line, "", f"not valid YAML: {mark.problem or 'cannot be read'}")
    except YAMLError as error:
        return _invalid(path, 1, "", f"not valid YAML: {str(error).splitlines()[0]}")
    if _too_much(loaded):
        return _invalid(path, 1, "", "the file repeats or nests too much; write it out plainly")
    if not isinstance(loaded, CommentedMap):
        return _invalid(path, 1, "", "the file must be a mapping that starts with `version: 1`")
    try:
        return Config.model_validate(_plain(loaded))
    except ValidationError as error:
        errors = [cast("dict[str, Any]", e) for e in error.errors(include_url=False)]
        problems = [_problem(loaded, e) for e in errors if not _is_echo(e, errors)]
        return Invalid(path=path, problems=tuple(sorted(problems, key=lambda p: (p.line, p.key, p.text))))


def schema() -> dict[str, Any]:
    """The JSON schema of the file, for editors."""
    return Config.model_json_schema()


def _invalid(path: str, line: int, key: str, text: str) -> Invalid:
    return Invalid(path=path, problems=(Problem(line=line, key=key, text=_one_line(text)),))


def _one_line(text: str) -> str:
    """What quotes the file, on one line of measured length."""
    return " ".join(text.split())[:300]


def _too_much(loaded: object) -> bool:
    """Whether the nodes, aliases followed, are more than a person would write; some never end."""
    nodes = 0
    waiting = [(loaded, 0)]
    while waiting:
        node, depth = waiting.pop()
        nodes += 1
        if nodes > MAX_NODES or depth > MAX_DEPTH:
            return True
        if isinstance(node, CommentedMap):
            waiting += [(value, depth + 1) for value in cast("dict[object, object]", node).values()]
        elif isinstance(node, CommentedSeq):
            waiting += [(item, depth + 1) for item in cast("list[object]", node)]
    return False


def _plain(node: object) -> object:
    """ruamel's round-trip nodes as plain dicts and lists; keys as text."""
    if isinstance(node, CommentedMap):
        return {str(k): _plain(v) for k, v in cast("dict[object, object]", node).items()}
    if isinstance(node, CommentedSeq):
        return [_plain(item) for item in cast("list[object]", node)]
    return node


_WORDS = {
    "too_short": "needs at least one entry",
    "tuple_type": "must be a list",
    "model_type": "must be a mapping",
    "string_type": "must be text; put it in quotes",
}


def _problem(root: CommentedMap, error: dict[str, Any]) -> Problem:
    loc: tuple[int | str, ...] = error["loc"]
    unknown = error["type"] == "extra_forbidden"  # then the last part is the user's, whatever it looks like
    path = loc if unknown else tuple(part for part in loc if not _is_union_branch(part))
    key = ".".join(str(part) for part in path)
    line = _line_of(root, path)
    match error["type"]:
        case "extra_forbidden":
            text = "unknown key" + _suggestion(path)
        case "missing":
            text = "is missing" + ("; start the file with `version: 1`" if key == "version" else "")
        case "literal_error":
            given = error["input"]
            text = f"must be {error['ctx']['expected']}, not {given!r}" + _closest(
                given, error["ctx"]["expected"]
            )
        case "value_error":
            text = str(error["ctx"]["error"])
        case kind:
            text = _WORDS.get(kind) or error["msg"][0].lower() + error["msg"][1:]
    return Problem(line=line, key=_one_line(key), text=_one_line(text))


def _is_echo(error: dict[str, Any], errors: list[dict[str, Any]]) -> bool:
    """Whether a list is only called too short because an item of it, reported too, was refused."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(
        len(e["loc"]) > len(loc) and e["loc"][: len(loc)] == loc for e in errors
    )


def _is_union_branch(part: object) -> bool:
    return isinstance(part, str) and part.startswith(("function-", "literal["))


def _closest(given: object, expected: str) -> str:
    options = re.findall(r"'([^']+)'", expected)
    close = difflib.get_close_matches(str(given), options, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _suggestion(path: tuple[object, ...]) -> str:
    """The known key of that mapping that looks most like the unknown one."""
    model: type[Value] = Config
    for part in path[:-1]:
        model = cast("type[Value]", model.model_fields[str(part)].annotation)
    close = difflib.get_close_matches(str(path[-1]), list(model.model_fields), n=1, cutoff=0.5)
    return (
        f"; did you mean {close[0]}?" if close else f"; known here: {', '.join(sorted(model.model_fields))}"
    )


def _line_of(root: CommentedMap, path: tuple[object, ...]) -> int:
    """The 1-based line of the deepest part of `path` that exists."""
    node: object = root
    line = 0
    for part in path:
        found = cast("Any", node)  # ruamel's line columns are untyped
        try:
            if isinstance(node, CommentedMap):
                line = int(found.lc.key(part)[0])
            elif isinstance(node, CommentedSeq):
                line = int(found.lc.item(part)[0])
            node = found[part]
        except (KeyError, TypeError):  # it is missing, its key is no text, or it is a set
            break
    return line + 1
