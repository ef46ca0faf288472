"""docs/contract.md says what is so today, but for the numbers of the run that made it."""

import re
from collections import Counter
from pathlib import Path

from tests.contract.report import ALL, MUTATED, renewed, report
from tests.contract.spoiling import Score, section

PAGE = Path(__file__).parents[2] / "docs" / "contract.md"


def test_the_page_says_what_is_so_today() -> None:
    """All but the numbers, which are those of the run that made them."""
    assert renewed(PAGE.read_text()) == PAGE.read_text(), "run `make contract`"


def test_a_renewed_page_keeps_the_numbers_that_still_hold() -> None:
    first, second, *_ = ALL
    old = report(Counter({(first, "bot", 200): 7}), f"{MUTATED}\n\nas measured\n")
    older = old.replace(f"| `{second}` |", "| `GET /of/yesterday` |").replace("## Webhooks", "## Letters")
    assert old == renewed(older)


def test_the_page_says_how_many_spoilt_answers_are_caught() -> None:
    found = re.search(
        r"^([\d,]+) spoilt answers .*: ([\d.]+)% caught, (\d+) not", PAGE.read_text(), re.MULTILINE
    )
    assert found, "run `make mutate-contract`"
    assert float(found[2]) >= 95


def test_the_section_of_spoilt_answers_stays_when_the_page_is_made_anew() -> None:
    mutated = f"{MUTATED}\n\n" + section(Score())
    assert report(Counter(), mutated).endswith(mutated)
