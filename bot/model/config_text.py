"""A configuration file's text → a mapping with line numbers, and a model's complaints → problems in words.

Knows nothing of what the files say: `config` and `organisation` do.
"""

import difflib
import re
from typing import Any, TypeVar, cast, get_args

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.model.value import Value
from bot.model.yaml_text import load

UNREADABLE = "\0"
"""What stands for the text of a file that is binary or too large for GitHub to give."""
MAX_BYTES = 65_536
MAX_NODES = 10_000
MAX_DEPTH = 30

M = TypeVar("M", bound=Value)


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


def read_mapping(text: str, path: str) -> CommentedMap | Invalid:
    """The mapping in `text`, which remembers its lines; or why there is none."""
    if text == UNREADABLE:
        return _invalid(path, 1, "", "the file is binary or too large to read")
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
    return loaded


def validated(model: type[M], loaded: CommentedMap, path: str) -> M | Invalid:
    """The model that a mapping holds, or everything that is wrong with it."""
    try:
        return model.model_validate(plain(loaded))
    except ValidationError as error:
        errors = [cast("dict[str, Any]", e) for e in error.errors(include_url=False)]
        problems = [_problem(model, loaded, e) for e in errors if not _is_echo(e, errors)]
        return Invalid(path=path, problems=tuple(sorted(problems, key=lambda p: (p.line, p.key, p.text))))


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


def plain(node: object) -> object:
    """ruamel's round-trip nodes as plain dicts and lists; keys as text."""
    if isinstance(node, CommentedMap):
        return {str(k): plain(v) for k, v in cast("dict[object, object]", node).items()}
    if isinstance(node, CommentedSeq):
        return [plain(item) for item in cast("list[object]", node)]
    return node


_WORDS = {
    "too_short": "needs at least one entry",
    "tuple_type": "must be a list",
    "model_type": "must be a mapping",
    "string_type": "must be text; put it in quotes",
}


def _problem(model: type[Value], root: CommentedMap, error: dict[str, Any]) -> Problem:
    loc: tuple[int | str, ...] = error["loc"]
    unknown = error["type"] == "extra_forbidden"  # then the last part is the user's, whatever it looks like
    path = loc if unknown else tuple(part for part in loc if not _is_union_branch(part))
    key = ".".join(str(part) for part in path)
    line = line_of(root, path)
    match error["type"]:
        case "extra_forbidden":
            text = "unknown key" + _suggestion(model, path)
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


def _suggestion(model: type[Value], path: tuple[object, ...]) -> str:
    """The known key of that mapping that looks most like the unknown one."""
    known = sorted(keys_at(model, path[:-1]))
    close = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else f"; known here: {', '.join(known)}"


def keys_at(model: type[Value], path: tuple[object, ...]) -> frozenset[str]:
    """The keys that a model's mapping at `path` may have, as the file spells them."""
    for part in path:
        field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
        inner = _model_in(field.annotation) if field else None
        model = inner or model
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def _model_in(annotation: object) -> type[Value] | None:
    """The model that an annotation is, or holds: in a tuple, in a union."""
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)


def line_of(root: CommentedMap, path: tuple[object, ...]) -> int:
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
