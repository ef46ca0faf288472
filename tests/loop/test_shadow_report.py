"""The shadow report, over HTTP: one issue tells what enforce would have held, and nothing else is written."""

from dataclasses import replace

import pytest

from bot.loop.brain import Brain
from bot.loop.looked import Looked
from bot.loop.queue import RepoKey
from bot.model.shadow import ShadowRecord
from bot.sandbox import Sandbox
from bot.sandbox.repo_handle import RepoHandle
from tests.rig import Rig, fails_when, make_rig, pull
from tests.standing import standing

ORG = "version: 1\nmode: shadow\napplies_to: [shop]\nreport: acme/ops\nline: {confirm: {reruns: 0}}\n"


def shadow(gh: Sandbox, private: bool) -> tuple[Rig, RepoHandle]:
    """A shop in mode shadow with a ready pull request and a draft; its organisation reports to acme/ops."""
    rig = make_rig(gh, {".github/andon.yml": None})
    ops = gh.repository("acme/ops", {"README.md": "ops\n"}, private=private)
    gh.repository("acme/.github", {"andon.yml": ORG})
    gh.script(fails_when("broken"))
    rig.repo.arm(pull(rig, "ready"))
    rig.repo.branch("draft")
    rig.repo.commit({"draft.txt": "x\n"}, "draft", by="bob")
    rig.repo.pull("draft", by="bob", draft=True)
    gh.idle()
    return rig, ops


def told(ops: RepoHandle) -> ShadowRecord:
    (issue,) = ops.record.issues.values()
    (record,) = (found for comment in issue.comments if (found := ShadowRecord.decode(comment.body)))
    return record


def test_a_stop_is_told_once_while_it_lasts_and_with_its_end(gh: Sandbox) -> None:
    rig, ops = shadow(gh, private=True)
    rig.make_pass()
    assert {} == ops.record.issues
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    before = standing(gh)["acme/shop"]
    rig.make_pass()
    gh.clock.advance(minutes=6)
    rig.make_pass()
    (stop,) = told(ops).stops
    assert (("CI / test",), 1, 1, None) == (stop.what, stop.held, stop.ready, stop.until)
    (issue,) = ops.record.issues.values()
    assert ("| acme/shop | 1 | 1 | 1 |" in str(issue.body), 1) == (True, len(issue.comments))
    assert before == standing(gh)["acme/shop"]
    rig.repo.commit({"app.py": "whole\n"}, message="Mend it")
    gh.idle()
    gh.clock.advance(minutes=6)
    rig.make_pass()
    (ended,) = told(ops).stops
    assert (stop.since, True) == (ended.since, ended.until is not None)
    assert "would have stopped" in issue.comments[0].body
    assert "note-shadow" not in rig.kinds(rig.make_pass())


def test_a_brain_that_told_knows_at_once_that_it_did(gh: Sandbox) -> None:
    rig, ops = shadow(gh, private=True)
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()

    async def use(brain: Brain, key: RepoKey) -> list[bool]:
        found: list[bool] = []
        for count in range(4):
            if count == 2:
                rig.repo.commit({"app.py": "whole\n"}, message="Mend it")
                gh.idle()
            gh.clock.advance(seconds=2)
            (looked,) = await brain.make_pass((key,), "debug")
            assert isinstance(looked, Looked)
            found.append("note-shadow" in rig.kinds(looked))
        return found

    assert [True, False, True, False] == rig.run(use)
    assert told(ops).stops[0].until is not None


@pytest.mark.deep
def test_nothing_private_is_told_where_everybody_reads(gh: Sandbox) -> None:
    rig, ops = shadow(gh, private=False)
    rig.repo.record.private = True
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    rig.make_pass()
    assert {} == ops.record.issues


@pytest.mark.deep
def test_a_report_that_is_full_is_told_and_not_written_past(gh: Sandbox) -> None:
    rig, ops = shadow(gh, private=True)
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    rig.make_pass()
    (issue,) = ops.record.issues.values()
    (mine,) = issue.comments
    others = (ShadowRecord(repository=n, name=f"acme/r{n}") for n in range(10**6, 10**6 + 2500))
    full = [replace(mine, id=one.repository, body=f"x\n\n{one.encode()}") for one in others]
    issue.comments[:] = full
    done = [outcome for effect, outcome in rig.make_pass().done if effect.kind == "note-shadow"]
    told = "acme/ops#1 is full; close it, and a new report is opened"
    assert [("refused", told)] == [(one.outcome, one.note) for one in done]
    assert full == issue.comments
