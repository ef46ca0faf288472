"""Whether what stands before a colon names a line, or begins the reason."""

import pytest

from bot.decide.naming import meant
from bot.model.commands import MAX_WHY
from tests.building import commit, config, passing, snapshot
from tests.decide.saying import HEX, on_pull, said

LINES = snapshot(commit("a", passing(1)), config=config(line={"branches": ["release-*"]}))


@pytest.mark.parametrize(
    ("body", "line", "why"),
    [
        ("/andon stop main: fire", "main", "fire"),
        ("/andon stop Main: fire", "Main", "fire"),
        ("/andon stop release-9: fire", "release-9", "fire"),
        ("/andon stop web/deploy: fire", "web/deploy", "fire"),
        ("/andon stop deploy: it is on fire", None, "deploy: it is on fire"),
        ("/andon stop deploy: it is on fire for 30m", None, "deploy: it is on fire for 30m"),
        ("/andon start deploy: it is out for 30m", None, "deploy: it is out"),
        ("/andon stop deploy:", None, "deploy"),
        ("/andon stop it burns: look", None, "it burns: look"),
        (f"/andon stop deploy: {'x' * 400}", None, f"deploy: {'x' * (MAX_WHY - 8)}"),
    ],
)
def test_what_is_not_written_like_a_branch_begins_the_reason(body: str, line: str | None, why: str) -> None:
    found = meant(said(body), LINES)
    assert (line, why) == (found.line, found.why)


def test_a_branch_that_there_is_was_meant_and_so_it_may_be_while_nobody_knows() -> None:
    for named in (True, None):
        found = meant(said("/andon stop deploy: fire", named=named), LINES)
        assert ("deploy", "fire") == (found.line, found.why)
    nothing = LINES.model_copy(update={"config": None})
    assert "deploy: fire" == meant(said("/andon stop deploy: fire"), nothing).why


def test_a_head_to_let_pass_may_come_after_the_word() -> None:
    found = meant(on_pull(5, f"/andon pass hotfix: {HEX[:7]} urgent"), LINES)
    assert (None, HEX[:7], "hotfix: urgent") == (found.line, found.sha, found.why)
