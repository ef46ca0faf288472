"""The contract as pytest shows it: the test that caused a violation fails, the session's tally is whole."""

from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

ROOT = Path(__file__).parent.parent.parent

RIGHT = """
from tests.contract.cases import RIGHT, exchange

async def test_right(contract):
    contract.tally += (await exchange(RIGHT["a ref is read"])).tally

async def test_right_again(contract):
    contract.tally += (await exchange(RIGHT["a ref is not found"])).tally
"""
WRONG = """
from tests.contract.cases import WRONG, exchange

async def test_wrong(contract):
    contract.violations += (await exchange(WRONG["a field of the answer is missing"][0])).violations
"""


def session(pytester: pytest.Pytester, text: str, *options: str) -> pytest.RunResult:
    """The tests in `text`, run under the contract with the report asked for."""
    pytester.makeini("[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(text)
    return pytester.runpytest_subprocess("-p", "tests.contract.plugin", *options)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("ANDON_CONTRACT_REPORT", "1")


def test_the_test_that_caused_a_violation_fails(pytester: pytest.Pytester) -> None:
    outcome = session(pytester, WRONG)
    outcome.assert_outcomes(passed=1, errors=1)
    outcome.stdout.fnmatch_lines(["*required property*"])
    assert not (pytester.path / "docs").exists()


@pytest.mark.deep
def test_the_report_is_of_all_workers_and_names_what_nobody_exercised(pytester: pytest.Pytester) -> None:
    outcome = session(pytester, RIGHT, "-n", "2")
    outcome.stdout.fnmatch_lines(["contract: in no test did Andon get an answer from GET /app"])
    page = (pytester.path / "docs" / "contract.md").read_text()
    row = "| `GET /repos/{owner}/{repo}/git/ref/{ref}` | 2 | 0 | 200 (bot), 404 (bot) | 409 |"
    assert (pytest.ExitCode.TESTS_FAILED, True) == (outcome.ret, row in page.splitlines()), page


WITHOUT = """
import pytest
from tests.contract.packages import Package, needed

def test_data():
    needed(Package("andon-nothing", "0", "sha512-none"))
"""


def test_what_was_skipped_for_want_of_npm_is_said(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PATH", str(pytester.path))
    outcome = session(pytester, WITHOUT)
    outcome.assert_outcomes(skipped=1)
    outcome.stdout.fnmatch_lines(
        ["contract: 1 tests skipped, npm data is missing: andon-nothing 0 needs npm, which is not installed"]
    )
