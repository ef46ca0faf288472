"""The workflows of the demo's repositories: CI that runs pytest, and the caller workflow for workers."""

GITIGNORE = "__pycache__/\n.pytest_cache/\n.ruff_cache/\n"

_CI = """\
name: CI
on:
{triggers}
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - uses: actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0
        with:
          python-version: "3.x"
      - run: python -m pytest -q
"""
PUSH = "  push:\n    branches: [main]"
PULL_REQUEST = "  pull_request:"


def ci(*triggers: str) -> str:
    """A CI workflow that runs pytest; without triggers, on pushes to main and on pull requests."""
    return _CI.format(triggers="\n".join(triggers or (PUSH, PULL_REQUEST)))
