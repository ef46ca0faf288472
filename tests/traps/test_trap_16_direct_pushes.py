"""Trap 16: a required check blocks direct pushes and release bots too; on free plans private repositories
enforce nothing."""

import subprocess

import pytest

from bot.github.client import Client
from bot.model.telling import Reason
from bot.observe.grants import reading
from bot.observe.required import required
from bot.observe.runs import Kept, Reader
from bot.sandbox import Sandbox, git_process
from tests.asking import app, person
from tests.observe.seeing import run, scanned
from tests.rig import Rig, make_rig, pull


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """The cord is required on main; alice may bypass that. Branch `release` has one commit more."""
    rig = make_rig(gh)
    rig.repo.branch("release")
    rig.repo.commit({"CHANGES": "1.0\n"}, "release", by="bob")
    rig.gh.idle()
    return rig


def push(rig: Rig, token: str) -> tuple[bool, str]:
    """`git push` of `release` to main, with a real client: whether it went through, and what was said."""
    command = ["git", "-C", str(rig.repo.record.path), "push", rig.repo.url_for(token), "release:main"]
    done = subprocess.run(command, env=git_process.environment(), capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stderr


def bot(rig: Rig) -> str:
    """A token of a release bot that may write contents."""
    other = rig.gh.app("release-bot", {"contents": "write"})
    return rig.gh.installation_token(rig.gh.install(other, "acme"))


@pytest.mark.parametrize("who", ["bob", "the release bot"])
def test_who_is_no_bypass_actor_cannot_push(rig: Rig, who: str) -> None:
    before = rig.repo.head()
    passed, said = push(rig, rig.gh.token("bob") if who == "bob" else bot(rig))
    assert (False, before) == (passed, rig.repo.head())
    assert "GH013: Repository rule violations found for refs/heads/main." in said
    assert '- Required status check "Andon" is expected.' in said


def test_the_api_refuses_the_same(rig: Rig) -> None:
    body = {"sha": rig.repo.head("release")}
    refused = person(rig, "bob")("PATCH", "/r/git/refs/heads/main", body)
    expected = 'Repository rule violations found\n\nRequired status check "Andon" is expected.\n\n'
    assert (422, expected) == (refused.status_code, refused.json()["message"])


def test_a_bypass_actor_pushes_and_so_does_who_has_the_check_on_his_commit(rig: Rig) -> None:
    assert push(rig, rig.gh.token("alice"))[0]
    rig.repo.branch("release", at="main")
    head = rig.repo.commit({"CHANGES": "1.1\n"}, "release", by="bob")
    token = rig.gh.token("bob")
    assert not push(rig, token)[0]
    app(rig)("POST", "/r/check-runs", {"name": "Andon", "head_sha": head, "conclusion": "success"})
    assert (True, head) == (push(rig, token)[0], rig.repo.head())


def test_a_pull_request_only_bypass_actor_cannot_push(rig: Rig) -> None:
    rig.repo.record.rules[0].pulls_bypass.add("bob")
    assert not push(rig, rig.gh.token("bob"))[0]


def test_a_free_plan_enforces_nothing_in_private_repositories(rig: Rig) -> None:
    rig.gh.organisation("acme").plan = "free"
    number = pull(rig, "topic")
    rules = person(rig, "bob")("GET", "/r/rules/branches/main")
    assert (403, True) == (rules.status_code, rules.json()["message"].startswith("Upgrade to GitHub Pro"))
    assert push(rig, rig.gh.token("bob"))[0]
    assert 200 == person(rig, "bob")("PUT", f"/r/pulls/{number}/merge", {}).status_code
    rig.repo.record.private = False
    assert 200 == person(rig, "bob")("GET", "/r/rules/branches/main").status_code
    more = rig.repo.commit({"CHANGES": "2.0\n"}, "release", by="bob", parent=rig.repo.head())
    assert 422 == person(rig, "bob")("PATCH", "/r/git/refs/heads/main", {"sha": more}).status_code


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ("team", "it holds direct pushes to main too: who makes any must be a bypass actor of its ruleset"),
        (
            "free",
            "GitHub enforces no rules in a private repository on its owner's plan: Andon on main holds nothing",
        ),
    ],
)
def test_andon_explains_what_the_required_check_holds(rig: Rig, plan: str, words: str) -> None:
    owner = rig.gh.organisation("acme")
    owner.plan = "free" if plan == "free" else "team"
    repository = scanned(rig).repository

    async def asked(client: Client) -> Reason:
        reader = Reader(client, reading(repository.installation), repository, Kept())
        return await required(reader, "main", rig.app.id)

    said = run(rig, asked)
    assert words in (said.text, *(child.text for child in said.children))
