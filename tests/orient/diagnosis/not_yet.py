"""Blind cases of which not everything that their logs tell is told yet, as they were first read."""

SIXTH = frozenset(
    {
        ("ruff", "a notebook and a module, shortly, before the tests"),
        ("yamllint", "workflows and charts, strictly, coloured"),
        ("coverage", "of unittest, two modules under the limit"),
        ("go", "tables, a parallel test, logs that speak of failing, through tee"),
        ("clippy", "denied groups, tests included, shortly"),
        ("ctest", "a crash, a text that must match, one that is disabled"),
        ("test-unit", "data, setting up and a difference"),
    }
)
"""Of the sixth round, what was not learnt yet."""
