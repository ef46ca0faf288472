"""The contract as pytest shows it: the test that caused a violation fails, the session's tally is whole."""

from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

ROOT = Path(__file__).parent.parent.parent

EXCHANGES = """
from tests.contract.test_recorder import RIGHT, WRONG, exchange

async def test_right(contract):
    found = await exchange(RIGHT["a ref is read"])
    contract.tally += found.tally

async def test_right_again(contract):
    found = await exchange(RIGHT["a ref is not found"])
    contract.tally += found.tally

async def test_wrong(contract):
    found = await exchange(WRONG["a field of the answer is missing"][0])
    contract.violations += found.violations
"""


@pytest.fixture
def outcome(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.RunResult:
    """Three tests under the contract, run by two workers, with the report asked for."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("ANDON_CONTRACT_REPORT", "1")
    pytester.makeini("[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(EXCHANGES)
    return pytester.runpytest_subprocess("-p", "tests.contract.plugin", "-n", "2")


def test_a_session_fails_on_a_violation_and_reports_all_workers(
    outcome: pytest.RunResult, pytester: pytest.Pytester
) -> None:
    outcome.assert_outcomes(passed=3, errors=1)
    outcome.stdout.fnmatch_lines(["*required property*", "contract: no test got an answer from GET /app"])
    page = (pytester.path / "docs" / "contract.md").read_text()
    assert (
        "| `GET /repos/{owner}/{repo}/git/ref/{ref}` | 2 | 0 | 200 (bot), 404 (bot) |" in page.splitlines()
    ), page
