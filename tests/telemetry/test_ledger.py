"""The ledger: one JSON object a line, and no pass fails because it cannot be written."""

import io
import json
import threading
from pathlib import Path

import pytest
import structlog

from bot.model.events import PassEvent, PassFault
from bot.telemetry.ledger import JsonLines
from tests.building import AT


def event(repos: int = 1) -> PassEvent:
    """A pass over that many repositories, one of which failed."""
    return PassEvent(
        timestamp=AT,
        trigger="cron",
        repos_scanned=repos,
        repos_with_violations=0,
        scan_duration_ms=12,
        errors=(PassFault(repo="acme/shop", error="502\nBad gateway"),),
        api_points=2,
        api_writes=0,
    )


def scanned(text: str) -> list[int]:
    """Of each line, how many repositories its pass was over."""
    return [json.loads(line)["repos_scanned"] for line in text.splitlines()]


def test_each_event_is_one_line_whatever_is_in_it() -> None:
    stream = io.StringIO()
    ledger = JsonLines(stream=stream)
    ledger.write(event(1))
    ledger.write(event(2))
    assert [1, 2] == scanned(stream.getvalue())
    (fault,) = json.loads(stream.getvalue().splitlines()[0])["errors"]
    assert {"repo": "acme/shop", "error": "502\nBad gateway"} == fault


def test_a_file_is_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    JsonLines(path).write(event(1))
    JsonLines(path).write(event(2))
    assert [1, 2] == scanned(path.read_text())


def test_without_a_place_it_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    JsonLines().write(event(3))
    assert [3] == scanned(capsys.readouterr().out)


def test_lines_of_several_threads_are_not_mixed(tmp_path: Path) -> None:
    ledger = JsonLines(tmp_path / "ledger.jsonl")
    threads = [threading.Thread(target=lambda: [ledger.write(event(n)) for n in range(20)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted([*range(20)] * 4) == sorted(scanned((tmp_path / "ledger.jsonl").read_text()))


def test_a_ledger_that_cannot_be_written_is_told_of_and_harms_nothing(tmp_path: Path) -> None:
    ledger = JsonLines(tmp_path / "none" / "ledger.jsonl")
    with structlog.testing.capture_logs() as told:
        ledger.write(event())
    assert [("ledger could not be written", "pass")] == [(one["event"], one["lost"]) for one in told]
    (tmp_path / "none").mkdir()
    ledger.write(event(2))
    assert [2] == scanned((tmp_path / "none" / "ledger.jsonl").read_text())
