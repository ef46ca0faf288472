"""Files that a repository shall have: how the configuration names them, and which of them are missing.

Read in `observe`, to know which folders to list and which templates to read, and in
`orient.rules.required_files`, to judge; both must find the same.
"""

import posixpath
from fnmatch import fnmatchcase
from typing import Annotated, cast

from pydantic import AfterValidator, ConfigDict, Field

from bot.model.local_uses import WORKFLOWS
from bot.model.value import Value

TEMPLATES = ("templates/", "workflow-templates/")
"""Where templates are in the organisation's repository `.github`: nothing else of it is ever copied."""
CI = "ci"
"""The entry that stands for any CI workflow."""
_WILD = frozenset("*?[")


def _inside(path: str) -> str:
    if posixpath.normpath(path) != path or path.startswith(("/", "..")) or path == ".":
        raise ValueError("write a path from the repository's root, such as docs/SECURITY.md")
    return path


def _exact(path: str) -> str:
    if _WILD & set(_inside(path)):
        raise ValueError("name one file; patterns belong under `or`")
    return path


def _named(pattern: str) -> str:
    if _WILD & set(posixpath.dirname(_inside(pattern))):
        raise ValueError("only the file's name may have wildcards, not its folder")
    return pattern


def _template(path: str) -> str:
    if not _exact(path).startswith(TEMPLATES):
        raise ValueError(f"must be below {' or '.join(TEMPLATES)}")
    return path


class RequiredFile(Value):
    """A file that shall be there, or any of `instead`; `template` is a path in the organisation's `.github`."""

    model_config = ConfigDict(serialize_by_alias=True)
    path: Annotated[str, AfterValidator(_exact)]
    instead: tuple[Annotated[str, AfterValidator(_named)], ...] = Field(default=(), alias="or")
    template: Annotated[str, AfterValidator(_template)] | None = None

    @property
    def accepted(self) -> tuple[str, ...]:
        """The patterns of paths of which one must be there."""
        return (self.path, *self.instead)

    @property
    def source(self) -> str:
        """Where its template is looked for in the organisation's `.github` repository.

        GitHub's place for workflows that it offers: https://docs.github.com/actions/sharing-automations/creating-workflow-templates-for-your-organization
        """
        name = posixpath.basename(self.path)
        usual = f"workflow-templates/{name}" if self.path.startswith(WORKFLOWS) else f"templates/{self.path}"
        return self.template or usual


ANY_CI = {"path": f"{WORKFLOWS}ci.yml", "or": [f"{WORKFLOWS}*.yml", f"{WORKFLOWS}*.yaml"]}
"""What `ci` is short for; the worker's caller is no CI."""


def listed(value: object) -> object:
    """What a file says under `required-files` as a list of mappings; anything else for pydantic to refuse."""
    if value == "off":
        return ()
    if not isinstance(value, list | tuple):
        raise ValueError("must be off, or a list of files")  # noqa: TRY004 - what pydantic reports
    items = cast("list[object]", value)
    return [ANY_CI if one == CI else {"path": one} if isinstance(one, str) else one for one in items]


SCHEMA = {
    "anyOf": [
        {"const": "off"},
        {
            "type": "array",
            "items": {
                "anyOf": [
                    {"type": "string"},
                    {
                        "type": "object",
                        "properties": {
                            "path": {"type": "string"},
                            "or": {"type": "array", "items": {"type": "string"}},
                            "template": {"type": "string"},
                        },
                        "required": ["path"],
                        "additionalProperties": False,
                    },
                ]
            },
        },
    ]
}


class Folder(Value):
    """The names of the files in a folder, at the default branch's head; the root is the empty path.

    others: the names of what else is in it. taken: whether the path is no folder's.
    """

    path: str
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    taken: bool = False


class Template(Value):
    """What a missing file shall hold; without text where there is no template for it."""

    path: str
    text: str | None = None


def folders_of(required: tuple[RequiredFile, ...]) -> tuple[str, ...]:
    """The folders that must be listed to tell what is missing."""
    return tuple(sorted({posixpath.dirname(path) for one in required for path in one.accepted}))


def missing(
    required: tuple[RequiredFile, ...], folders: tuple[Folder, ...], caller: str
) -> tuple[RequiredFile, ...]:
    """The files of which no accepted path is there, each path once; `caller` is met by no pattern."""
    there = {posixpath.join(folder.path, name) for folder in folders for name in folder.names}
    found = {one.path: one for one in required if not any(_is_there(p, there, caller) for p in one.accepted)}
    return tuple(found[path] for path in sorted(found))


def _is_there(pattern: str, there: set[str], caller: str) -> bool:
    if pattern in there:
        return True
    folder = posixpath.dirname(pattern)
    return any(fnmatchcase(path, pattern) for path in there - {caller} if posixpath.dirname(path) == folder)


def blocked(path: str, folders: tuple[Folder, ...]) -> bool:
    """Whether something that is no file has the path, or a file that of its folder: adding it would remove that."""
    at, name = posixpath.dirname(path), posixpath.basename(path)
    return any(one.taken or name in one.others for one in folders if one.path == at)
