"""All that a workflow uses, from file to file."""

from bot.orient.used import Used, used

CI = ".github/workflows/ci.yml"
CALLED = ".github/workflows/called.yml"
PLAIN = "runs: {using: composite, steps: [{run: make}]}"


def calls(*uses: str) -> str:
    steps = ", ".join(f"{{uses: ./{use}}}" for use in uses)
    return f"jobs: {{a: {{steps: [{steps}]}}}}"


def acts(*uses: str) -> str:
    return calls(*uses).replace("jobs: {a: {", "runs: {").removesuffix("}")


def test_a_workflow_that_uses_nothing_is_decided_by_itself() -> None:
    found = used(CI, {CI: "jobs: {a: {}}"})
    assert Used(paths=frozenset({CI})) == found
    assert (True, False) == (found.decides(CI), found.decides(CALLED))


def test_what_is_used_is_followed_from_file_to_file() -> None:
    files = {
        CI: calls("ci/setup", ".github/workflows/called.yml"),
        CALLED: calls("tools/run-tests"),
        "ci/setup/action.yml": acts("ci/run"),
        "ci/run/action.yaml": acts("ci/setup"),
        "tools/run-tests/action.yml": PLAIN,
    }
    found = used(CI, files)
    assert (None, False) == (found.unread, found.missing)
    told = (
        "ci/run/run.sh",
        "CI/setup/action.yml",
        "tools/run-tests/a",
        ".github/actions/x/action.yml",
        CALLED,
    )
    assert [True] * 5 == [found.decides(path) for path in told]
    assert [False] * 2 == [found.decides(path) for path in ("ci/run.sh", ".github/andon.yml")]


def test_the_roots_action_is_decided_by_its_own_files_alone() -> None:
    found = used(CI, {CI: calls(""), "action.yml": acts("ci/run"), "ci/run/action.yml": PLAIN})
    told = ("action.yml", "Dockerfile", "ci/run/a", "src/app.py")
    assert [True, True, True, False] == [found.decides(path) for path in told]


def test_what_was_not_read_or_is_nothing_known_is_told() -> None:
    assert "ci/b" == used(CI, {CI: calls("ci/b", "ci/c")}).unread
    assert "ci/b/action.yml" == used(CI, {CI: calls("ci/b"), "ci/b/action.yml": "nonsense"}).unread
    assert CI == used(CI, {CI: ""}).unread
    assert "../beside" == used(CI, {CI: calls("../beside")}).unread


def test_where_something_is_missing_any_action_may_be_used() -> None:
    found = used(CI, {CI: calls("ci/a"), "ci/a": None})
    assert (True, None) == (found.missing, found.unread)
    told = ("ci/a/x", "else/action.yml", "action.YAML", "else/run.sh")
    assert [True, False, False, False] == [found.decides(path) for path in told]
    assert [False, True, True, False] == [found.may_use(path) for path in told]
    whole = used(CI, {CI: calls("ci/a"), "ci/a/action.yml": PLAIN})
    assert not whole.may_use("else/action.yml")
