"""Mode shadow: Andon looks and thinks, and writes nothing anywhere."""

import pytest

from bot.sandbox import Sandbox
from tests.rig import Rig, fails_when, make_rig, pull
from tests.standing import standing, writes

CONFIGS = {
    "no configuration": None,
    "shadow": "version: 1\nmode: shadow\nfix: {autofix: [make fix], merge: auto}\n",
    "off": "version: 1\nmode: 'off'\n",
}


def red(gh: Sandbox, config: str | None) -> Rig:
    """A repository with a broken main, two pull requests, and one that would fix it."""
    rig = make_rig(gh, {".github/andon.yml": config})
    pull(rig, "one")
    rig.repo.record_run(
        ".github/workflows/nightly.yml", rig.repo.head(), {"soak": "failure"}, event="schedule"
    )
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    pull(rig, "two")
    pull(rig, "fix", {"app.py": "x = 2\n"})
    gh.idle()
    return rig


def levels(gh: Sandbox) -> set[str]:
    """The levels of access that the App's tokens were given."""
    given = (t.permissions or {} for t in gh.world.tokens.values() if t.installation is not None)
    return {level for permissions in given for level in permissions.values()}


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_nothing_is_written_anywhere(gh: Sandbox, config: str | None) -> None:
    rig = red(gh, config)
    before, asked = standing(gh), len(gh.world.requests)
    for _ in range(2):
        looked = rig.make_pass()
        assert ([], ()) == (rig.kinds(looked), looked.errors)
        gh.clock.advance(minutes=11)
    gh.idle()
    assert ([], before) == (writes(gh, asked), standing(gh))
    assert {"read"} == levels(gh)  # not even a token that could write was asked for


def test_what_it_thinks_can_be_read(gh: Sandbox) -> None:
    rig = red(gh, None)
    gh.clock.advance(minutes=11)  # it re-runs nothing, so that the failure stands when its time is over
    line = rig.make_pass().plan.line
    assert "main is stopped" == line.text
    assert "mode shadow (no .github/andon.yml)" in [child.text for child in line.children]
    assert [1] == [event["repos_with_violations"] for event in rig.events()]


def test_a_mistake_in_the_configuration_holds_nobody_and_no_more_is_written(gh: Sandbox) -> None:
    rig = red(gh, "version: 1\nmode: enforced\n")
    looked = rig.make_pass()
    assert ({"write-cord"}, {"success"}) == (set(rig.kinds(looked)), {rig.shown(n) for n in (1, 2, 3)})
    assert [] == rig.kinds(rig.make_pass())
