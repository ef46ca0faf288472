"""Never stuck: whatever way a head comes to a line, and whatever the line's state, one pass gives it its cord."""

import pytest

from bot.sandbox import Sandbox
from tests.rig import Rig, fails_when, make_rig

CONFIG = "version: 1\nmode: enforce\nfix: {ladder: [person]}\nline: {confirm: {reruns: %d}}\n"
BREAKS = {"app.py": "broken\n"}
STATES = {"running": (1, {"more.py": "y = 1\n"}), "confirming": (1, BREAKS), "stopped": (0, BREAKS)}
SHOWN = {"running": "success", "confirming": "in_progress", "stopped": "failure"}


def opened(rig: Rig, branch: str, base: str = "main", draft: bool = False) -> int:
    rig.repo.branch(branch, at="old")
    rig.repo.commit({f"{branch}.txt": "hello\n"}, branch, by="bob")
    return rig.repo.pull(branch, base, by="bob", draft=draft)


def forked(rig: Rig) -> int:
    fork = rig.gh.repository("eve/shop", fork_of=rig.repo, by="eve")
    fork.branch("theirs", at=rig.repo.head("old"), by="eve")
    fork.commit({"theirs.txt": "hello\n"}, "theirs", by="eve")
    return rig.repo.pull("theirs", by="eve", head_repo=fork)


@pytest.mark.parametrize("state", STATES)
def test_every_head_has_its_cord_within_one_pass(gh: Sandbox, state: str) -> None:
    reruns, change = STATES[state]
    rig = make_rig(gh, {".github/andon.yml": CONFIG % reruns})
    gh.script(fails_when("broken"))
    rig.repo.branch("old")
    rig.repo.branch("next")
    heads = {"reopened": opened(rig, "reopened"), "pushed": opened(rig, "pushed")}
    heads["retargeted"] = opened(rig, "retargeted", base="next")
    rig.repo.close(heads["reopened"])
    rig.settle()
    rig.repo.commit(change, message="Go on")
    gh.idle()
    heads |= {"new": opened(rig, "new"), "draft": opened(rig, "draft", draft=True), "forked": forked(rig)}
    rig.repo.reopen(heads["reopened"])
    rig.repo.retarget(heads["retargeted"], "main")
    rig.repo.commit({"pushed.txt": "other\n"}, "pushed", by="bob", parent=rig.repo.head("old"))
    rig.make_pass()
    assert dict.fromkeys(heads, SHOWN[state]) == {name: rig.shown(n) for name, n in heads.items()}
