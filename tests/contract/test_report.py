"""docs/contract.md says what is so today, but for the numbers of the run that made it."""

import os
import re
from collections import Counter
from pathlib import Path

from tests.contract.report import ALL, MUTATED, report, static
from tests.contract.spoiling import Score, section

PAGE = Path(__file__).parents[2] / "docs" / "contract.md"


def page() -> str:
    """The page; in a run that makes it anew, what is made."""
    made_anew = os.environ.get("ANDON_CONTRACT_REPORT") == "1"
    return (
        report(Counter(), PAGE.read_text().partition(f"\n{MUTATED}\n")[2]) if made_anew else PAGE.read_text()
    )


def test_the_page_has_a_row_for_each_operation() -> None:
    rows = re.findall(r"^\| `([A-Z]+ /[^`]*)` \|", page(), re.MULTILINE)
    assert list(ALL) == rows, "run `make contract-report`"


def test_the_page_says_what_is_so_today() -> None:
    assert "\n".join(static()) in page(), "run `make contract-report`"


def test_the_page_says_how_many_spoilt_answers_are_caught() -> None:
    found = re.search(
        r"^([\d,]+) spoilt answers .*: ([\d.]+)% caught, (\d+) not", PAGE.read_text(), re.MULTILINE
    )
    assert found, "run `make mutate-contract`"
    assert float(found[2]) >= 95


def test_the_section_of_spoilt_answers_stays_when_the_page_is_made_anew() -> None:
    mutated = f"{MUTATED}\n\n" + section(Score())
    assert report(Counter(), mutated).endswith(mutated)
