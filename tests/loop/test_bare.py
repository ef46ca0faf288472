"""A repository without issues, over HTTP: it is held, commanded on its pull requests, and let go, by its claim."""

import pytest

from bot.model.jobs import Claim, line_key
from bot.sandbox import Sandbox, git_process
from tests.loop.commanding import CONFIG, Shop, make_shop
from tests.rig import pull


@pytest.fixture
def shop(gh: Sandbox) -> Shop:
    shop = make_shop(gh)
    shop.rig.repo.record.has_issues = False
    return shop


def claim(shop: Shop) -> Claim:
    oid = shop.rig.repo.refs("refs/andon/")[line_key(shop.rig.repo.record.id, "main").ref]
    return Claim.decode(
        git_process.run(shop.rig.repo.record.path, "log", "-1", "--format=%B", oid).strip(), oid
    )


@pytest.mark.deep
def test_it_is_held_and_let_go_and_people_are_obeyed_on_pull_requests(shop: Shop) -> None:
    other = pull(shop.rig, "other")
    shop.break_main()
    cord = shop.rig.cord(shop.number)
    assert cord
    assert ("failure", [], True) == (cord.conclusion, shop.rig.jobs(), claim(shop).lease is not None)
    assert "No incident is filed: this repository has no issues." in (cord.summary or "")
    word = shop.say(f"/andon pass {shop.head()} the shop is down", "carol")
    assert ("success", "+1", "failure") == (shop.cord(), shop.answer(word), shop.rig.shown(other))
    start = shop.say("/andon start known", "carol", on=other)
    assert ("+1", "success") == (shop.answer(start), shop.rig.shown(other))
    shop.mend_main()
    assert ("closed", "success") == (claim(shop).stage, shop.cord())


@pytest.mark.deep
def test_a_person_stops_and_starts_it(shop: Shop) -> None:
    stop = shop.say("/andon stop the database burns", "bob")
    assert ("failure", "+1") == (shop.cord(), shop.answer(stop))
    shop.rig.gh.clock.advance(hours=3)
    shop.settle()
    assert ["stop"] == [command.verb for command in claim(shop).commands]
    start = shop.say("/andon start it is out", "carol")
    assert ("success", "+1", "closed") == (shop.cord(), shop.answer(start), claim(shop).stage)


@pytest.mark.deep
def test_a_block_that_nobody_looked_after_falls_where_the_line_cannot_be_judged(shop: Shop) -> None:
    shop.break_main()
    shop.rig.gh.break_route("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs")
    shop.rig.make_pass()
    assert "failure" == shop.cord()
    shop.rig.gh.clock.advance(minutes=16)
    shop.rig.make_pass()
    assert "success" == shop.cord()
    shop.rig.gh.mend()
    shop.settle()
    assert ("failure", CONFIG) == (shop.cord(), shop.rig.repo.tree(shop.rig.repo.head())[".github/andon.yml"])


@pytest.mark.deep
@pytest.mark.parametrize("lost", ["issues are turned off", "the issue is deleted"])
def test_a_persons_stop_outlives_the_incident_that_told_of_it(gh: Sandbox, lost: str) -> None:
    shop = make_shop(gh)
    shop.break_main()
    shop.say("/andon stop the database burns", "bob")
    shop.mend_main()
    assert "failure" == shop.cord()
    repo = shop.rig.repo.record
    repo.has_issues = lost != "issues are turned off"
    for number in [n for n, one in repo.issues.items() if not one.pull and lost == "the issue is deleted"]:
        del repo.issues[number]
    shop.rig.gh.clock.advance(minutes=2)
    shop.settle()
    assert "failure" == shop.cord()
    shop.say("/andon start it is out", "carol")
    assert "success" == shop.cord()


@pytest.mark.deep
def test_a_persons_stop_outlives_the_hour_in_which_nothing_could_be_recorded(gh: Sandbox) -> None:
    shop = make_shop(gh)
    shop.break_main()
    gh.break_route("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", status=403)
    shop.rig.repo.comment(shop.number, "/andon stop the database burns", by="bob")
    shop.rig.make_pass()
    shop.rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    for minutes in (1, 70, 1):
        gh.idle()
        shop.rig.make_pass()
        gh.clock.advance(minutes=minutes)
    assert "failure" == shop.cord()
    gh.mend()
    shop.settle()
    shop.say("/andon start it is out", "carol")
    assert "success" == shop.cord()
