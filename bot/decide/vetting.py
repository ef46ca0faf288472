"""May this change be proposed, or pass a stopped line? Refusals, in words.

Two callers: the propose job vets what a fixer made (`vet_patch`), and passage vets what a pull
request changes against the line (`weakens`). Both refuse what makes a red check green by looking
away: deleted, skipped or emptied tests, silenced linters, loosened test configuration. What says so in which
language is `looking_away`.
"""

import re
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from bot.decide.check_files import MIXED_FILES, decides, turns_checks
from bot.decide.commented import code, commented_out
from bot.decide.fewer_tests import fewer_marked, fewer_tests
from bot.decide.hollow import hollowed
from bot.decide.hunks import hunks
from bot.decide.looking_away import begins_test, marks_tests, silencer
from bot.decide.moved import goes_unfound, is_test, moved
from bot.decide.overridden import overridden
from bot.decide.projects import checks_fewer
from bot.decide.scripts import SCRIPTS, loosens
from bot.decide.stand_ins import stands_in
from bot.decide.wrapped import wrapped
from bot.model.facts import ChangedFile
from bot.model.secrets import holds_secret

MAX_PATCH = 512 * 1024
"""Bytes of a patch as a unified diff."""
MAX_FILES = 300

ALWAYS_PROTECTED = (
    ".github/**",
    ".gitmodules",
    ".gitattributes",
    "CODEOWNERS",
    "docs/CODEOWNERS",
)
"""What no fixer may touch, whatever the configuration says."""

_WRITES = ("added", "modified", "copied")
_BINARY = re.compile(
    r"\.(png|jpe?g|gif|ico|icns|bmp|tiff?|webp|avif|pdf|zip|gz|tgz|bz2|xz|zst|7z|woff2?|ttf|otf|eot|mp[34]|wav|ogg|webm|"
    r"mov|jar|class|so|dylib|dll|exe|bin|wasm|whl|sqlite3?|lockb)$",
    re.IGNORECASE,
)
"""Names under which no text is expected; of any other file a missing patch may hide one (`-diff`, or too large)."""
_SHOWN = 80
"""Characters of a line that are shown."""


def vet_patch(files: tuple[ChangedFile, ...], size: int, protect: tuple[str, ...]) -> tuple[str, ...]:
    """Why a fixer's change must not be proposed; empty when it may.

    size: the patch in bytes. protect: the config's patterns, on top of what is always protected.
    """
    refusals: list[str] = []
    if not files:
        refusals.append("it changes nothing")
    if size > MAX_PATCH:
        refusals.append(f"it is {size} bytes; at most {MAX_PATCH} are proposed")
    if len(files) > MAX_FILES:
        refusals.append(f"it changes {len(files)} files; at most {MAX_FILES} are proposed")
    for file in files:
        refusals += [f"{path} is protected" for path in _paths(file) if protected(path, protect)]
        if holds_secret("\n".join(added(file))):
            refusals.append(f"{file.path} would contain what looks like a secret")
        if file.status in ("symlink", "submodule"):
            refusals.append(f"{file.path} would become a {file.status}")
    refusals += weakens(files)
    unseen = [f.path for f in files if f.patch is None and f.status in ("added", "modified")]
    refusals += [told for path in unseen if (told := f"{path} could not be looked into") not in refusals]
    return tuple(refusals)


def protected(path: str, protect: tuple[str, ...] = ()) -> bool:
    """Whether a path is protected, always or by the configuration's patterns."""
    return any(matches(path, pattern) for pattern in (*ALWAYS_PROTECTED, *protect))


def matches(path: str, pattern: str) -> bool:
    """Whether a repository path matches a pattern: `docs/**`, `*.lock`, `setup.py`.

    `*` and `**` cross folders, and `**/` may stand for none; a pattern without a slash matches the name
    in any folder, one with a slash at its end the whole folder.
    """
    if "/" not in pattern:
        return fnmatchcase(PurePosixPath(path).name, pattern)
    whole = (pattern + "**" if pattern.endswith("/") else pattern).removeprefix("/")
    if whole.endswith("/**") and path.startswith(whole[:-2]):
        return True
    return fnmatchcase(path, whole) or (
        whole.startswith("**/") and fnmatchcase(path, whole.removeprefix("**/"))
    )


def weakens(files: tuple[ChangedFile, ...]) -> tuple[str, ...]:
    """How a change would make a red check green by looking away; empty when it does not."""
    elsewhere = moved(files)
    refusals: list[str] = []
    for file in files:
        refusals += _weakens(file, elsewhere.get(file.path, frozenset()))
    return tuple(refusals)


def _weakens(file: ChangedFile, elsewhere: frozenset[str]) -> list[str]:
    """How one file does, by where it is or else by its lines. elsewhere: what it loses and another test file gains."""
    was_test = is_test(file.previous or file.path) or is_test(file.path)
    if found := _misplaced(file):
        return [found]
    if file.patch is None:
        decisive = was_test or bool(MIXED_FILES.search(file.path))
        unseen = decisive or (file.status in _WRITES and not _BINARY.search(file.path))
        return [f"{file.path} could not be looked into"] if unseen and file.status != "renamed" else []
    plus, minus = added(file), removed(file)
    hits = (silencer(file.path, line, was_test) for line in plus)
    found = [f"{file.path} gains `{hit}`" for hit in hits if hit]
    parts = hunks(file.patch)
    tested = was_test or marks_tests(file.path)
    hidden = commented_out(file.path, parts) if tested or SCRIPTS.search(file.path) else ()
    if (
        turns_checks(file.path, parts)
        or checks_fewer(file.path, parts)
        or loosens(file.path, plus, minus, hidden)
    ):
        found.append(f"it changes how checks run ({file.path})")
    if was_test or any(begins_test(file.path, line) for line in hidden):
        found += [f"{file.path} has `{line[:_SHOWN]}` commented out" for line in hidden[:1]]
    if tested and file.status != "added":
        held = next((hit for part in parts if (hit := wrapped(file.path, part, was_test))), None)
        found += [f"{file.path} keeps a test from failing (`{held[:_SHOWN]}`)"] if held else ()
    if was_test:
        taken = overridden(file.path, parts)
        found += [f"{file.path} puts something else in a test's place (`{taken[:_SHOWN]}`)"] if taken else ()
        found += fewer_tests(file.path, parts, tuple(code(file.path, part) for part in parts), elsewhere)
        found += () if file.status == "added" else hollowed(file.path, parts)
    elif tested:
        found += fewer_marked(file.path, parts, plus, elsewhere)
    return found


def _misplaced(file: ChangedFile) -> str | None:
    """What a file weakens by being where it is, or no more where it was."""
    before = file.previous or file.path
    was_test = is_test(before)
    if was_test and file.status == "removed":
        return f"it removes the test file {before}"
    if was_test and before != file.path and (not is_test(file.path) or goes_unfound(before, file.path)):
        return f"it moves the test file {before} to {file.path}, where it may not be found"
    new = file.status in ("added", "copied") or before != file.path
    rules = [path for path in (before, file.path) if decides(path) or stands_in(path, False)]
    rules += [file.path] if stands_in(file.path, new) else []
    return f"it changes how checks run ({rules[0]})" if rules else None


def _paths(file: ChangedFile) -> tuple[str, ...]:
    return (file.path, file.previous) if file.previous else (file.path,)


def added(file: ChangedFile) -> tuple[str, ...]:
    """The lines a file gains, without their `+`."""
    return tuple(line for part in hunks(file.patch) for line in part.only("+"))


def removed(file: ChangedFile) -> tuple[str, ...]:
    """The lines a file loses, without their `-`."""
    return tuple(line for part in hunks(file.patch) for line in part.only("-"))
