"""What people read of a sweep: calm lines by name, and nothing in them that steers a terminal."""

import pytest

from bot.act.perform import Done
from bot.app.printing import in_a_line, print_pass, print_reason, print_sweep
from bot.loop.looked import Failed, Looked
from bot.loop.queue import RepoKey
from bot.model.effects import Effect, Plan, Rerun
from bot.model.telling import Reason
from tests.building import REPOSITORY, snapshot

KEY = RepoKey(installation=3, node_id="R_7")
RUNNING = Reason(status="ok", text="main is running")
STOPPED = Reason(status="blocked", text="main is stopped")
RERUNS: tuple[Effect, ...] = (Rerun(run=1, attempt=1), Rerun(run=2, attempt=1))
EVIL = "two\nlines\x1b[2J and a bell\x07"


def seen(name: str, line: Reason, effects: tuple[Effect, ...] = (), *errors: str) -> Looked:
    """A repository of that name, whose first effects went well, and these not."""
    repository = REPOSITORY.model_copy(update={"name": name})
    done = tuple((effect, Done("done")) for effect in effects)
    return Looked(snapshot(repository=repository), Plan(line=line, effects=effects), done, errors)


def test_a_sweep_tells_of_what_needs_attention_by_name_and_then_of_what_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    quiet, failing = seen("acme/b", RUNNING), seen("acme/a", STOPPED, (), "write-cord: 502")
    busy, lost = seen("acme/c", STOPPED, RERUNS), Failed(KEY, "acme/0", "gone")
    print_sweep((busy, quiet, lost, failing), dry_run=False)
    assert capsys.readouterr().out.splitlines() == [
        "✗ acme/a: main is stopped; failed: write-cord: 502",
        "✗ acme/c: main is stopped; did 2 × rerun",
        "? acme/0: could not be read: gone",
        "4 repositories: 1 could not be read, 2 need attention",
    ]


def test_a_dry_sweep_tells_what_would_be_done(capsys: pytest.CaptureFixture[str]) -> None:
    print_sweep((seen("acme/c", STOPPED, RERUNS),), dry_run=True)
    assert capsys.readouterr().out.splitlines() == [
        "✗ acme/c: main is stopped; would do 2 × rerun",
        "1 repository: all could be read, 1 needs attention",
    ]


def test_text_from_outside_stays_on_its_line_and_steers_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "two lines [2J and a bell" == in_a_line(EVIL)
    evil = Reason(status="blocked", text=EVIL)
    print_reason(evil, 0)
    print_pass(Failed(KEY, "acme/a", EVIL), dry_run=False)
    print_pass(seen("acme/a", evil, (), EVIL), dry_run=False)
    print_sweep((Failed(KEY, "acme/a", EVIL), seen("acme/b", evil, (), EVIL)), dry_run=False)
    lines = capsys.readouterr().out.split("\n")
    assert all(line.isprintable() for line in lines)
    assert [] == [line for line in lines if line.startswith("lines")]
