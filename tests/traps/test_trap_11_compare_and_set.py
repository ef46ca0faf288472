"""Trap 11: a ref update without force, onto a child of what one read, is GitHub's only compare-and-set."""

import asyncio

from bot.act.grants import Writer
from bot.act.perform import Actor, Done
from bot.loop.looked import Looked
from bot.model.effects import OpenJob
from bot.sandbox import Sandbox
from tests.asking import Ask, app
from tests.rig import Rig, fails_when, make_rig

NAME = "refs/andon/0123456789abcdef"
CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"


def commit(ask: Ask, message: str, tree: str, *parents: str) -> str:
    """A commit made through the API."""
    body = {"message": message, "tree": tree, "parents": list(parents)}
    return ask("POST", "/r/git/commits", body).json()["sha"]


def test_of_two_writers_who_read_the_same_value_one_wins(gh: Sandbox) -> None:
    rig = make_rig(gh)
    ask = app(rig, contents="write")
    tree = ask("GET", f"/r/git/commits/{rig.repo.head()}").json()["tree"]["sha"]
    one, two = (commit(ask, name, tree) for name in ("one", "two"))
    created = [ask("POST", "/r/git/refs", {"ref": NAME, "sha": sha}) for sha in (one, two)]
    assert [(201, None), (422, "Reference already exists")] == [
        (answer.status_code, answer.json().get("message")) for answer in created
    ]
    children = [commit(ask, name, tree, one) for name in ("three", "four")]
    path = "/r/git/" + NAME
    moved = [ask("PATCH", path, {"sha": sha, "force": False}) for sha in children]
    assert [(200, None), (422, "Update is not a fast forward")] == [
        (answer.status_code, answer.json().get("message")) for answer in moved
    ]


def test_only_refs_under_heads_start_push_workflows(gh: Sandbox) -> None:
    every = "on: push\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n"
    rig = make_rig(gh, {".github/workflows/every.yml": every})
    ask, head = app(rig, contents="write"), rig.repo.head()
    before = len(rig.repo.record.runs)
    started: list[int] = []
    for name in (NAME, "refs/heads/andon/claim"):
        assert 201 == ask("POST", "/r/git/refs", {"ref": name, "sha": head}).status_code
        gh.idle()
        started.append(len(rig.repo.record.runs) - before)
    assert [0, 1] == started


def perform(rig: Rig, looked: Looked, brain: str) -> Done:
    """Carry out the plan's one `open-job` as a brain of that name."""
    (effect,) = (e for e in looked.plan.effects if isinstance(e, OpenJob))
    effect = effect.model_copy(update={"claim": effect.claim.model_copy(update={"by": brain})})

    async def act() -> Done:
        client = rig.client()
        try:
            writer = Writer(client, looked.snapshot.repository)
            return await Actor(writer, rig.gh.url, "http://127.0.0.1:9").perform(effect)
        finally:
            await client.aclose()

    return asyncio.run(act())


def test_two_brains_that_saw_the_same_open_one_job(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": CONFIG})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    first, second = rig.look(), rig.look()
    outcomes = [perform(rig, first, "one").outcome, perform(rig, second, "two").outcome]
    assert (["done", "lost"], 1) == (outcomes, len(rig.jobs()))
    rig.settle()
    assert 1 == len(rig.jobs())
