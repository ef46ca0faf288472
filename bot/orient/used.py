"""All that decides what a red workflow does, followed from file to file: called workflows, local actions.

Scripts that a step runs (`run: ./test.sh`) are part of what is tested, and not followed: decision 35.
"""

from collections.abc import Mapping

from bot.model.local_uses import files_of, local_uses
from bot.model.value import Value

_ALWAYS = (".github/actions", ".github/workflows")
_ROOT_ACTION = ("action.yml", "action.yaml", "Dockerfile")
"""What makes `uses: ./` an action; the rest of the repository is what it tests."""


class Used(Value):
    """What a workflow uses. `paths` are files and folders in lower case, as some runners find them in any.

    `missing`: something it uses is not in the repository, so that it is not known where it comes from.
    `unread` is the first file or folder that was not read, or that nothing can be made of.
    """

    paths: frozenset[str]
    missing: bool = False
    unread: str | None = None

    def decides(self, path: str) -> bool:
        """Whether a file is among these, or within one of these folders."""
        name = path.casefold()
        return any(name == part or name.startswith(part + "/") for part in self.paths)

    def may_use(self, path: str) -> bool:
        """Whether a file may be used all the same: an action, where what is used was not found."""
        return self.missing and path.casefold().rpartition("/")[2] in ("action.yml", "action.yaml")


def used(workflow: str, files: Mapping[str, str | None]) -> Used:
    """All that the workflow at a path uses. files: by path, as they stand at the line's head."""
    paths, missing, unread = {workflow}, False, set[str]()
    todo, known = [workflow], {workflow}
    while todo:
        at = todo.pop()
        uses = local_uses(files[at] or "")
        if uses is None:
            unread.add(at)
        for use in uses or ():
            paths |= {*_ALWAYS, *((use,) if use != "." else _ROOT_ACTION)}
            found = next((path for path in files_of(use) if path in files), None)
            if found is None:
                unread.add(use)
            elif files[found] is None:
                missing = True
            elif found not in known:
                known.add(found)
                todo.append(found)
    return Used(
        paths=frozenset(p.casefold() for p in paths), missing=missing, unread=min(unread, default=None)
    )
