"""The table of kinds, and how each has its day."""

import pytest

from bot.demo.kind import Act, End, Kind
from bot.demo.organisation import KINDS, Played, choose, have_their_day
from bot.demo.scene import Scene
from bot.demo.tell import Expectation, Teller


def test_kinds_are_chosen_by_name_in_the_table_s_order() -> None:
    assert KINDS == choose(())
    assert ["shop", "empty"] == [kind.name for kind in choose(("empty", "shop"))]
    with pytest.raises(ValueError, match="no repository shops; there are shop, "):
        choose(("shops",))


def test_every_kind_has_a_name_of_its_own_and_all_but_the_shop_an_end() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert ["shop"] == [kind.name for kind in KINDS if not kind.ends]


def _rename(scene: Scene) -> None:
    scene.repo.rename("kiosk")


def _is_kiosk(scene: Scene) -> bool:
    return scene.alice.about().name == "acme/kiosk"


def _name(scene: Scene) -> str:
    return scene.alice.about().name


def test_an_act_waits_for_its_moment(scene: Scene) -> None:
    day = [Act(lambda one: one.push("alice", {"app.py": "x = 3\n"}, "Count on"), _is_kiosk)]
    played = Played(Kind("shop", "renamed", ends=(End("name", "acme/kiosk", _name),)), scene, day)
    played.go_on()
    assert ("x = 1\n", False) == (scene.alice.file("app.py"), played.reached)
    _rename(scene)
    assert not played.reached  # all holds, but its day is not over
    played.go_on()
    assert ("x = 3\n", True) == (scene.alice.file("app.py"), played.reached)


def test_a_kind_that_comes_to_another_end_is_told_as_it_is(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = (End("name", "acme/kiosk", _name), End("file", "x", lambda one: one.alice.file("none.txt")))
    played = Played(Kind("shop", "renamed", ends=ends), scene)
    have_their_day([played], Teller(), limit=0.1)
    assert "renamed → name: acme/shop" in capsys.readouterr().out
    assert [
        Expectation("name", "acme/kiosk", "acme/shop"),
        Expectation("file", "x", "GitHub answered 404"),
    ] == played.ends
