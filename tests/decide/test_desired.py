"""The job of another finding than a red line: opened, offered as a pull request, merged, closed; or for people."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.incident import RELAPSE
from bot.decide.plan import plan
from bot.model.desired import Folder, Template
from bot.model.effects import (
    ClosePull,
    DeadLetter,
    Effect,
    MakeOffer,
    MergePull,
    Offer,
    OpenJob,
    StartAttempt,
    WriteClaim,
    WriteCord,
    WriteRecord,
)
from bot.model.facts import FixPull, JobFacts, Mistakes, Pull
from bot.model.finding import NewFile
from bot.model.jobs import CONFIG_RULE, FILES_RULE, Key, Record, Times
from bot.model.snapshot import Snapshot
from tests.building import (
    REPOSITORY,
    claim,
    commit,
    config,
    cord,
    failing,
    issue,
    minutes,
    passing,
    proof_run,
    pull,
    sha,
    snapshot,
    unread,
)
from tests.configuring import invalid
from tests.decide.cases import the

PATH = ".github/workflows/ci.yml"
ABOUT = Key(repository=7, rule=FILES_RULE, subject=PATH)
TEMPLATE = Template(path=PATH, text="on: push\n")
NONE = Folder(path=".github/workflows")
THERE = Folder(path=".github/workflows", names=("ci.yml",))
KEPT = Record(repository=7, key=ABOUT.text, times=Times(red=minutes(-60), stopped=minutes(-60)), tried=())


def seen(*folders: Folder, merge: str = "approve", mode: str = "enforce", **facts: Any) -> Snapshot:
    """A green line of a repository that shall have a CI workflow; facts of the file's job by their names."""
    its = config(mode, rules={"required-files": ["ci"]}, fix={"merge": merge})
    job = {name: facts.pop(name) for name in ("claim", "issue", "strays", "fixes") if name in facts}
    jobs = (JobFacts(key=ABOUT, **job),) if job else ()
    given: dict[str, Any] = {"config": its, "folders": folders or (NONE,), "templates": (TEMPLATE,)}
    return snapshot(commit("a", passing(1)), **(given | {"jobs": jobs} | facts))


def held(stage: str = "open", age: float = 60, **facts: Any) -> Any:
    given: dict[str, Any] = {"key": ABOUT.digest, "at": minutes(-age), "rung": None}
    if stage == "attempt":
        given |= {"rung": "propose", "attempt": 1}
    return claim(stage, **(given | facts))


def job_effects(found: Snapshot) -> tuple[Effect, ...]:
    return tuple(effect for effect in plan(found).effects if effect.kind != "write-cord")


def kinds(found: Snapshot) -> list[str]:
    return [effect.kind for effect in job_effects(found)]


def offered(state: Any = "open", **facts: Any) -> FixPull:
    return FixPull(number=21, branch="andon/12-1", head=sha("p21-"), state=state, **facts)


GREEN = the(WriteCord, plan(seen(pulls=(pull(21),))).effects)
"""What a pull request shows while the line runs."""


def its_pull(**facts: Any) -> Pull:
    given: dict[str, Any] = {
        "branch": "andon/12-1",
        "cord": cord("success", GREEN.verdict.digest),
        "approved": True,
    }
    runs = facts.pop("runs", (proof_run(),))
    return pull(21, *runs, **(given | facts))


def test_a_missing_workflow_opens_a_job_that_says_what_is_missing() -> None:
    opened = the(OpenJob, job_effects(seen()))
    assert (ABOUT, ABOUT.digest, "pending") == (opened.story.key, opened.claim.key, opened.story.state)
    about = opened.story.about
    assert about is not None
    assert (f"{PATH} is missing", 1) == (about.title, len(about.details))


@pytest.mark.parametrize("mode", ["shadow", "off"])
def test_nothing_is_opened_where_nothing_may_be_written(mode: str) -> None:
    assert [] == kinds(seen(mode=mode))


def test_nothing_is_done_while_the_files_could_not_be_read() -> None:
    facts: dict[str, Any] = {"claim": held(), "issue": issue(KEPT), "unread": (unread("files: root"),)}
    assert [] == kinds(seen(**facts))


def test_the_brain_offers_the_file_itself() -> None:
    start = the(StartAttempt, job_effects(seen(claim=held(), issue=issue(KEPT))))
    assert ("propose", 1, "attempt") == (start.claim.rung, start.claim.attempt, start.claim.stage)
    expected = Offer(
        issue=12,
        attempt=1,
        base=sha("a"),
        tree=sha("at"),
        into="main",
        branch="andon/12-1",
        files=(NewFile(path=PATH, text="on: push\n"),),
        title=f"Add {PATH}",
    )
    assert expected == start.order


def test_an_offer_that_does_not_show_is_made_again_and_given_up_in_the_end() -> None:
    facts: dict[str, Any] = {"issue": issue(KEPT)}
    assert "make-offer" not in kinds(seen(claim=held("attempt", 0.5), **facts))
    again = the(MakeOffer, job_effects(seen(claim=held("attempt", 2), **facts)))
    assert "andon/12-1" == again.offer.branch
    record = the(WriteRecord, job_effects(seen(claim=held("attempt", 11), **facts))).record
    assert [("propose", "lost")] == [(one.rung, one.result) for one in record.tried]


def test_an_open_offer_waits_for_people() -> None:
    found = seen(
        claim=held("attempt"), issue=issue(KEPT), fixes=(offered(),), pulls=(its_pull(approved=False),)
    )
    (told,) = plan(found).jobs
    assert ("job #12: #21 (propose) waits for people", False) == (told.text, "merge-pull" in kinds(found))


@pytest.mark.parametrize(
    ("merge", "facts", "merged"),
    [
        ("approve", {}, True),
        ("auto", {"approved": False}, True),
        ("approve", {"approved": False}, False),
        ("never", {}, False),
        ("auto", {"merge_state": "UNSTABLE"}, False),
        ("auto", {"merge_state": "BLOCKED"}, False),
        ("auto", {"cord": None}, True),
        ("auto", {"cord": cord("failure")}, True),
        ("auto", {"draft": True}, False),
        ("auto", {"runs": ()}, False),
        ("auto", {"runs": (proof_run(conclusion="failure"),)}, False),
        ("auto", {"runs": (proof_run(path=".github/workflows/other.yml"),)}, False),
        ("auto", {"created": minutes(-0.4)}, False),
    ],
)
def test_an_offer_is_merged_when_allowed_and_github_calls_every_check_good(
    merge: str, facts: dict[str, Any], merged: bool
) -> None:
    found = seen(
        merge=merge,
        claim=held("attempt"),
        issue=issue(KEPT),
        fixes=(offered(),),
        pulls=(its_pull(**facts),),
    )
    wanted = [MergePull(number=21, head=sha("p21-"), workflows=True)] if merged else []
    assert wanted == [e for e in job_effects(found) if isinstance(e, MergePull)]


def test_an_offer_that_people_closed_is_not_made_again() -> None:
    found = seen(claim=held("attempt"), issue=issue(KEPT), fixes=(offered("closed"),))
    record = the(WriteRecord, job_effects(found)).record
    assert (["refused"], True) == ([one.result for one in record.tried], record.dead)
    about = the(DeadLetter, job_effects(found)).story.about
    assert about is not None
    assert about.advice.startswith("Add the file, or take it out")


@pytest.mark.parametrize(("ago", "waits"), [(0.5, True), (2, False)])
def test_a_merged_offer_that_mended_nothing_is_over(ago: float, waits: bool) -> None:
    merged = offered("closed", merged=True, merged_at=minutes(-ago), merge_commit=sha("m"))
    found = seen(claim=held("attempt"), issue=issue(KEPT), fixes=(merged,))
    assert waits != ("dead-letter" in kinds(found))


def test_once_the_file_is_there_the_job_closes_with_its_proof() -> None:
    merged = offered("closed", merged=True, merged_at=minutes(-1), merge_commit=sha("m"))
    found = seen(THERE, claim=held("attempt"), issue=issue(KEPT), fixes=(merged,))
    record = the(WriteRecord, job_effects(found)).record
    assert record.proof is not None
    assert (sha("m"), None, 21) == (record.proof.commit, record.proof.run, record.proof.pull)
    assert "closed" == the(WriteClaim, job_effects(found)).claim.stage


def test_a_file_that_somebody_else_added_makes_the_offer_needless() -> None:
    found = seen(THERE, claim=held("attempt"), issue=issue(KEPT), fixes=(offered(),), pulls=(its_pull(),))
    closing = the(ClosePull, job_effects(found))
    assert (21, "it is not needed any more") == (closing.number, closing.why)
    (last,) = the(WriteRecord, job_effects(found)).record.tried
    assert "it was mended without it" == last.why


def test_a_file_without_a_template_is_for_people() -> None:
    found = seen(claim=held(), issue=issue(KEPT), templates=(Template(path=PATH),))
    letter = the(DeadLetter, job_effects(found))
    assert "no safe move is left: propose – (there is no template for it)" == letter.story.now


def test_a_file_that_vanishes_again_reopens_its_job() -> None:
    before = held("closed", age=RELAPSE.total_seconds() / 60 - 1)
    assert ["write-claim", "edit-job"] == kinds(seen(claim=before))


def test_a_red_line_and_a_missing_file_are_two_jobs() -> None:
    red = (commit("b", failing(2, times=2)), commit("a", passing(1)))
    its = config(rules={"required-files": ["ci"]})
    found = snapshot(*red, config=its, folders=(NONE,), templates=(TEMPLATE,))
    rules = [e.story.key.rule for e in plan(found).effects if isinstance(e, OpenJob)]
    assert ["ci-green", FILES_RULE] == rules


def test_a_broken_configuration_is_one_job_for_people() -> None:
    key = Key(repository=7, rule=CONFIG_RULE, subject=".github/andon.yml")
    mistakes = Mistakes(invalid=invalid())
    found = snapshot(commit("a", passing(1)), mistakes=mistakes)
    assert key == the(OpenJob, plan(found).effects).story.key
    its = JobFacts(key=key, claim=claim("open", key=key.digest), issue=issue(KEPT))
    later = plan(found.model_copy(update={"jobs": (its,)}))
    letter = the(DeadLetter, later.effects)
    assert ("dead-letter", "no safe move is left") == (letter.story.state, letter.story.now)


def test_a_mended_configuration_closes_its_job() -> None:
    key = Key(repository=7, rule=CONFIG_RULE, subject=".github/andon.yml")
    its = JobFacts(key=key, claim=claim("open", key=key.digest), issue=issue(KEPT))
    found = plan(snapshot(commit("a", passing(1)), jobs=(its,)))
    assert ["write-record", "relabel", "edit-job", "edit-job", "write-claim"] == [
        e.kind for e in found.effects
    ]


def test_without_issues_nothing_is_opened() -> None:
    assert [] == kinds(seen(repository=REPOSITORY.model_copy(update={"has_issues": False})))


@pytest.mark.parametrize(("age", "seconds"), [(0.2, 18), (0.5, 60), (5, 60)])
def test_a_young_offer_is_looked_at_again_as_soon_as_it_may_be_merged(age: float, seconds: float) -> None:
    young = its_pull(created=minutes(-age), approved=False, runs=())
    found = plan(
        seen(merge="auto", claim=held("attempt"), issue=issue(KEPT), fixes=(offered(),), pulls=(young,))
    )
    assert found.look_again == timedelta(seconds=seconds)
