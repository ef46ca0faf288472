"""`andon release`: what holds is shown, let go and stays so, and the lines say who did it."""

import json
from pathlib import Path

import pytest

from bot.model.jobs import Record
from bot.sandbox import Sandbox
from tests.app.conftest import run
from tests.rig import Rig, fails_when, make_rig, pull
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("logs_as_before")
CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\nfix: {ladder: [person]}\n"


@pytest.fixture
def held(gh: Sandbox) -> Rig:
    """A stopped line that holds pull request 1; its clock is the operator's."""
    rig = make_rig(gh, {".github/andon.yml": CONFIG})
    gh.script(fails_when("broken"))
    pull(rig, "topic")
    rig.settle(seconds=0)
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle(seconds=0)
    assert "failure" == rig.shown(1)
    return rig


def test_without_yes_it_says_what_it_would_let_go_and_does_nothing(held: Rig) -> None:
    before = standing(held.gh)
    done = run(held, "release", "acme/shop")
    assert (1, before) == (done.exit_code, standing(held.gh)), done.output
    assert [
        "acme/shop: would let go of #1",
        "acme/shop: would start, for 60 min or until something newer fails: main is stopped",
        "Nothing was done. --yes lets go of these.",
    ] == done.stdout.splitlines()


def test_what_is_let_go_stays_so_until_its_hour_is_over(held: Rig, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    wish = ("release", "acme/shop", "--yes", "--for", "30", "--why", "the runner is on fire")
    done = run(held, *wish, ANDON_LEDGER=str(ledger))
    assert (0, "success") == (done.exit_code, held.shown(1)), done.output
    assert "acme/shop: let go of #1\n" in done.stdout
    assert (
        "acme/shop: started, for 30 min or until something newer fails; before that main is stopped\n"
        in done.stdout
    )
    told = [e for e in map(json.loads, ledger.read_text().splitlines()) if e["event"] == "command"]
    assert [("start", "the runner is on fire")] == [(e["verb"], e["why"]) for e in told]
    held.settle()
    (job,) = held.jobs()
    assert ("success", "open") == (held.shown(1), job.state)
    assert "on test: start (" in str(job.body) and "by andon release): the runner is on fire" in str(job.body)
    (record,) = (found for c in job.comments if (found := Record.decode(c.body)))
    assert [told[0]["who"]] == [command.who for command in record.commands]
    held.gh.clock.advance(minutes=31)
    held.settle()
    assert "failure" == held.shown(1)


@pytest.mark.deep
def test_all_goes_on_past_what_fails_and_says_so(held: Rig) -> None:
    other = held.gh.repository("acme/another", {".github/andon.yml": CONFIG, "app.py": "x\n"})
    held.gh.break_field("Repository.pullRequests", repo=other)
    done = run(held, "release", "--all", "--yes")
    assert (1, "success") == (done.exit_code, held.shown(1)), done.output
    assert "✗ acme/another: " in done.stdout and "acme/shop: let go of #1" in done.stdout


@pytest.mark.deep
def test_a_line_that_holds_nobody_yet_is_started_all_the_same_whoever_stopped_it(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": CONFIG.replace("line: {", "line: {branches: [dev], ")})
    gh.script(fails_when("broken"))
    rig.repo.branch("dev")
    rig.settle(seconds=0)
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.repo.collaborator("carol", "maintain")
    rig.settle(seconds=0)
    (job,) = rig.jobs()
    rig.repo.comment(job.number, "/andon stop dev: not now", by="carol")
    rig.settle(seconds=0)
    asked = run(rig, "release", "acme/shop")
    assert (1, True) == (asked.exit_code, "main is stopped; dev is stopped by carol" in asked.stdout), (
        asked.output
    )
    done = run(rig, "release", "acme/shop", "--yes")
    assert (0, True) == (done.exit_code, "acme/shop: started, for 60 min" in done.stdout), done.output
    made = [pull(rig, "topic")]
    rig.repo.branch("other")
    rig.repo.commit({"other.txt": "x\n"}, "other", by="bob")
    made.append(rig.repo.pull("other", "dev", by="bob"))
    rig.settle(seconds=0)
    assert ["success", "success"] == [rig.shown(number) for number in made]
    again = run(rig, "release", "acme/shop")
    assert (0, "acme/shop: nothing holds\n") == (again.exit_code, again.stdout)


@pytest.mark.deep
def test_what_is_still_confirmed_is_let_go_too(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": CONFIG.replace("{reruns: 0}", "{reruns: 1}")})
    gh.script(fails_when("broken"))
    pull(rig, "topic")
    rig.settle(seconds=0)
    run_ = rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    rig.make_pass()
    assert ("in_progress", run_) == (rig.shown(1), rig.repo.head())
    done = run(rig, "release", "acme/shop", "--yes")
    assert (0, "success") == (done.exit_code, rig.shown(1)), done.output


@pytest.mark.deep
def test_where_there_are_no_issues_the_claim_remembers(held: Rig) -> None:
    rig = held
    rig.repo.record.has_issues = False
    done = run(rig, "release", "acme/shop", "--yes")
    assert (0, "success") == (done.exit_code, rig.shown(1)), done.output
    rig.settle()
    assert "success" == rig.shown(1)


def test_it_wants_to_know_which(held: Rig) -> None:
    assert [2, 2] == [run(held, "release").exit_code, run(held, "release", "--all", "acme/shop").exit_code]
