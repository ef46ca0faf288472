"""An organisation's change is tried dry before it counts: small ones go on, large ones wait for approval."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.loop.brain import Brain
from bot.loop.guarding import Held, guard, write_guard
from bot.loop.looked import Failed, Looked
from bot.loop.sweep import Listed, list_installed
from bot.loop.sweeping import Sweep
from bot.model.fuse import Change, Guard, digest
from bot.sandbox import Sandbox, git
from bot.sandbox.repo_handle import RepoHandle
from tests.rig import CI, Rig, fails_when, make_rig

T = TypeVar("T")
SHADOW = "version: 1\nmode: shadow\napplies_to: ['shop*']\nguard: 1\nline: {confirm: {reruns: 0}}\n"
ENFORCE = SHADOW.replace("shadow", "enforce")


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """Two red repositories with a pull request each, whose configuration is the organisation's alone."""
    gh.script(fails_when("broken"))
    rig = make_rig(gh, {".github/andon.yml": None, "app.py": "broken\n"})
    more = gh.repository("acme/shop-2", {".github/workflows/ci.yml": CI, "app.py": "broken\n"})
    for repo in (rig.repo, more):
        repo.branch("topic")
        repo.commit({"topic.txt": "hello\n"}, "topic")
        repo.pull("topic", by="alice")
    gh.idle()
    return rig


def using(rig: Rig, use: Callable[[Brain, tuple[Listed, ...]], Awaitable[T]]) -> T:
    """Something done with a fresh brain and all that the App is installed on."""

    async def main() -> T:
        client = rig.client()
        try:
            listed, _ = await list_installed(client)
            return await use(rig.brain(client), listed)
        finally:
            await client.aclose()

    return asyncio.run(main())


def sweep(rig: Rig) -> tuple[list[str], tuple[Held, ...]]:
    """One guarded sweep: who was swept, and what waits."""

    async def make(brain: Brain, listed: tuple[Listed, ...]) -> tuple[list[str], tuple[Held, ...]]:
        allowed, held = await guard(brain, listed)
        made = await Sweep(brain, "cron").make(allowed)
        assert [] == [one.why for one in made if isinstance(one, Failed)]
        return sorted(one.name for one in allowed), held

    return using(rig, make)


def shown(rig: Rig) -> list[str | None]:
    """The cords of both pull requests."""
    with rig.gh.world.lock:
        repos = [repo for repo in rig.gh.world.repos.values() if repo.name.startswith("shop")]
    return [rig.shown(1, RepoHandle(rig.gh.world, repo)) for repo in repos]


def home(rig: Rig, text: str) -> RepoHandle:
    return rig.gh.repository("acme/.github", {"andon.yml": text})


def alarms(org: RepoHandle) -> list[tuple[str, str]]:
    with org.world.lock:
        return [(one.title, one.state) for one in org.record.issues.values() if not one.pull]


def test_a_change_that_turns_little_goes_on_and_is_approved_on_the_way(rig: Rig) -> None:
    org = home(rig, SHADOW)
    assert (["acme/.github", "acme/shop", "acme/shop-2"], ()) == sweep(rig)
    assert ["refs/andon/guard"] == list(org.refs("refs/andon/guard"))
    assert [None, None] == shown(rig)


@pytest.mark.deep
def test_one_that_turns_much_waits_while_what_was_approved_holds(rig: Rig) -> None:
    org = home(rig, SHADOW)
    sweep(rig)
    org.commit({"andon.yml": ENFORCE})
    swept, (held,) = sweep(rig)
    assert (3, Held("acme", 2, swept=True), [None, None]) == (len(swept), held, shown(rig))
    assert "waits for `andon approve acme`; until then what was approved last holds" in held.words
    sweep(rig)  # it is tried once, and its alarm is made once
    assert [("A change waits for approval", "open")] == alarms(org)


@pytest.mark.deep
def test_the_first_file_that_turns_much_waits_with_nothing_swept(rig: Rig) -> None:
    home(rig, ENFORCE)
    assert (["acme/.github"], (Held("acme", 2, swept=False),)) == sweep(rig)
    assert [None, None] == shown(rig)


@pytest.mark.deep
def test_an_upgrade_that_would_hold_much_waits_with_nothing_swept(rig: Rig) -> None:
    """As if the version that was approved had not known what this one holds."""
    home(rig, ENFORCE)
    approve(rig, Change(version="0.0.1", file=digest(ENFORCE)))
    assert (["acme/.github"], (Held("acme", 2, swept=False),)) == sweep(rig)
    assert [None, None] == shown(rig)


def approve(rig: Rig, change: Change) -> None:
    """The App approves a change."""

    async def write(brain: Brain, listed: tuple[Listed, ...]) -> None:
        (one,) = await brain.look(tuple(one.key for one in listed if one.name == "acme/.github"))
        assert isinstance(one, Looked)
        assert one.snapshot.organised is not None
        org = one.snapshot.organised
        assert await write_guard(brain, one, org, org.guard.approving(change, "test"))

    using(rig, write)


@pytest.mark.deep
def test_releases_that_were_due_anyway_make_no_upgrade_wait(rig: Rig) -> None:
    home(rig, ENFORCE.replace("guard: 1", "guard: 9"))
    sweep(rig)
    assert ["failure", "failure"] == shown(rig)
    approve(rig, Change(version="0.0.1", file=digest(ENFORCE.replace("guard: 1", "guard: 9"))))
    with rig.gh.world.lock:
        repos = [repo for repo in rig.gh.world.repos.values() if repo.name.startswith("shop")]
    for repo in repos:
        RepoHandle(rig.gh.world, repo).commit({"app.py": "whole\n"})
    rig.gh.idle()
    assert () == sweep(rig)[1]
    assert ["success", "success"] == shown(rig)


@pytest.mark.deep
def test_what_could_not_be_tried_is_not_approved(rig: Rig) -> None:
    org = home(rig, SHADOW)
    sweep(rig)
    org.commit({"andon.yml": ENFORCE})
    rig.gh.break_field("Repository.refs", repo=rig.repo)

    async def make(brain: Brain, listed: tuple[Listed, ...]) -> tuple[Held, ...]:
        return (await guard(brain, listed))[1]

    (held,) = using(rig, make)
    assert (None, True) == (held.verdicts, held.swept)
    assert "could not be tried" in held.words


@pytest.mark.deep
def test_a_guard_that_others_push_approves_nothing(rig: Rig) -> None:
    org = home(rig, ENFORCE)
    forged = Guard().approving(Change(version="0.1.0", file="x"), "mallory")
    who = git.Person("andon[bot]", "andon[bot]@users.noreply.github.com", rig.now())
    tree = git.write_tree(org.record.path, None, {"andon.yml": "version: 1\nmode: 'off'\n"})
    oid = git.write_commit(org.record.path, tree, [], forged.encode("andon guard"), (who, who))
    git.update_ref(org.record.path, "refs/andon/guard", oid)
    assert (Held("acme", 2, swept=False),) == sweep(rig)[1]


@pytest.mark.deep
def test_a_file_that_is_taken_away_is_a_change_too(rig: Rig) -> None:
    org = home(rig, ENFORCE.replace("guard: 1", "guard: 'off'"))
    sweep(rig)
    org.commit({"andon.yml": ENFORCE})
    sweep(rig)
    assert ["failure", "failure"] == shown(rig)
    org.commit({"andon.yml": None, "README.md": "Hello\n"})
    assert (Held("acme", 2, swept=True),) == sweep(rig)[1]
    assert ["failure", "failure"] == shown(rig)


@pytest.mark.deep
def test_a_file_with_a_mistake_is_not_tried(rig: Rig) -> None:
    org = home(rig, SHADOW)
    sweep(rig)
    org.commit({"andon.yml": "version: 1\nmod: enforce\n"})
    assert () == sweep(rig)[1]


@pytest.mark.deep
def test_a_guard_that_is_off_asks_nobody(rig: Rig) -> None:
    home(rig, ENFORCE.replace("guard: 1", "guard: 'off'"))
    assert () == sweep(rig)[1]
    assert ["failure", "failure"] == shown(rig)


@pytest.mark.deep
def test_a_file_cannot_lift_its_own_guard(rig: Rig) -> None:
    org = home(rig, SHADOW)
    sweep(rig)
    org.commit({"andon.yml": ENFORCE.replace("guard: 1", "guard: 'off'")})
    assert 1 == len(sweep(rig)[1])


@pytest.mark.deep
def test_an_organisation_without_a_file_has_no_guard(rig: Rig) -> None:
    rig.gh.repository("acme/.github", {"README.md": "Hello\n"})
    assert () == sweep(rig)[1]


@pytest.mark.deep
def test_a_dry_look_can_be_had_of_what_waits(rig: Rig) -> None:
    org = home(rig, SHADOW)
    sweep(rig)
    org.commit({"andon.yml": ENFORCE})

    async def look(brain: Brain, listed: tuple[Listed, ...]) -> list[str]:
        made = await Sweep(replace(brain, proposed=True), "debug", dry_run=True).make(listed)
        return [e.kind for one in made if isinstance(one, Looked) for e in one.plan.effects]

    assert 2 == using(rig, look).count("write-cord")
