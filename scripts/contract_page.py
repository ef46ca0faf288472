"""The end of `make contract`: docs/contract.md says what is so, with the numbers of the last report's run."""

import sys
from pathlib import Path

from tests.contract.report import renewed

PAGE = Path(__file__).parent.parent / "docs" / "contract.md"


def main() -> int:
    """Write it anew where it differs."""
    before = PAGE.read_text()
    if (after := renewed(before)) != before:
        PAGE.write_text(after)
        print("docs/contract.md: renewed; `make contract-report` renews its numbers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
