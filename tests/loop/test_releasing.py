"""An operator's release where GitHub's limits are near: it waits, and lets go of everything all the same."""

from datetime import timedelta

import pytest

from bot.decide.releasing import Order
from bot.github.client import Client, Credentials
from bot.github.pace import limits
from bot.loop.brain import Brain
from bot.loop.releasing import Released, Releasing
from bot.sandbox import Sandbox
from tests.rig import Rig, fails_when, make_rig, pull

CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\nfix: {ladder: [person]}\n"
ORDER = Order(who="olga", why="the runners burn", minutes=30)


@pytest.fixture
def held(gh: Sandbox) -> Rig:
    """A stopped line that holds three pull requests."""
    rig = make_rig(gh, {".github/andon.yml": CONFIG})
    gh.script(fails_when("broken"))
    for number in range(3):
        pull(rig, f"topic-{number}")
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle()
    assert {"failure"} == {rig.shown(n) for n in range(1, 4)}
    return rig


@pytest.mark.deep
@pytest.mark.anyio
@pytest.mark.parametrize("recorded", [True, False], ids=["a start", "as it is"])
async def test_it_waits_for_githubs_limits_and_lets_go_of_all(held: Rig, recorded: bool) -> None:
    """Where the start cannot be recorded, what holds is let go cord by cord."""
    if not recorded:
        held.gh.break_route("POST /repos/{owner}/{repo}/issues/{issue_number}/comments")
        held.gh.break_route("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}")
    waited: list[timedelta] = []

    async def waits(_name: str, time: timedelta) -> None:
        waited.append(time)
        held.gh.clock.advance(seconds=time.total_seconds())

    credentials = Credentials(held.app.client_id, held.app.private_pem)
    client = Client(credentials, held.gh.api_url, held.now, limits=limits(4, 10_000))
    try:
        brain: Brain = held.brain(client)
        end = await Releasing(brain, ORDER, waits).carry_out("acme/shop")
    finally:
        await client.aclose()
    assert {"success"} == {held.shown(n) for n in range(1, 4)}
    assert ((1, 2, 3), ()) == (end.pulls, end.left)
    assert (True, recorded) == (bool(waited), end.whole)
    assert isinstance(end, Released)


@pytest.mark.deep
@pytest.mark.anyio
async def test_heads_that_never_had_a_cord_are_let_go_too(held: Rig) -> None:
    new = pull(held, "new")
    held.gh.idle()
    assert None is held.shown(new)
    client = held.client()
    try:
        releasing = Releasing(held.brain(client), ORDER)
        assert (1, 2, 3, new) == (await releasing.look("acme/shop")).pulls
        end = await releasing.carry_out("acme/shop")
    finally:
        await client.aclose()
    assert ({"success"}, True) == ({held.shown(n) for n in (1, 2, 3, new)}, end.whole)
    assert (1, 2, 3, new) == end.pulls


@pytest.mark.deep
@pytest.mark.anyio
async def test_what_cannot_be_judged_is_let_go_and_said_to_come_back(held: Rig) -> None:
    held.gh.break_route("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs")
    client = held.client()
    try:
        end = await Releasing(held.brain(client), ORDER).carry_out("acme/shop")
    finally:
        await client.aclose()
    assert ({"success"}, ()) == ({held.shown(n) for n in range(1, 4)}, end.left)
    assert (False, True) == (end.whole, "holds again once that can be told" in (end.problem or ""))
