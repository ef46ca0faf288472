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
        ("cmake", "a package whose version is too old, as a workflow configures"),
        ("go", "a module that needs what its sums do not have"),
        ("mix", "a dependency that was not fetched, as the tests are called"),
        ("mocha", "time that runs out, and what nobody caught"),
        ("nox", "a Python that the runner lacks"),
        ("pre-commit", "a hook whose environment cannot be installed"),
        ("pyright", "a configuration that does not parse"),
        ("pytest-cov", "too little by a workflow's limit, all tests pass"),
        ("sphinx", "a module that its documentation cannot import, on many processors"),
        ("webpack", "TypeScript and styles for production, as npm calls it"),
        ("yamllint", "on a runner, strictly, it knows by itself where it is"),
    }
)
"""Of the seventh."""
