"""An offer becomes one pull request, however often it is made and wherever it broke off."""

import pytest

from bot.github.errors import Broken
from bot.model.effects import MakeOffer, MergePull, Offer, StartAttempt
from bot.model.finding import NewFile
from bot.sandbox import Sandbox
from tests.act.effects import claim, held, opening, outcomes, perform, tree
from tests.rig import Rig, make_rig

WORKFLOW = ".github/workflows/lint.yml"
TEXT = "name: Lint\non: pull_request\njobs: {lint: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n"


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh)


def offer(rig: Rig, path: str = "SECURITY.md", text: str = "Write to us.\n", into: str = "main") -> Offer:
    return Offer(
        issue=1,
        attempt=1,
        base=rig.repo.head(),
        tree=tree(rig),
        into=into,
        branch="andon/1-1",
        files=(NewFile(path=path, text=text),),
        title=f"Add {path}",
    )


def test_an_offer_is_a_pull_request_with_the_files_and_its_inverse(rig: Rig) -> None:
    done = perform(rig, MakeOffer(offer=offer(rig)))
    (fix,) = rig.fixes()
    assert ("done", f"#{fix.number}", "Add SECURITY.md") == (done.outcome, done.note, fix.title)
    files = rig.repo.tree(rig.repo.head("andon/1-1"))
    assert "Write to us.\n" == files.pop("SECURITY.md")
    assert rig.repo.tree(rig.repo.head()) == files
    assert "(#1)" in (fix.body or "")
    assert "git revert -m 1" in (fix.body or "")


def test_an_offer_made_twice_is_one_pull_request(rig: Rig) -> None:
    perform(rig, MakeOffer(offer=offer(rig)))
    assert "open already" == perform(rig, MakeOffer(offer=offer(rig))).note
    assert 1 == len(rig.fixes())


def test_a_branch_that_somebody_else_made_holds_the_offer_afterwards(rig: Rig) -> None:
    rig.repo.branch("andon/1-1", by="bob")
    rig.repo.commit({"evil.sh": "rm -rf /\n"}, "andon/1-1", by="bob")
    perform(rig, MakeOffer(offer=offer(rig)))
    files = rig.repo.tree(rig.repo.head("andon/1-1"))
    assert ("Write to us.\n", False) == (files["SECURITY.md"], "evil.sh" in files)


def test_a_workflow_is_offered_and_merged_with_the_permission_that_it_takes(rig: Rig) -> None:
    perform(rig, MakeOffer(offer=offer(rig, WORKFLOW, TEXT)))
    rig.gh.idle()
    (fix,) = rig.fixes()
    rig.make_pass()
    merge = MergePull(number=fix.number, head=rig.repo.pull_of(fix.number).head_sha)
    assert "refused" == perform(rig, merge).outcome
    assert "done" == perform(rig, merge.model_copy(update={"workflows": True})).outcome
    assert TEXT == rig.repo.tree(rig.repo.head())[WORKFLOW]


def test_an_attempt_that_lost_its_claim_offers_nothing(rig: Rig) -> None:
    perform(rig, opening(rig))
    oid, _ = held(rig)
    attempt = claim(rig, "attempt", issue=1, attempt=1, rung="propose")
    start = StartAttempt(claim=attempt, replaces=oid, tree=tree(rig), ref="main", order=offer(rig))
    late = start.model_copy(update={"claim": attempt.model_copy(update={"by": "another"})})
    assert ["done", "lost"] == outcomes(rig, start, late)
    assert 1 == len(rig.fixes())


def test_an_offer_into_a_branch_that_is_gone_is_told(rig: Rig) -> None:
    with pytest.raises(Broken, match="the pull request was refused"):
        perform(rig, MakeOffer(offer=offer(rig, into="gone")))


def test_a_branch_name_that_github_refuses_is_told(rig: Rig) -> None:
    strange = offer(rig).model_copy(update={"branch": "andon/.."})
    with pytest.raises(Broken, match=r"the branch andon/\.\. was refused"):
        perform(rig, MakeOffer(offer=strange))
