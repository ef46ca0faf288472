"""Everything is dead for twenty minutes, then alive: no stale block, no missed stop, whatever happened meanwhile."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.jobs import Record
from bot.sandbox import Sandbox
from tests.drill.playing import Drill, Played
from tests.drill.spoken import jobs_of
from tests.drill.town import CONFIG, MAIN, a_github, code, found
from tests.drill.watchman import Delays, Watchman

pytestmark = pytest.mark.deep
DEAD = timedelta(minutes=20)


class Night:
    """A town with one open pull request, a server that dies, and perhaps a control repository that does not."""

    def __init__(self, gh: Sandbox, config: str = CONFIG) -> None:
        self.town = found(gh, "night", {".github/andon.yml": config})
        self.server = Watchman(self.town, random.Random(1), Delays(together=10))
        self.drill = Drill(self.town, self.server, Played())
        self.number = self.propose("topic")
        self.rest()

    def propose(self, branch: str, **words: str) -> int:
        """A pull request of bob's on top of main."""
        self.town.repo.branch(branch, by="bob")
        self.town.repo.commit(
            {f"{branch}.txt": "x\n", **({"app.py": code(**words)} if words else {})}, branch, by="bob"
        )
        return self.town.repo.pull(branch, by="bob")

    def push(self, **words: str) -> None:
        """Alice pushes to main."""
        self.town.repo.commit(
            {"app.py": code(**words), "log.txt": f"{self.town.now()}\n"}, MAIN, f"Change {words}"
        )

    def rest(self) -> None:
        """Until nothing is left to do, all is as the oracle says."""
        self.drill.rest()
        assert [] == self.drill.played.wrong, self.drill.played.told

    def die(self) -> None:
        """No server any more."""
        self.server.alive = False

    def live(self) -> None:
        """Another server, which remembers nothing."""
        self.server.alive = True
        self.server.restart()

    def wait(self, **amount: float) -> None:
        """Time goes by."""
        self.server.run(self.town.now() + timedelta(**amount))

    def say(self, body: str, by: str) -> None:
        """A comment on the pull request."""
        self.town.repo.comment(self.number, body, by=by)

    def cord(self, number: int = 0) -> str | None:
        """What the cord of a pull request shows."""
        return self.town.shown(self.town.repo.pull_of(number or self.number).head_sha)

    def lease(self) -> tuple[str, timedelta] | None:
        """Who looks after main, and for how long from now on."""
        records = [Record.decode(c.body) for job in jobs_of(self.town, MAIN) for c in job.comments]
        lease = next((one.lease for one in records if one and one.lease), None)
        return (lease.by, lease.until - self.town.now()) if lease else None

    def first_pass(self) -> str | None:
        """What the cord shows after the first pass of the new server."""
        self.live()
        self.server.make_pass()
        return self.cord()


@pytest.fixture
def gh(tmp_path: Path) -> Iterator[Sandbox]:
    with a_github(tmp_path) as sandbox:
        yield sandbox


@pytest.fixture
def night(gh: Sandbox) -> Iterator[Night]:
    made = Night(gh)
    yield made
    made.server.close()


def stopped(night: Night) -> Night:
    """Main is red, and stopped."""
    night.push(test="red")
    night.wait(minutes=1)
    night.rest()
    assert "failure" == night.cord()
    return night


def test_what_was_stopped_before_stays_so_and_its_lease_is_taken_up_again(night: Night) -> None:
    stopped(night).die()
    night.wait(minutes=20)
    lease = night.lease()
    assert lease and lease[1] < timedelta()
    assert "failure" == night.cord() == night.first_pass()
    night.rest()
    lease = night.lease()
    assert lease and lease[1] > timedelta(minutes=7)


@pytest.mark.parametrize(("after", "shows"), [(0, "failure"), (13, "in_progress")])
def test_what_went_red_meanwhile_is_held_by_the_first_pass(night: Night, after: float, shows: str) -> None:
    """Stopped where its time to be confirmed is over already, which a re-run may still mend."""
    night.die()
    night.wait(minutes=after)
    night.push(test="red")
    night.wait(minutes=20 - after)
    assert ("success", shows) == (night.cord(), night.first_pass())
    night.rest()
    assert "failure" == night.cord()


def test_what_failed_once_meanwhile_is_run_again_and_let_go(night: Night) -> None:
    night.die()
    night.push(test="flaky")
    night.wait(minutes=20)
    assert ("success", "failure") == (night.cord(), night.first_pass())
    night.rest()
    assert "success" == night.cord()


def test_what_went_red_twice_meanwhile_is_stopped_by_the_first_pass(night: Night) -> None:
    night.die()
    for _ in range(2):
        night.push(test="red")
        night.wait(minutes=10)
    assert ("success", "failure") == (night.cord(), night.first_pass())
    night.rest()


def test_what_went_green_meanwhile_is_let_go_by_the_first_pass(night: Night) -> None:
    stopped(night).die()
    night.push()
    night.wait(minutes=20)
    assert ("failure", "success") == (night.cord(), night.first_pass())
    night.rest()
    assert ["closed"] == [job.state for job in jobs_of(night.town, MAIN)]


def test_what_went_red_and_green_again_meanwhile_leaves_no_trace(night: Night) -> None:
    night.die()
    for words in ({"test": "red"}, {}):
        night.push(**words)
        night.wait(minutes=10)
    assert ("success", "success") == (night.cord(), night.first_pass())
    night.rest()
    assert [] == jobs_of(night.town, MAIN)


@pytest.mark.parametrize("word", ["pass", "start"])
def test_a_word_that_ended_meanwhile_holds_no_more(night: Night, word: str) -> None:
    stopped(night)
    sha = f" {night.town.repo.pull_of(night.number).head_sha[:8]}" if word == "pass" else ""
    night.say(f"/andon {word}{sha} it is known for 10m", "carol")
    night.rest()
    assert "success" == night.cord()
    night.die()
    night.wait(minutes=20)
    assert ("success", "failure") == (night.cord(), night.first_pass())
    night.rest()


@pytest.mark.parametrize(("minutes", "shows"), [(20, "failure"), (70, "success")])
def test_a_stop_that_a_person_said_meanwhile_is_heard_within_the_hour(
    night: Night, minutes: float, shows: str
) -> None:
    night.die()
    night.say("/andon stop the database burns", "bob")
    night.wait(minutes=minutes)
    assert ("success", shows) == (night.cord(), night.first_pass())
    night.rest()


def test_a_person_who_starts_it_meanwhile_is_heard(night: Night) -> None:
    night.say("/andon stop the database burns", "bob")
    night.rest()
    assert "failure" == night.cord()
    night.die()
    night.say("/andon start it is out", "bob")
    night.wait(minutes=20)
    assert ("failure", "success") == (night.cord(), night.first_pass())
    night.rest()


def test_what_was_proposed_meanwhile_has_its_cord_after_the_first_pass(night: Night) -> None:
    stopped(night).die()
    fix, other = night.propose("fix", test="ok"), night.propose("other")
    night.wait(minutes=20)
    assert (None, None) == (night.cord(fix), night.cord(other))
    night.first_pass()
    assert ("success", "failure") == (night.cord(fix), night.cord(other))
    night.rest()


def control(night: Night) -> Watchman:
    """The control repository's schedule: a sweep every five minutes, and no webhooks."""
    return Watchman(night.town, random.Random(2), Delays(lost=1), name="control:reconcile")


def in_turns(night: Night, control: Watchman, minutes: int) -> None:
    """Time goes by while the control repository sweeps every five minutes."""
    for _ in range(minutes // 5):
        night.wait(minutes=5)
        control.restart()
        control.make_pass()
        night.drill.chronicle.note(night.town.now())


def test_the_control_repository_stops_and_keeps_what_the_dead_server_cannot(night: Night) -> None:
    night.die()
    watch = control(night)
    night.push(test="red")
    in_turns(night, watch, 30)
    assert "failure" == night.cord()
    lease = night.lease()
    assert lease and ("control:reconcile", True) == (lease[0], lease[1] > timedelta(minutes=2))
    watch.close()
    assert "failure" == night.first_pass()
    night.rest()


def test_the_control_repository_lets_go_of_what_the_dead_server_held(night: Night) -> None:
    stopped(night).die()
    watch = control(night)
    night.push()
    in_turns(night, watch, 20)
    assert "success" == night.cord()
    watch.close()
    night.first_pass()
    night.rest()


@pytest.mark.parametrize(("unknown", "shows"), [("release", "success"), ("hold", "failure")])
def test_a_line_that_nobody_can_judge_after_its_lease_falls_or_holds_as_configured(
    gh: Sandbox, unknown: str, shows: str
) -> None:
    night = Night(gh, CONFIG.replace("green: all", f"green: all, unknown: {unknown}"))
    stopped(night).die()
    night.wait(minutes=20)
    gh.break_route("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", 502)
    assert ("failure", shows) == (night.cord(), night.first_pass())
    gh.mend()
    night.wait(minutes=20)
    night.rest()
    assert "failure" == night.cord()
    night.server.close()
