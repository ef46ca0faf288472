"""The files that Andon knows how to begin without the organisation's help, by their paths.

`$default-branch` stands for the default branch's name, as in GitHub's own workflow templates.
"""

BRANCH = "$default-branch"

CALLER = """\
name: Andon
run-name: andon ${{ inputs.nonce }}
on:
  workflow_dispatch:
    inputs:
      nonce: {required: true, type: string}
      order: {required: true, type: string}
      app: {required: true, type: string}
permissions: {}
jobs:
  andon:
    permissions: {actions: read, contents: read, id-token: write}
    uses: andon-bot/andon/.github/workflows/worker.yml@v0
    with:
      nonce: ${{ inputs.nonce }}
      order: ${{ inputs.order }}
      app: ${{ inputs.app }}
"""
"""The workflow by which a repository lets workers run."""

CI = """\
name: CI
on:
  push:
    branches: ["$default-branch"]
  pull_request:
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - name: Test
        run: |
          if [ -f Makefile ] && grep -q '^test:' Makefile; then
            make test
          elif [ -f package.json ]; then
            npm ci && npm test
          elif [ -f go.mod ]; then
            go test ./...
          elif [ -f Cargo.toml ]; then
            cargo test
          elif [ -f pom.xml ]; then
            mvn --batch-mode test
          elif [ -f gradlew ]; then
            ./gradlew test
          elif [ -f pyproject.toml ] || [ -f setup.py ]; then
            python3 -m venv .venv && .venv/bin/pip install . pytest && .venv/bin/pytest
          else
            echo "::error::Say in .github/workflows/ci.yml how this repository is tested"
            exit 1
          fi
"""
"""A CI workflow that tests a repository the way its files suggest."""

BUILT_IN = {
    ".github/workflows/andon.yml": CALLER,
    ".github/workflows/ci.yml": CI,
}


def filled(text: str, branch: str) -> str:
    """A template's text for a repository whose default branch is `branch`."""
    return text.replace(BRANCH, branch)
