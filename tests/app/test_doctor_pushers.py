"""`andon doctor` on bots that push to a line: may they go past the rule that requires the cord?"""

import pytest

from bot.sandbox import Sandbox
from tests.app import test_doctor
from tests.app.conftest import run
from tests.app.test_doctor import require_by_classic_protection, require_nothing, wrong
from tests.rig import Rig

pytestmark = pytest.mark.usefixtures("logs_as_before")
rig = test_doctor.rig


def test_a_bot_that_pushes_must_itself_be_able_to_bypass(rig: Rig, gh: Sandbox) -> None:
    release, what = gh.app("release"), ("acme/shop", "pushes to main")
    rig.repo.commit({"version": "2"}, message="Release 2", by=release.bot.login)
    assert (0, [(*what, "unknown")]) == _pushes(rig), "GitHub does not tell"
    rig.app.permissions["administration"] = "write"
    assert (0, [(*what, "unknown")]) == _pushes(rig), "it may push with a person's rights"
    require_nothing(rig)
    run(rig, "enforce", "acme/shop", "--yes")
    assert (1, [(*what, "fail")]) == _pushes(rig), (
        "administrators may merge past the rule, the bot may not push"
    )
    require_nothing(rig)
    rig.repo.record.rulesets.clear()
    run(rig, "enforce", "acme/shop", "--yes", "--bypass-app", str(release.id))
    assert (0, []) == _pushes(rig)
    require_by_classic_protection(rig)
    assert (0, [(*what, "unknown")]) == _pushes(rig), "classic protection does not tell"


def test_a_bot_of_an_app_that_github_does_not_show_is_not_known_to_be_stopped(rig: Rig, gh: Sandbox) -> None:
    release = gh.app("release")
    rig.repo.commit({"version": "2"}, message="Release 2", by=release.bot.login)
    rig.app.permissions["administration"] = "write"
    require_nothing(rig)
    run(rig, "enforce", "acme/shop", "--yes", "--bypass-app", str(release.id))
    gh.break_route("GET /apps/{app_slug}", 404)
    assert (0, [("acme/shop", "pushes to main", "unknown")]) == _pushes(rig)


def _pushes(rig: Rig) -> tuple[int, list[tuple[str, str, str]]]:
    rig.gh.idle()
    rig.gh.world.deliveries.clear()
    return wrong(rig)
