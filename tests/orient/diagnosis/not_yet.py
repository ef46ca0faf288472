"""Blind cases of which not everything that their logs tell is told yet, as they were first read."""

SIXTH = frozenset(
    {
        ("clippy", "denied groups, tests included, shortly"),
        ("coverage", "of unittest, two modules under the limit"),
        ("go", "tables, a parallel test, logs that speak of failing, through tee"),
        ("test-unit", "data, setting up and a difference"),
        ("yamllint", "workflows and charts, strictly, coloured"),
    }
)
"""Of the sixth round, what was not learnt yet."""
SEVENTH = frozenset(
    {
        ("mocha", "time that runs out, and what nobody caught"),
        ("pytest-cov", "too little by a workflow's limit, all tests pass"),
        ("webpack", "TypeScript and styles for production, as npm calls it"),
        ("yamllint", "on a runner, strictly, it knows by itself where it is"),
    }
)
"""Of the seventh."""
EIGHTH = frozenset(
    {
        (
            "go",
            "a table with names, what is cleaned up fails, a panic in a goroutine",
        ),  # like what a test logs
        (
            "make",
            "each package's tests by a loop, all of them are run",
        ),  # the folder stands in the loop's own words
        (
            "pytest",
            "coroutines in the automatic mode: a client that cannot be set up, a task that takes too long",
        ),
        ("python", "a program's own smoke test in a container's way, its log as JSON"),  # its own words too
    }
)
"""Of the eighth. Of pytest's chain of two exceptions, the first one's place is told as well."""
NINTH = frozenset(
    {
        (
            "exunit",
            "a parser's tests",
        ),  # an exception's place is the test's own line, not the deepest of the project's
    }
)
"""Of the ninth, as it was first read."""
