"""The organisation's file beneath a repository's: what each extends, and what it may not change.

`andon.yml` in the organisation's `.github` repository has the keys of `.github/andon.yml` and some of its
own. Reading is pure, mistakes are values; where the texts come from is `bot.observe`.
"""

from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Annotated, Any, TypeAlias, cast

from pydantic import BeforeValidator, ConfigDict, Field
from ruamel.yaml.comments import CommentedMap

from bot.model.config import CONFIG_PATH, Config, Duration, Mode, Patterns, off, or_off
from bot.model.config_text import Invalid, Problem, keys_at, line_of, plain, read_mapping, validated
from bot.model.value import Value

ORG_PATH = "andon.yml"
OWN_KEYS = ("locked", "applies_to", "rings", "report", "fuse", "guard")


class FuseConfig(Value):
    """When so many stops come at once that the cause is hardly in each repository: then they only warn.

    That is when more than `stops` percent of the organisation's repositories, and `at_least` so many, stopped
    within `within`; or `shared` of them with the same failure. It holds for `hold` after the last such stop.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    stops: Annotated[float, Field(ge=0, le=100)] = 5
    at_least: Annotated[int, Field(ge=1)] = 5
    within: Duration = timedelta(minutes=10)
    shared: Annotated[int, Field(ge=2)] = 3
    hold: Duration = Field(default=timedelta(hours=1), alias="for")


class Ring(Value):
    """Repositories, by patterns of their names, that have a mode of their own among those of the organisation."""

    repositories: Annotated[Patterns, Field(min_length=1)]
    mode: Mode


Fused: TypeAlias = Annotated[FuseConfig | None, BeforeValidator(off)]
Guarded: TypeAlias = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(off)]


class Organisation(Config):
    """`andon.yml` of an organisation's `.github` repository.

    locked: dotted keys that no repository may set otherwise. applies_to: patterns of the names of
    repositories that it holds for although they have no file of their own. rings: the first that matches a
    repository's name gives the mode that this file has for it. report: where it is told what repositories in
    mode shadow would have been held for. guard: how many verdicts an upgrade or a change
    of this file may turn unasked.
    """

    locked: Patterns = ()
    applies_to: Patterns = ()
    rings: dict[str, Ring] = Field(default_factory=dict[str, Ring])
    report: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")] | None = None
    fuse: Fused = Field(default=FuseConfig(), json_schema_extra=or_off)
    guard: Guarded = Field(default=20, json_schema_extra=or_off)


class Texts(Value):
    """The two files of a repository as they stand; None where there is none."""

    own: str | None = None
    org: str | None = None


def layered(texts: Texts, repository: str) -> Config | Invalid | None:
    """The configuration in force in `owner/name`; None if no file says anything about it.

    Without `extends: org` only what the organisation locks comes from its file.
    """
    owner, _, name = repository.partition("/")
    org = _organisation(texts.org, f"{owner}/.github/{ORG_PATH}") if texts.org is not None else None
    if org is not None and not isinstance(org, Invalid):
        org = org[0], _in_ring(org, name)
    if texts.own is None:
        if org is None or isinstance(org, Invalid):
            return org
        applies = any(fnmatchcase(name, pattern) for pattern in org[0].applies_to)
        return _merged(org[1], {}) if applies else None
    loaded = read_mapping(texts.own, CONFIG_PATH)
    if isinstance(loaded, Invalid):
        return loaded
    own = validated(Config, loaded, CONFIG_PATH)
    if isinstance(own, Invalid):
        return own
    if isinstance(org, Invalid):
        return org
    if org is None:
        return _no_organisation(loaded, owner) if own.extends else own
    return _over(loaded, own, org)


def _in_ring(org: tuple[Organisation, dict[str, Any]], name: str) -> dict[str, Any]:
    """What the organisation's file says to one repository: its mode is that of the repository's ring."""
    ring = ring_of(org[0], name)
    return {**org[1], "mode": org[0].rings[ring].mode} if ring else org[1]


def ring_of(org: Organisation, name: str) -> str | None:
    """The first ring that a repository's name matches, by its own name."""
    rings = org.rings.items()
    return next((r for r, one in rings if any(fnmatchcase(name, p) for p in one.repositories)), None)


def mode_by(texts: Texts, repository: str) -> str | None:
    """Which part of the organisation's file gives the mode in force in `owner/name`; None where it does not."""
    owner, _, name = repository.partition("/")
    org = read_organisation(texts.org, owner)
    if org is None or isinstance(org, Invalid):
        return None
    own = read_mapping(texts.own, CONFIG_PATH) if texts.own is not None else None
    said = {} if own is None or isinstance(own, Invalid) else cast("dict[str, object]", plain(own))
    applies = own is None or said.get("extends") == "org" or "mode" in org.locked
    if not applies or ("mode" in said and "mode" not in org.locked):
        return None
    place, ring = f"{owner}/.github/{ORG_PATH}", ring_of(org, name)
    if ring is not None:
        return f"ring {ring} of {place}"
    return place if "mode" in org.model_fields_set else None


def read_organisation(text: str | None, owner: str) -> Organisation | Invalid | None:
    """The organisation's file alone, None where there is none."""
    found = _organisation(text, f"{owner}/.github/{ORG_PATH}") if text is not None else None
    return found[0] if isinstance(found, tuple) else found


def _no_organisation(loaded: CommentedMap, owner: str) -> Invalid:
    text = f"there is no {ORG_PATH} in {owner}/.github, or the App cannot see it"
    problem = Problem(line=line_of(loaded, ("extends",)), key="extends", text=text)
    return Invalid(path=CONFIG_PATH, problems=(problem,))


def _organisation(text: str, path: str) -> tuple[Organisation, dict[str, Any]] | Invalid:
    """The organisation's file, and what it says as a plain mapping."""
    loaded = read_mapping(text, path)
    if isinstance(loaded, Invalid):
        return loaded
    found = validated(Organisation, loaded, path)
    if isinstance(found, Invalid):
        return found
    problems = [
        Problem(line=line_of(loaded, ("locked", n)), key=f"locked.{n}", text=f"there is no key {key}")
        for n, key in enumerate(found.locked)
        if key.rpartition(".")[2] not in keys_at(Config, tuple(key.split(".")[:-1]))
    ]
    if found.extends is not None:
        problems.append(
            Problem(line=line_of(loaded, ("extends",)), key="extends", text="this file extends nothing")
        )
    if problems:
        return Invalid(path=path, problems=tuple(problems))
    return found, cast("dict[str, Any]", plain(loaded))


def _over(loaded: CommentedMap, own: Config, org: tuple[Organisation, dict[str, Any]]) -> Config | Invalid:
    """The repository's file over the organisation's."""
    said = cast("dict[str, Any]", plain(loaded))
    locked = [tuple(key.split(".")) for key in org[0].locked]
    broken = [path for path in locked if _at(said, path) not in (None, _at(org[1], path))]
    if broken:
        text = "is locked by the organisation; remove it here"
        problems = (Problem(line=line_of(loaded, p), key=".".join(p), text=text) for p in broken)
        return Invalid(path=CONFIG_PATH, problems=tuple(sorted(problems, key=lambda p: (p.line, p.key))))
    base = org[1] if own.extends else {}
    for path in locked:
        base = _deep(base, _nested(path, _at(org[1], path)))
    return _merged(base, said)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> Config:
    """Both files together. Each is valid and every rule is about one key, so together they are."""
    merged = {k: v for k, v in _deep(base, over).items() if k not in (*OWN_KEYS, "extends")}
    return Config.model_validate(merged)


def _deep(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`over` on top of `base`: mappings key by key, anything else as a whole."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _deep(cast("dict[str, Any]", below), cast("dict[str, Any]", value)) if both else value
    return merged


def _at(mapping: dict[str, Any], path: tuple[str, ...]) -> object:
    """What a mapping says at a dotted key, None where it says nothing."""
    node: object = mapping
    for part in path:
        node = cast("dict[str, object]", node).get(part) if isinstance(node, dict) else None
    return node


def _nested(path: tuple[str, ...], value: object) -> dict[str, Any]:
    if value is None:
        return {}
    for part in reversed(path):
        value = {part: value}
    return cast("dict[str, Any]", value)


def schema_of(org: bool) -> dict[str, Any]:
    """The JSON schema of the organisation's file, or of a repository's, for editors."""
    return (Organisation if org else Config).model_json_schema()
