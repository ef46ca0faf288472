"""Blind cases of which not everything that their logs tell is told yet, as they were first read."""

SIXTH = frozenset(
    {
        ("clippy", "denied groups, tests included, shortly"),
        ("coverage", "of unittest, two modules under the limit"),
        ("ctest", "a crash, a text that must match, one that is disabled"),
        ("go", "tables, a parallel test, logs that speak of failing, through tee"),
        ("ruff", "a notebook and a module, shortly, before the tests"),
        ("test-unit", "data, setting up and a difference"),
        ("yamllint", "workflows and charts, strictly, coloured"),
    }
)
"""Of the sixth round, what was not learnt yet."""
SEVENTH = frozenset(
    {
        ("bundler", "a lock file that may not be changed"),
        ("bundler", "a program that the bundle does not have"),
        ("cmake", "a package whose version is too old, as a workflow configures"),
        ("composer", "a lock file that is not of this project, before an install"),
        ("composer", "a script that is none, as a workflow's step calls it"),
        ("ctest", "a few programs, what failed is shown, as most workflows do"),
        ("go", "a module that needs what its sums do not have"),
        ("gradle", "a task that is none, asked for by a workflow"),
        ("javac", "by ant, as an older project's workflow does"),
        ("junit", "JUnit 4: setting up once fails for one class, a timeout in another"),
        ("minitest", "a suite that cannot be loaded, by Rake"),
        ("mix", "a dependency that was not fetched, as the tests are called"),
        ("mocha", "time that runs out, and what nobody caught"),
        ("ninja", "an undefined symbol at its last step"),
        ("ninja", "by CMake in a workflow, C++ with a header of its own"),
        ("nox", "a Python that the runner lacks"),
        ("phpunit", "a test file that does not parse"),
        ("pre-commit", "a hook whose environment cannot be installed"),
        ("prove", "recursively and verbosely on many processors, a module that is missing"),
        ("pyright", "a configuration that does not parse"),
        ("pytest-cov", "too little by a workflow's limit, all tests pass"),
        ("rubocop", "an extension that its settings ask for is not installed"),
        ("rustfmt", "a module that does not parse"),
        ("sphinx", "a module that its documentation cannot import, on many processors"),
        ("webpack", "TypeScript and styles for production, as npm calls it"),
        ("yamllint", "on a runner, strictly, it knows by itself where it is"),
    }
)
"""Of the seventh."""
