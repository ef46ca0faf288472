"""A button that is pressed on GitHub, as the whole server hears of it."""

from bot.sandbox import Sandbox
from tests.app.test_receiving import free_port, server
from tests.loop.commanding import make_shop


def test_a_click_reaches_the_cord_through_the_server(gh: Sandbox) -> None:
    shop, port = make_shop(gh), free_port()
    rig = shop.rig
    rig.app.webhook_url = f"http://127.0.0.1:{port}/webhook"
    with server(rig, port):
        rig.repo.commit({"app.py": "broken\n"}, message="Break it")
        gh.wait(lambda: shop.cord() == "failure", what="the cord that holds")
        cord = rig.cord(shop.number)
        assert cord and ["pass", "wrong", "retry"] == [one["identifier"] for one in cord.actions]
        rig.repo.press(cord, "pass", by="alice")
        gh.wait(lambda: shop.cord() == "success", what="the cord that lets pass")
        cord = rig.cord(shop.number)
        assert cord and cord.title and "alice" in cord.title
        assert [] == cord.actions
