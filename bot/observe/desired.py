"""The files that the configuration requires: which folders hold what, and templates of what is missing.

Costs nothing where no file is required; a folder is listed once for each head of the default branch.
"""

from collections.abc import Awaitable

from bot.github.documents import FOLDER, TEMPLATE
from bot.model.config import CONFIG_PATH, Config
from bot.model.desired import Folder, RequiredFile, Template, folders_of, missing
from bot.model.jobs import CONFIG_RULE, FILES_RULE, FUSE_RULE, GUARD_RULE, Key
from bot.model.organisation import ORG_PATH
from bot.model.runs import WORKER_WORKFLOW
from bot.model.templates import BUILT_IN, filled
from bot.observe.nodes import text_of
from bot.observe.runs import Reader
from bot.observe.scan import Scanned


def desired_keys(scanned: Scanned, config: Config) -> tuple[Key, ...]:
    """The keys of all jobs that there may be besides the lines'."""
    id, name = scanned.repository.id, scanned.repository.name
    files = [Key(repository=id, rule=FILES_RULE, subject=one.path) for one in config.rules.required_files]
    others = [Key(repository=id, rule=CONFIG_RULE, subject=CONFIG_PATH)]
    if name.endswith("/.github"):  # what is about the whole organisation
        about = ((CONFIG_RULE, ORG_PATH), (FUSE_RULE, "stops"), (GUARD_RULE, "change"))
        others += [Key(repository=id, rule=rule, subject=subject) for rule, subject in about]
    return (*files, *others)


async def read_folders(scanned: Scanned, config: Config, reader: Reader) -> tuple[Folder, ...]:
    """The folders that required files may be in, as the default branch's head has them."""
    required = config.rules.required_files
    if not required or not scanned.history:
        return ()
    head = scanned.history[0].sha
    found = [await _folder(path, head, reader) for path in folders_of(required)]
    return tuple(folder for folder in found if folder is not None)


async def _folder(path: str, head: str, reader: Reader) -> Folder | None:
    async def read() -> Folder:
        tree = (await reader.ask(FOLDER, {"expression": f"{head}:{path}"}))["object"]
        if tree and not tree["__typename"].is_text("Tree"):
            return Folder(path=path, taken=True)
        entries = [(one["name"].text(), one["type"].is_text("blob")) for one in tree["entries"]]
        names, others = ([n for n, blob in entries if blob is wanted] for wanted in (True, False))
        return Folder(path=path, names=tuple(sorted(names)), others=tuple(sorted(others)))

    keep = reader.kept.get((reader.name, "folder", path, head), read)
    return await reader.attempt(f"files: {path or 'root'}", keep)


async def read_templates(
    scanned: Scanned, config: Config, folders: tuple[Folder, ...], reader: Reader
) -> tuple[Template, ...]:
    """What the missing files shall hold: by the organisation's template, else by ours, if there is one."""
    if reader.lacks("files") or not folders:
        return ()
    lacking = missing(config.rules.required_files, folders, WORKER_WORKFLOW)
    found = [await _template(one, scanned, reader) for one in lacking]
    return tuple(template for template in found if template is not None)


async def _template(one: RequiredFile, scanned: Scanned, reader: Reader) -> Template | None:
    async def read() -> str | None:
        home = (await reader.ask(TEMPLATE, {"expression": f"HEAD:{one.source}"}))["owner"]["repository"]
        theirs = text_of(home["object"])
        secret = bool(home) and home["isPrivate"].flag() and not scanned.repository.private
        return BUILT_IN.get(one.path) if theirs is None or secret else theirs

    org = scanned.organised
    keep = reader.kept.get((reader.name, "template", one, org.tree), read) if org else read()
    found = await reader.attempt(f"files: {one.source}", _known(keep))
    if found is None:
        return None
    branch = scanned.repository.default_branch or ""
    return Template(path=one.path, text=filled(found[0], branch) if found[0] is not None else None)


async def _known(reading: Awaitable[str | None]) -> tuple[str | None]:
    """What was read, told apart from what could not be."""
    return (await reading,)
