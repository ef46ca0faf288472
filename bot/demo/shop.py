"""The demo's repository: a small shop with a real test suite, and the commit that breaks it."""

REPOSITORY = "acme/shop"

CI = """\
name: CI
on:
  push:
    branches: [main]
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
      - uses: actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0
        with:
          python-version: "3.x"
      - run: python -m pytest -q
"""

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

ANDON = """\
version: 1
mode: enforce
fix:
  ladder: [rerun, autofix, person]
  autofix: ["ruff check --fix --quiet .", "ruff format --quiet ."]
  merge: auto
"""

COUPONS = '''\
"""Coupons of the shop."""


def discount(code: str) -> int:
    """Percent off for a coupon code, however it is typed; 0 for one we do not know."""
    typed = code.strip().upper()
    if typed == "WELCOME":
        return 10
    if typed == "TEATIME":
        return 15
    return 0
'''

BROKEN_COUPONS = COUPONS.replace('typed == "WELCOME"', 'typed is "WELCOME"').replace(
    'typed == "TEATIME"', 'typed is "TEATIME"'
)

TESTS = """\
from shop.coupons import discount


def test_a_coupon_counts_however_it_is_typed():
    assert discount(" welcome ") == 10
    assert discount("TeaTime") == 15


def test_an_unknown_code_gives_nothing():
    assert discount("SUMMER") == 0
"""

FILES: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": CI,
    ".github/workflows/andon.yml": CALLER,
    ".github/andon.yml": ANDON,
    ".gitignore": "__pycache__/\n.pytest_cache/\n.ruff_cache/\n",
    "README.md": "# shop\n",
    "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
    "shop/__init__.py": "",
    "shop/coupons.py": COUPONS,
    "tests/test_coupons.py": TESTS,
}

PULLS = {
    "bob": ("opening-hours", "Say when the shop is open", "shop/hours.py", 'OPEN = "08:00-18:00"\n'),
    "carol": ("contact", "Say how to reach the shop", "shop/contact.py", 'MAIL = "shop@acme.example"\n'),
}
"""By author: branch, title, file and its text."""
