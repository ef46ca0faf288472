"""Everything observed → one plan: what it holds, in which order, and what it says."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.lease import LOOK_AGAIN
from bot.decide.plan import plan
from bot.model.effects import Plan
from bot.model.facts import Cord, Mistakes, WorkflowFile
from bot.model.snapshot import Snapshot
from tests.building import (
    CI,
    REPOSITORY,
    changed,
    commit,
    comparison,
    config,
    cord,
    failing,
    job,
    minutes,
    passing,
    proof_run,
    pull,
    run,
    sha,
    snapshot,
    stopped,
    unread,
)
from tests.configuring import invalid

YELLOW = (commit("b", failing(2)), commit("a", passing(1)))


def kinds(found: Plan) -> list[str]:
    return [effect.kind for effect in found.effects]


def test_cords_come_first_then_the_job() -> None:
    assert ["write-cord", "write-cord", "open-job"] == kinds(plan(stopped(pulls=(pull(1), pull(2)))))


def test_cords_come_before_the_re_run() -> None:
    assert ["write-cord", "rerun"] == kinds(plan(snapshot(*YELLOW, pulls=(pull(1),))))


def test_a_run_with_several_first_failures_is_run_again_once() -> None:
    both = run(job("test", "failure"), job("lint", "failure", id=9), id=2)
    open_one = pull(1, cord=cord(None))
    assert ["write-cord", "rerun"] == kinds(
        plan(snapshot(commit("b", both), commit("a", passing(1)), pulls=(open_one,)))
    )


def test_a_green_line_in_order_wants_nothing_and_no_second_look() -> None:
    found = plan(snapshot(commit("a", passing(1))))
    assert ((), None, "ok") == (found.effects, found.look_again, found.line.status)


@pytest.mark.parametrize("config_or_none", [config("shadow"), config("off"), None])
def test_shadow_off_and_no_configuration_write_nothing(config_or_none: Any) -> None:
    found = plan(stopped(config=config_or_none, pulls=(pull(1), pull(2, cord=cord("success")))))
    assert () == found.effects
    assert "main is stopped" == found.line.text


def test_the_mode_is_part_of_the_reason() -> None:
    assert "mode shadow (no .github/andon.yml)" == plan(stopped(config=None)).line.children[-1].text
    assert "mode enforce" == plan(stopped()).line.children[-1].text


def test_shadow_after_enforce_lets_go_of_what_was_held() -> None:
    seen = stopped(config=config("shadow"), pulls=(pull(1, cord=cord("failure")), pull(2, cord=cord(None))))
    assert [("off", 900), ("off", 900)] == [
        (e.verdict.kind, e.cord) for e in plan(seen).effects if e.kind == "write-cord"
    ]


def test_warn_is_neutral_on_pull_requests_and_opens_the_job() -> None:
    found = plan(stopped(config=config("warn"), pulls=(pull(1),)))
    assert ["write-cord", "open-job"] == kinds(found)
    assert ["neutral"] == [e.verdict.conclusion for e in found.effects if e.kind == "write-cord"]


def test_a_configuration_that_cannot_be_used_is_told_and_nothing_done() -> None:
    found = plan(stopped(config=invalid(), pulls=(pull(1, cord=cord()),)))
    assert ((), "the configuration cannot be used") == (found.effects, found.line.text)
    assert [".github/andon.yml:2: mod: unknown key; did you mean mode?"] == [
        c.text for c in found.line.children
    ]


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (stopped(repository=REPOSITORY.model_copy(update={"archived": True})), "archived"),
        (snapshot(), "empty"),
    ],
)
def test_what_has_no_line_is_left_alone(seen: Snapshot, why: str) -> None:
    found = plan(seen)
    assert ((), f"nothing to keep: the repository is {why}") == (found.effects, found.line.text)


@pytest.mark.parametrize(
    ("what", "told"), [("line: defaultBranchRef", "default branch"), ("config: config", "configuration")]
)
def test_what_rules_the_line_and_could_not_be_read_is_unknown_not_nothing(what: str, told: str) -> None:
    found = plan(snapshot(*(YELLOW if "config" in what else ()), unread=(unread(what),)))
    assert ((), LOOK_AGAIN, "unknown", f"the {told} could not be read") == (
        found.effects,
        found.look_again,
        found.line.status,
        found.line.text,
    )
    assert [f"{what}: 502"] == [child.text for child in found.line.children]


def test_a_pull_request_that_could_not_be_read_gets_no_verdict() -> None:
    found = plan(stopped(pulls=(pull(1, unread="502"), pull(2))))
    assert [2] == [n for e in found.effects if e.kind == "write-cord" for n in e.pulls]
    assert (1, "unknown", "it could not be read: 502") == (
        found.pulls[0][0],
        found.pulls[0][1].status,
        found.pulls[0][1].text,
    )


def test_what_was_proven_stays_so_while_the_proof_cannot_be_read_and_nothing_else_passes() -> None:
    proven = Cord(id=1, status="completed", conclusion="success", digest="proven-0123456789abcdef")
    green = Cord(id=2, status="completed", conclusion="success", digest="running-0123456789abcdef")
    pulls = (pull(1, cord=proven, proof_unread="502"), pull(2, cord=green, proof_unread="502"))
    found = plan(stopped(pulls=pulls))
    assert [((2,), "failure")] == [
        (e.pulls, e.verdict.conclusion) for e in found.effects if e.kind == "write-cord"
    ]


@pytest.mark.parametrize("part", ["claims", "job", "workers"])
def test_a_job_that_could_not_be_read_is_left_alone_and_the_line_still_stops(part: str) -> None:
    found = plan(stopped(pulls=(pull(1),), unread=(unread(f"{part}: x"),)))
    assert ["write-cord"] == kinds(found)


def test_a_configuration_that_cannot_be_used_lets_in_only_heads_that_have_no_cord() -> None:
    pulls = (pull(1, cord=cord("failure")), pull(2), pull(3, base="release"), pull(4, unread="502"))
    found = plan(stopped(config=invalid(), pulls=pulls))
    (write,) = [e for e in found.effects if e.kind == "write-cord"]
    assert ((2,), "off", "success", "the configuration cannot be used") == (
        write.pulls,
        write.verdict.kind,
        write.verdict.conclusion,
        write.verdict.reason.text,
    )


def test_no_signal_is_told_and_never_called_green() -> None:
    found = plan(snapshot(commit("a"), pulls=(pull(1, proof_run()),)))
    assert "main has no signal: CI runs on pull requests only; add `push` to its triggers" == found.line.text
    assert [(1, found.line.text)] == [(number, reason.text) for number, reason in found.pulls]
    assert ["no-signal"] == [e.verdict.kind for e in found.effects if e.kind == "write-cord"]


def test_every_pull_request_is_explained_by_number() -> None:
    fix = pull(5, proof_run(), against_line=comparison("b", 5, changed("src/a.py", "+x")), auto_merge=True)
    found = plan(stopped(pulls=(fix, pull(1))))
    assert [
        (1, "blocked", "no proof: its checks are older than main; merge main into it"),
        (5, "ok", "passes by proof: CI / test passed on it (run 50, attempt 1)"),
    ] == [(number, reason.status, reason.text) for number, reason in found.pulls]


def test_a_pull_request_that_a_first_failure_leaves_alone_is_explained() -> None:
    pulls = (pull(1, draft=True, cord=cord("success")), pull(2))
    found = plan(snapshot(*YELLOW, pulls=pulls))
    assert [("ok", "its cord stays as it is"), ("waiting", "main is confirming a first failure")] == [
        (reason.status, reason.text) for _, reason in found.pulls
    ]


def test_a_stopped_line_is_looked_at_again_as_soon_as_time_may_change_it() -> None:
    assert timedelta(seconds=1) == plan(stopped()).look_again
    off = REPOSITORY.model_copy(update={"has_issues": False})
    assert LOOK_AGAIN == plan(stopped(repository=off, config=config("warn"))).look_again


def test_a_confirming_line_is_looked_at_again_when_its_time_is_up() -> None:
    waiting = commit("b", run(job("test", "failure"), job("test", None, 2), id=2))
    seen = snapshot(waiting, commit("a", passing(1)))
    assert LOOK_AGAIN == plan(seen).look_again
    assert timedelta(seconds=30) == plan(seen.model_copy(update={"at": minutes(5.5)})).look_again
    soon = minutes(6) - timedelta(milliseconds=5)
    assert timedelta(seconds=1) == plan(seen.model_copy(update={"at": soon})).look_again


def test_an_unknown_line_is_looked_at_again() -> None:
    seen = snapshot(
        commit("a", passing(1)), unread=(unread("line: x"),), pulls=(pull(1, created=minutes(-1)),)
    )
    found = plan(seen)
    assert ((), LOOK_AGAIN, "unknown") == (found.effects, found.look_again, found.line.status)


def test_a_nightly_that_fails_on_the_head_stops_nothing() -> None:
    nightly = failing(9, times=2, event="schedule", path="nightly.yml")
    worker = failing(8, times=2, event="workflow_dispatch", path=".github/workflows/andon.yml")
    assert () == plan(snapshot(commit("a", passing(1), nightly, worker))).effects


def test_green_again_releases_at_once_those_that_could_merge_first() -> None:
    pulls = (pull(1, draft=True, cord=cord("failure")), pull(2, cord=cord("failure")))
    found = plan(snapshot(commit("c", passing(3)), *YELLOW, pulls=pulls))
    assert [(sha("p2-"), "success"), (sha("p1-"), "success")] == [
        (e.head, e.verdict.conclusion) for e in found.effects if e.kind == "write-cord"
    ]


def test_a_configuration_that_could_not_be_read_is_not_taken_for_none() -> None:
    held = pull(1, cord=cord("failure"))
    found = plan(stopped(pulls=(held,), config=None, unread=(unread("config: object"),)))
    assert ((), LOOK_AGAIN) == (found.effects, found.look_again)


def test_a_check_of_mistakes_that_cannot_be_read_is_not_made_again_and_keeps_nothing_waiting() -> None:
    wrong = Mistakes(invalid=invalid())
    facts: dict[str, Any] = {"pulls": (pull(1),), "mistakes": wrong}
    assert "show-mistakes" in kinds(plan(stopped(**facts)))
    found = kinds(plan(stopped(**facts, unread=(unread("mistakes: check"),))))
    assert ("write-cord" in found, "show-mistakes" in found) == (True, False)


BROKEN = Mistakes(invalid=invalid())


def test_the_last_valid_version_holds_and_its_mistakes_are_shown_beside_the_cords() -> None:
    found = plan(stopped(mistakes=BROKEN, pulls=(pull(1),)))
    assert ["write-cord", "show-mistakes", "open-job", "open-job"] == kinds(found)
    (show,) = [e for e in found.effects if e.kind == "show-mistakes"]
    assert (sha("b"), None) == (show.head, show.check)
    mode = found.line.children[-1]
    assert ("unknown", "mode enforce, by the last valid version of .github/andon.yml") == (
        mode.status,
        mode.text,
    )
    assert [".github/andon.yml:2: mod: unknown key; did you mean mode?"] == [c.text for c in mode.children]


def test_mistakes_are_shown_once_and_anew_when_they_change() -> None:
    show = next(e for e in plan(stopped(mistakes=BROKEN)).effects if e.kind == "show-mistakes")
    shown = Cord(id=5, status="completed", conclusion="failure", digest=show.digest)
    same = stopped(mistakes=BROKEN.model_copy(update={"check": shown}))
    assert "show-mistakes" not in kinds(plan(same))
    old = shown.model_copy(update={"digest": "other"})
    again = plan(stopped(mistakes=BROKEN.model_copy(update={"check": old})))
    assert [5] == [e.check for e in again.effects if e.kind == "show-mistakes"]


def test_mistakes_in_a_repository_in_shadow_are_told_and_not_shown() -> None:
    assert () == plan(stopped(mistakes=BROKEN, config=config("shadow"))).effects


def test_a_first_failure_whose_file_stays_unreadable_is_not_looked_at_in_a_hot_loop() -> None:
    history = (commit("b", failing(2)), commit("a", passing(1)))
    seen = snapshot(*history, files=(), unread=(unread(f"file: {CI}"),), at=minutes(300))
    found = plan(seen)
    assert ("waiting", timedelta(minutes=1)) == (found.line.status, found.look_again)


def test_a_run_that_would_deploy_again_is_not_run_again_for_another_of_its_jobs() -> None:
    files = (WorkflowFile(path=CI, text="jobs: {test: {}, deploy: {environment: production}}"),)
    both = run(job(conclusion="failure", id=1), job("deploy", "failure", id=2), id=2)
    assert ["open-job"] == kinds(plan(snapshot(commit("b", both), commit("a", passing(1)), files=files)))


def test_a_run_that_a_re_run_would_cancel_is_waited_for() -> None:
    seen = snapshot(commit("c", run(job(conclusion=None, id=300), id=3)), *YELLOW)
    assert ["write-claim"] == kinds(plan(seen))


def test_the_mode_says_which_part_of_the_organisations_file_gives_it() -> None:
    ring = "ring canary of acme/.github/andon.yml"
    assert f"mode enforce, by {ring}" == plan(stopped(mode_by=ring)).line.children[-1].text
