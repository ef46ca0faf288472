"""Which configuration is in force: the file's, the organisation's beneath it, or the last valid version."""

from bot.github.documents import VERSIONS
from bot.github.node import Node
from bot.model.config import CONFIG_PATH, Config
from bot.model.config_text import Invalid
from bot.model.facts import CONFIG_CHECK, Cord, Mistakes
from bot.model.organisation import ORG_PATH, FuseConfig, Organisation, Texts, layered, read_organisation
from bot.observe.nodes import status, text_of
from bot.observe.runs import Reader
from bot.observe.scan import Scanned

VERSIONS_READ = 20
"""How many `VERSIONS` asks for."""


async def read_config(scanned: Scanned, reader: Reader, app_id: int) -> tuple[Config | None, Mistakes | None]:
    """The configuration in force, and the mistakes of a file that cannot be used as it stands."""
    name = scanned.repository.name
    found = layered(scanned.texts, name)
    if not isinstance(found, Invalid):
        if (wrong := _proposed(scanned)) is None:
            return found, None
        return found, Mistakes(invalid=wrong, check=await _check(scanned, reader, app_id))
    check = await _check(scanned, reader, app_id)
    return await _last_valid(found, scanned.texts, name, reader), Mistakes(invalid=found, check=check)


def read_fuse(scanned: Scanned) -> FuseConfig | None:
    """How the organisation wants its fuse; None where it wants none, or has no file."""
    organised = scanned.organised
    if organised is None:
        return None
    found = read_organisation(organised.in_force, organised.name.partition("/")[0])
    return found.fuse if isinstance(found, Organisation) else FuseConfig()


def _proposed(scanned: Scanned) -> Invalid | None:
    """What is wrong with the organisation's file where another version of it holds; told in its own repository."""
    organised = scanned.organised
    if organised is None or organised.id != scanned.repository.id:
        return None
    found = read_organisation(organised.file, organised.name.partition("/")[0])
    return found if isinstance(found, Invalid) else None


async def _last_valid(broken: Invalid, texts: Texts, name: str, reader: Reader) -> Config | None:
    """What held before the broken file was changed, as far as the last 20 changes of it tell."""
    own = broken.path == CONFIG_PATH
    variables: dict[str, object] = {"path": CONFIG_PATH if own else ORG_PATH, "org": not own}
    node = await reader.query("config: versions", VERSIONS, variables)
    if node is None:
        return None
    older = _texts(node, own)
    for text in older:
        found = layered(texts.model_copy(update={"own" if own else "org": text}), name)
        if not isinstance(found, Invalid):
            return found
    if len(older) == VERSIONS_READ:  # whatever held before is too old to hold still
        return None
    before = layered(texts.model_copy(update={"own" if own else "org": None}), name)
    return None if isinstance(before, Invalid) else before


def _texts(node: Node, own: bool) -> tuple[str | None, ...]:
    """The versions' texts, newest first; None where the file was not there."""
    repository = node if own else node["owner"]["repository"]
    commits = repository["defaultBranchRef"]["target"]["history"]["nodes"]
    return tuple(text_of(commit["file"]["object"]) for commit in commits)


async def _check(scanned: Scanned, reader: Reader, app_id: int) -> Cord | None:
    """Our check run about the configuration on the default branch's head."""
    if not scanned.history:
        return None
    reading = reader.get(
        "/repos/{owner}/{repo}/commits/{ref}/check-runs",
        {"check_name": CONFIG_CHECK, "app_id": app_id, "filter": "latest"},
        ref=scanned.history[0].sha,
    )
    listed = await reader.attempt("mistakes: check", reading)
    newest = max(listed["check_runs"], key=lambda r: r["id"].number(), default=None) if listed else None
    if newest is None:
        return None
    return Cord(
        id=newest["id"].number(),
        status=status(newest["status"].text()),
        conclusion=newest["conclusion"].maybe_text(),
        digest=newest["external_id"].text_or(""),
    )
