"""`make mutate-contract`: does the judge of the tests notice when an answer is not as GitHub describes it?

Spoils every answer that Andon reads in every way that GitHub's schemas name (`tests/contract/spoiling.py`)
and writes what came of it into docs/contract.md. Needs npm. Fails if under 95 % are caught, or if an
answer that GitHub's own description allows is not.
"""

import json
import sys
from pathlib import Path

import graphql

from scripts.contract import published
from tests.contract.packages import GRAPHQL, OPENAPI
from tests.contract.report import MUTATED
from tests.contract.spoiling import Score, document_samples, rest_samples, section

PAGE = Path(__file__).parent.parent / "docs" / "contract.md"
ENOUGH = 0.95


def main() -> int:
    """Spoil, count, write, and say what came of it."""
    score = Score()
    schema = graphql.build_schema(published(GRAPHQL).decode(), assume_valid=True)
    refused: list[str] = []
    for sample in (*rest_samples(json.loads(published(OPENAPI))), *document_samples(schema)):
        refused += [f"{sample.name}: {problem}" for problem in sample.problems()]
        score.add(sample, sample.mutations)
    before = PAGE.read_text().partition(f"\n{MUTATED}\n")[0]
    PAGE.write_text(before.rstrip("\n") + f"\n\n{MUTATED}\n\n{section(score)}")
    print(f"{score.made.total():,} spoilt answers, {100 * score.caught:.2f}% caught")
    print("\n".join(f"refused although it is right: {each}" for each in refused), end="")
    return int(bool(refused) or score.caught < ENOUGH)


if __name__ == "__main__":
    sys.exit(main())
