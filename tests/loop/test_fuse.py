"""A wave of stops over an organisation: the first hold, the fuse blows, later ones warn, one alarm, a reset."""

import pytest

from bot.model.fuse import Fuse, Organised
from bot.sandbox import Sandbox, git
from bot.sandbox.repo_handle import RepoHandle
from tests.act.effects import perform
from tests.rig import CI, Rig, fails_when, make_rig

ORG = """\
version: 1
mode: enforce
applies_to: ['*']
guard: 'off'
line: {confirm: {reruns: 0}}
fuse: {stops: 0, at_least: 2, shared: 9}
"""


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    gh.script(fails_when("broken"))
    rig = make_rig(gh, {".github/andon.yml": None, "app.py": "broken\n"})
    gh.repository("acme/.github", {"andon.yml": ORG})
    return rig


def red(rig: Rig, name: str) -> RepoHandle:
    """Another repository whose line is red, with a pull request."""
    repo = rig.gh.repository(f"acme/{name}", {".github/workflows/ci.yml": CI, "app.py": "broken\n"})
    repo.branch("topic")
    repo.commit({"topic.txt": "hello\n"}, "topic")
    repo.pull("topic", by="alice")
    rig.gh.idle()
    return repo


def home(rig: Rig) -> RepoHandle:
    found = rig.gh.world.repo("acme/.github")
    assert found is not None
    return RepoHandle(rig.gh.world, found)


def alarms(rig: Rig) -> list[tuple[int, str, str]]:
    with rig.gh.world.lock:
        issues = home(rig).record.issues.values()
        return [(i.number, i.title, i.state) for i in issues if not i.pull and "fuse" in i.title]


def test_the_third_stop_only_warns_and_one_alarm_is_raised_until_a_person_closes_it(rig: Rig) -> None:
    repos = [red(rig, name) for name in ("one", "two", "three")]
    for repo in repos:
        rig.make_pass(repo)
        rig.gh.clock.advance(seconds=2)
    late = red(rig, "four")
    rig.make_pass(late)
    assert ["failure", "failure"] == [rig.shown(1, repo) for repo in repos[:2]]
    assert "neutral" == rig.shown(1, late)
    for _ in range(2):
        rig.make_pass(home(rig))
        rig.gh.clock.advance(seconds=2)
    ((number, title, state),) = alarms(rig)
    assert ("The fuse is blown: new stops only warn", "open") == (title, state)
    words = home(rig).issue(number).body or ""
    assert "of 5 repositories stopped within 10 minutes" in words
    assert "acme/one" not in words
    home(rig).close(number)
    rig.make_pass(home(rig))
    rig.make_pass(late)
    assert "failure" == rig.shown(1, late)


def test_stops_that_are_noted_at_once_are_all_noted(rig: Rig) -> None:
    """As in one batch: each was planned from the same fuse, and only the first note finds it so."""
    repos = [red(rig, name) for name in ("one", "two", "three")]
    seen = [rig.look(repo) for repo in repos]
    for one, repo in zip(seen, repos, strict=True):
        (note,) = [effect for effect in one.plan.effects if effect.kind == "note-stops"]
        assert "done" == perform(Rig(rig.gh, rig.app, repo), note).outcome
    fuse = organised(rig).fuse
    assert (3, True, [False, False, True]) == (
        len(fuse.stops),
        fuse.blown is not None,
        [stop.late for stop in fuse.stops],
    )


def test_what_others_push_to_the_fuse_is_not_believed(rig: Rig) -> None:
    org = home(rig)
    forged = Fuse(blown=rig.now(), why="so")
    who = git.Person("andon[bot]", "andon[bot]@users.noreply.github.com", rig.now())
    oid = git.write_commit(
        org.record.path, git.commit(org.record.path, org.head()).tree, [], forged.encode("x"), (who, who)
    )
    git.update_ref(org.record.path, "refs/andon/fuse", oid)
    assert Fuse(oid=oid) == organised(rig).fuse
    rig.make_pass(red(rig, "one"))
    assert 1 == len(organised(rig).fuse.stops)


def organised(rig: Rig) -> Organised:
    found = rig.look(home(rig)).snapshot.organised
    assert found is not None
    return found
