"""What anybody who may push can do to a claim's ref, over git: a person's stop holds all the same."""

import subprocess
from pathlib import Path

import pytest

from bot.model.jobs import line_key
from bot.sandbox import Sandbox
from tests.loop.commanding import Shop, make_shop


def pushes(shop: Shop, place: Path, what: str) -> None:
    """Bob pushes to the line's claim: nothing, its first commit that let go, or one of his own."""
    url = shop.rig.repo.url_for(shop.rig.gh.token("bob"))
    ref = line_key(shop.rig.repo.record.id, "main").ref

    def git(*words: str) -> str:
        told = ("-c", "user.name=bob", "-c", "user.email=bob@example.com", *words)
        return subprocess.run(["git", *told], cwd=place, check=True, capture_output=True, text=True).stdout

    git("init", "--quiet")
    git("fetch", "--quiet", url, ref)
    old = git("log", "--format=%H", "--grep=(closed)", "FETCH_HEAD").split()
    git("commit", "--quiet", "--allow-empty", "--message=mine")
    source = {"deleted": "", "rewound": old[-1] if old else "", "another": "HEAD"}[what]
    git("push", "--quiet", "--force", url, f"{source}:{ref}")


@pytest.mark.deep
@pytest.mark.parametrize("what", ["deleted", "rewound", "another"])
def test_a_persons_stop_holds_whatever_becomes_of_its_claim(gh: Sandbox, tmp_path: Path, what: str) -> None:
    shop = make_shop(gh)
    shop.break_main()
    shop.mend_main()
    gh.clock.advance(hours=25)
    shop.say("/andon stop the database burns", "alice")
    shop.rig.repo.arm(shop.number, by="bob")
    pushes(shop, tmp_path, what)
    for _ in range(4):
        looked = shop.rig.make_pass()
        told = (shop.cord(), shop.rig.repo.pull_of(shop.number).merged, looked.plan.line.text)
        assert ("failure", False, "main is stopped by alice: the database burns") == told
        gh.clock.advance(minutes=1)
    start = shop.say("/andon start it is out", "carol")
    assert ("success", "+1") == (shop.cord(), shop.answer(start))
