"""What Andon asks of GitHub is one list: the code needs no more, the README names no other."""

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any, cast

import bot
from bot.github.webhooks import WAKING
from bot.model.needs import EVENTS, PERMISSIONS
from bot.sandbox.build import EVENTS as SANDBOX_EVENTS
from bot.sandbox.build import PERMISSIONS as SANDBOX_PERMISSIONS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BY_THEMSELVES = {"installation", "installation_repositories"}
LEVELS = ("read", "write", "admin")


def used() -> set[tuple[str, str]]:
    """Every permission that a module's constant asks a token for."""
    found: set[tuple[str, str]] = set()
    rooms = ("github", "observe", "act", "loop", "app", "worker")
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if module.name.split(".")[1] in rooms:
            for value in vars(importlib.import_module(module.name)).values():
                found |= permissions_in(value)
    return found


def permissions_in(value: object) -> set[tuple[str, str]]:
    """The pairs of a constant that is a tuple of permissions; none of anything else."""
    items = cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()
    tuples = [cast("tuple[Any, ...]", item) for item in items if isinstance(item, tuple)]
    pairs = {(str(pair[0]), str(pair[1])) for pair in tuples if len(pair) == 2 and pair[1] in LEVELS}
    return pairs if len(tuples) == len(items) else set()


def test_the_code_asks_for_no_permission_that_is_not_on_the_list() -> None:
    known = {need.name: need.level for need in PERMISSIONS}
    asked = used()
    assert {("checks", "write"), ("contents", "write"), ("metadata", "read")} <= asked
    assert [] == sorted((n, level) for n, level in asked if known.get(n) not in (level, "write"))


def test_every_needed_permission_is_asked_for_somewhere() -> None:
    asked = used()
    assert [] == [n.name for n in PERMISSIONS if not n.optional and (n.name, n.level) not in asked]


def words(text: str) -> set[str]:
    """Names as the README writes them: `pull requests` for `pull_requests`."""
    return {word.strip(" *`").replace(" ", "_") for word in text.split(",")}


def shown(name: str) -> str:
    """A permission's name as the README writes it."""
    return name.replace("_", " ")


def test_the_readme_names_these_permissions_and_events() -> None:
    writes = re.search(r"\*write\* — ([^;]*);", README)
    reads = re.search(r"\*read\* — (\w+)\.", README)
    events = re.search(r"Events: ([^.]*)\.", README)
    assert writes and reads and events
    named = {(name, "write") for name in words(writes[1])} | {(name, "read") for name in words(reads[1])}
    assert {(need.name, need.level) for need in PERMISSIONS if not need.optional} == named
    assert set(EVENTS) == words(events[1])
    assert [] == [
        need.name for need in PERMISSIONS if need.optional and f"*{shown(need.name)}*" not in README
    ]


def test_what_wakes_a_repository_is_subscribed_to() -> None:
    assert set(WAKING) - BY_THEMSELVES == set(EVENTS)


def test_the_local_githubs_app_is_one_as_we_need_it() -> None:
    assert set() == set(EVENTS) - set(SANDBOX_EVENTS)
    given = dict(SANDBOX_PERMISSIONS)
    assert [] == [need.name for need in PERMISSIONS if not need.optional and not need.granted(given)]
