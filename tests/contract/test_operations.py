"""The table, the converted description and the sandbox name the same operations."""

import re
from pathlib import Path

import bot
from bot.github.client import API_VERSION
from tests.contract.openapi import specification
from tests.contract.operations import ANNOUNCED, FREER_PARAMETERS, OPERATIONS, UNDOCUMENTED
from tests.contract.packages import OPENAPI
from tests.contract.report import ALL

TESTS = Path(__file__).parent.parent


def test_the_description_was_converted_from_the_table() -> None:
    kept = specification().document
    assert (sorted(OPERATIONS), API_VERSION, str(OPENAPI)) == (
        list(specification().operations),
        kept["api_version"],
        kept["source"],
    ), "run `make contract`"


def test_the_version_is_pinned_in_one_place() -> None:
    """Everything else imports it, so that moving on is one line; the local GitHub knows what GitHub knows."""
    pinned = re.compile(re.escape(API_VERSION))
    root = TESTS.parent
    written = [
        str(path.relative_to(root))
        for folder in ("bot", "scripts", "tests")
        for path in sorted((root / folder).rglob("*.py"))
        if pinned.search(path.read_text())
    ]
    assert ["bot/github/client.py", "bot/sandbox/api.py", "tests/contract/test_conversion.py"] == written


def test_every_breaking_change_that_github_announced_is_accounted_for() -> None:
    assert sorted(specification().document["announced"]) == sorted(ANNOUNCED)


def test_what_a_breaking_change_takes_away_is_used_in_few_places() -> None:
    used = {
        name: [
            str(path.relative_to(TESTS.parent))
            for path in sorted(Path(bot.__path__[0]).rglob("*.py"))
            if "sandbox" not in path.relative_to(TESTS.parent).parts and f'"{name}"' in path.read_text()
        ]
        for names, _ in ANNOUNCED.values()
        for name in names
    }
    assert {
        "merge_commit_sha": ["bot/observe/jobs.py"],
        "return_run_details": ["bot/act/perform.py"],
    } == {name: where for name, where in used.items() if where}


def test_the_bot_names_only_operations_in_the_table() -> None:
    """What `recorder.py` sees of calls that happen, read here from the source for all calls."""
    written = re.compile(r'"((?:GET|POST|PATCH|PUT|DELETE) /[^" ]+)"')
    source = Path(bot.__path__[0])
    outside = [
        f"{path.relative_to(source)}: {operation}"
        for path in sorted(source.rglob("*.py"))
        if "sandbox" not in path.relative_to(source).parts
        for operation in written.findall(path.read_text())
        if operation not in OPERATIONS
    ]
    assert [] == outside


def test_exceptions_are_of_operations_in_the_table() -> None:
    assert [] == sorted({*UNDOCUMENTED, *FREER_PARAMETERS} - set(ALL))


def test_no_exception_is_made_of_what_github_describes() -> None:
    described = {
        (operation, int(status))
        for operation, each in specification().document["operations"].items()
        for status in each["responses"]
    }
    exceptions = {(operation, status) for operation, each in UNDOCUMENTED.items() for status in each}
    assert set() == exceptions & described


def test_the_most_fixed_template_wins() -> None:
    match = specification().match("PATCH", "/repos/acme/shop/issues/comments/7")
    assert match is not None
    assert "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}" == match.operation


def test_values_in_a_path_are_decoded_after_matching() -> None:
    match = specification().match("DELETE", "/repos/acme/shop/issues/7/labels/andon%3Ajob%2Fx")
    assert match is not None
    assert {"owner": "acme", "repo": "shop", "issue_number": "7", "name": "andon:job/x"} == match.parameters


def test_a_repository_named_by_its_id_is_matched() -> None:
    match = specification().match("GET", "/repositories/7/issues")
    assert match is not None
    assert "GET /repos/{owner}/{repo}/issues" == match.operation


MADE = re.compile(r"\bSandbox\((?:[^()]|\([^()]*\))*\)")


def test_every_sandbox_in_the_tests_is_under_contract() -> None:
    """A sandbox that nobody listens to proves nothing: each is made with `wrap=`."""
    unheard = [
        f"{path.relative_to(TESTS)}: {found}"
        for path in sorted(TESTS.rglob("*.py"))
        if path != Path(__file__)
        for found in MADE.findall(path.read_text())
        if "wrap=" not in found and "*" not in found
    ]
    assert [] == unheard


ELSEWHERE = {"contract/plugin.py", "contract/recorder.py", "loop/drill.py"}
"""Words about it, and drills, whose tests record what they hear."""


def test_the_webhooks_of_every_sandbox_in_the_tests_are_under_contract() -> None:
    unread = [
        str(path.relative_to(TESTS))
        for path in sorted(TESTS.rglob("*.py"))
        if "wrap=" in "".join(MADE.findall(path.read_text())) and "record_deliveries(" not in path.read_text()
    ]
    assert [] == sorted(set(unread) - ELSEWHERE)
