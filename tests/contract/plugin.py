"""The contract in pytest: the fixture that fails a test on a violation, and the tallies of a session.

Loaded by `tests/conftest.py`. A test gets its sandbox wrapped (`Sandbox(root, wrap=contract.wrap)`);
what its exchanges showed is checked when the test ends. With xdist each worker hands its tally to the
controller, which writes docs/contract.md when ANDON_CONTRACT_REPORT=1 and all tests passed; an
operation that answered Andon in none of them then fails the session.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.packages import SKIPPED
from tests.contract.recorder import Contract, Tally
from tests.contract.report import MUTATED, report, unexercised

TALLY = pytest.StashKey[Tally]()


@pytest.fixture
def contract(request: pytest.FixtureRequest) -> Iterator[Contract]:
    """What GitHub publishes, held against this test's exchanges; fails the test on a violation."""
    kept = Contract()
    yield kept
    request.config.stash[TALLY].update(kept.tally)
    kept.check()


@pytest.fixture(scope="module")
def module_contract(request: pytest.FixtureRequest) -> Iterator[Contract]:
    """The same for a sandbox that the tests of one module share; fails the module's last test."""
    kept = Contract()
    yield kept
    request.config.stash[TALLY].update(kept.tally)
    kept.check()


def pytest_configure(config: pytest.Config) -> None:
    """Start the session's tally."""
    config.stash[TALLY] = Counter()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """On the controller: take over the tally of a worker that is done (a crashed one has none)."""
    rows: list[tuple[str, str, int, int]] = getattr(node, "workeroutput", {}).get("contract", [])
    for operation, side, status, count in rows:
        node.config.stash[TALLY][(operation, side, status)] += count


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """On a worker: hand the tally over. Elsewhere: write the report, if asked to and nothing failed."""
    tally = session.config.stash[TALLY]
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["contract"] = [(*key, count) for key, count in sorted(tally.items())]
    elif _wanted() and session.exitstatus == pytest.ExitCode.OK:
        page = session.config.rootpath / "docs" / "contract.md"
        page.parent.mkdir(exist_ok=True)
        kept = page.read_text().partition(f"\n{MUTATED}\n")[2] if page.exists() else ""
        page.write_text(report(tally, f"{MUTATED}\n{kept}" if kept else ""))
        if unexercised(tally):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say which tests had no data to hold the local GitHub against, and what the report lacks."""
    for reason, count in sorted(_without_data(terminalreporter).items()):
        terminalreporter.write_line(f"contract: {count} tests skipped, {reason}")
    if not _wanted():
        return
    for operation in unexercised(config.stash[TALLY]):
        terminalreporter.write_line(f"contract: in no test did Andon get an answer from {operation}")


def _without_data(reporter: Any) -> Counter[str]:
    """How many tests were skipped for want of each package."""
    skipped: list[pytest.TestReport] = reporter.stats.get("skipped", [])
    reasons = [str(each.longrepr[2]) for each in skipped if isinstance(each.longrepr, tuple)]
    return Counter(reason.removeprefix("Skipped: ") for reason in reasons if SKIPPED in reason)


def _wanted() -> bool:
    return os.environ.get("ANDON_CONTRACT_REPORT") == "1"
