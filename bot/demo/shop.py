"""The demo's main repository: a small shop with a real test suite, and the commit that breaks it."""

from bot.demo.kind import Files, Kind, propose
from bot.demo.scene import Scene
from bot.demo.workflows import GITIGNORE, ci
from bot.model.templates import CALLER

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

BROKEN_COUPONS = COUPONS.replace("typed ==", "typed is").replace("one we do not know", "an unknown one")
"""Broken, and better worded: what mends it does not take it all back, so it passes by its own checks."""

TESTS = """\
from shop.coupons import discount


def test_a_coupon_counts_however_it_is_typed():
    assert discount(" welcome ") == 10
    assert discount("TeaTime") == 15


def test_an_unknown_code_gives_nothing():
    assert discount("SUMMER") == 0
"""

FILES: Files = {
    ".github/workflows/ci.yml": ci(),
    ".github/workflows/andon.yml": CALLER,
    ".github/andon.yml": ANDON,
    ".gitignore": GITIGNORE,
    "README.md": "# shop\n",
    "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
    "shop/__init__.py": "",
    "shop/coupons.py": COUPONS,
    "tests/test_coupons.py": TESTS,
}

PULLS = {
    "bob": ("Say when the shop is open", "shop/hours.py", 'OPEN = "08:00-18:00"\n'),
    "carol": ("Say how to reach the shop", "shop/contact.py", 'MAIL = "shop@acme.example"\n'),
    "dan": ("Sell green tea", "shop/teas/green.py", "PRICE = 420\n"),
    "erin": ("Sell black tea", "shop/teas/black.py", "PRICE = 380\n"),
    "frank": ("Sell white tea", "shop/teas/white.py", "PRICE = 690\n"),
    "grace": ("Sell herbal tea", "shop/teas/herbal.py", "PRICE = 310\n"),
    "heidi": ("Tell what shipping costs", "shop/shipping.py", "COSTS = 490\n"),
    "ivan": ("Tell what a parcel may weigh", "shop/parcels.py", "MOST_GRAMS = 31_500\n"),
    "judy": ("Name the currency", "shop/currency.py", 'CURRENCY = "EUR"\n'),
    "kim": ("Thank the customers", "shop/thanks.py", 'THANKS = "Thank you!"\n'),
}
"""By author: title, file and its text."""


def _ten_pulls(scene: Scene) -> None:
    for login, change in PULLS.items():
        scene.repo.collaborator(login, "write")
        propose(scene.repo, login, "main", change)


SHOP = Kind(
    name="shop",
    what="goes red with ten open pull requests, and is fixed by a worker",
    files=FILES,
    proposed=(),
    before=_ten_pulls,
)
"""What happens there is told by `story`, what shall hold at its end by `ending`."""
