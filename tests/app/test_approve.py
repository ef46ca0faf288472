"""`andon approve`: a change that waits is shown, asked for, and let take effect."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.repo_handle import RepoHandle
from tests.app.conftest import run
from tests.rig import Rig, fails_when, make_rig, pull

pytestmark = pytest.mark.usefixtures("logs_as_before")
ENFORCE = "version: 1\nmode: enforce\napplies_to: [shop]\nguard: 0\nline: {confirm: {reruns: 0}}\n"


@pytest.fixture
def waiting(gh: Sandbox) -> Rig:
    """A red repository, and the organisation's first file, which would hold its pull request."""
    gh.script(fails_when("broken"))
    rig = make_rig(gh, {".github/andon.yml": None, "app.py": "broken\n"})
    pull(rig, "topic", by="alice")
    gh.repository("acme/.github", {"andon.yml": ENFORCE})
    gh.idle()
    return rig


def home(rig: Rig) -> RepoHandle:
    found = rig.gh.world.repo("acme/.github")
    assert found is not None
    return RepoHandle(rig.gh.world, found)


def test_a_sweep_says_what_waits_and_fails(waiting: Rig) -> None:
    done = run(waiting, "reconcile")
    told = "acme: a change would turn 1 verdict and waits for `andon approve acme`"
    assert (1, True, None) == (done.exit_code, told in done.stdout, waiting.shown(1)), done.stdout


def test_what_waits_can_be_seen_before(waiting: Rig) -> None:
    run(waiting, "reconcile")
    done = run(waiting, "reconcile", "--dry-run", "--proposed")
    assert "acme/shop: main is stopped; would do write-cord" in done.stdout
    assert 2 == run(waiting, "reconcile", "--proposed").exit_code


def test_once_approved_it_takes_effect(waiting: Rig) -> None:
    run(waiting, "reconcile")
    done = run(waiting, "approve", "acme", "--yes")
    assert (0, True) == (done.exit_code, "would turn 1 verdict" in done.stdout)
    assert 0 == run(waiting, "reconcile").exit_code
    assert "failure" == waiting.shown(1)
    assert "acme: nothing waits for approval\n" == run(waiting, "approve", "acme").stdout


def test_nothing_is_approved_unasked(waiting: Rig) -> None:
    run(waiting, "reconcile")
    assert 1 == run(waiting, "approve", "acme").exit_code  # nobody answers
    assert (1, None) == (run(waiting, "reconcile").exit_code, waiting.shown(1))


def test_what_changed_since_is_not_what_was_looked_at(waiting: Rig) -> None:
    run(waiting, "reconcile")
    home(waiting).commit({"andon.yml": ENFORCE + "fix: {merge: never}\n"})
    done = run(waiting, "approve", "acme", "--yes")
    assert (1, "andon.yml has changed since; wait for the next sweep, and look at that\n") == (
        done.exit_code,
        done.stderr,
    )


def test_an_organisation_that_cannot_be_seen_is_told(waiting: Rig) -> None:
    done = run(waiting, "approve", "globex")
    assert (1, True) == (done.exit_code, "globex/.github: the App cannot see it" in done.stderr)
