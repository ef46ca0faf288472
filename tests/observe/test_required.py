"""Is the cord required, and pinned to our App?"""

import pytest

from bot.github.client import Client
from bot.model.effects import Reason
from bot.observe.grants import reading
from bot.observe.required import required
from bot.observe.runs import Kept, Reader
from bot.sandbox import Sandbox
from tests.observe.seeing import run, scanned
from tests.rig import Rig, make_rig


def asked(rig: Rig, app_id: int) -> Reason:
    found = scanned(rig)

    async def ask(client: Client) -> Reason:
        reader = Reader(client, reading(found.repository.installation), found.repository, Kept())
        return await required(reader, "main", app_id)

    return run(rig, ask)


def test_a_cord_that_is_required_from_us_holds(gh: Sandbox) -> None:
    rig = make_rig(gh)
    assert ("ok", "Andon is required on main, from this App") == (
        (found := asked(rig, rig.app.id)).status,
        found.text,
    )


def test_a_cord_that_anybody_may_give_can_be_forged(gh: Sandbox) -> None:
    rig = make_rig(gh)
    rig.repo.record.rules.clear()
    rig.repo.require("Andon")
    assert "not from this App" in asked(rig, rig.app.id).text


@pytest.mark.parametrize("other", ["CI", None])
def test_a_cord_that_is_not_required_holds_nothing(gh: Sandbox, other: str | None) -> None:
    rig = make_rig(gh)
    rig.repo.record.rules.clear()
    if other:
        rig.repo.require(other, app=rig.app)
    found = asked(rig, rig.app.id)
    assert ("blocked", True) == (found.status, "no ruleset requires Andon" in found.text)
