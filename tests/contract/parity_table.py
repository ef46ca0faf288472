"""Real recordings of api.github.com: how many there are, which are compared, and what may differ.

The one table of `parity.py` and `recordings.py`, apart from them so that the page is written without
either; tests hold it against the package and against the local GitHub.
"""

from dataclasses import dataclass
from typing import Final

SCENARIOS: Final = {
    "add-and-remove-repository-collaborator": 8,
    "add-labels-to-issue": 4,
    "branch-protection": 7,
    "create-file": 3,
    "create-status": 7,
    "errors": 3,
    "get-archive": 5,
    "get-content": 2,
    "get-organization": 1,
    "get-repository": 1,
    "get-root": 1,
    "git-refs": 9,
    "labels": 7,
    "lock-issue": 5,
    "mark-notifications-as-read": 1,
    "markdown": 2,
    "paginate-issues": 20,
    "project-cards": 14,
    "release-assets": 10,
    "release-assets-conflict": 10,
    "rename-repository": 7,
    "search-issues": 5,
}
"""Every scenario, and how many exchanges it has."""


@dataclass(frozen=True)
class Difference:
    """One way in which the local GitHub answered otherwise."""

    operation: str
    status: int
    what: str

    def __str__(self) -> str:
        return f"{self.operation} -> {self.status}: {self.what}"


IN_USE: Final = {
    "add-labels-to-issue": 2,
    "create-status": 1,
    "get-content": 1,
    "get-repository": 1,
    "git-refs": 2,
    "lock-issue": 1,
    "paginate-issues": 18,
    "rename-repository": 2,
    "search-issues": 2,
}
"""How many exchanges of each scenario ask for what Andon uses, and so are compared; of the others, none."""

DIFFERENCES: Final = {
    Difference("GET /repos/{owner}/{repo}", 200, "body.has_discussions added"): (
        "newer than the recording; GitHub's description has it"
    ),
    Difference(
        "GET /repos/{owner}/{repo}/contents/{path}",
        200,
        "content-type application/json; charset=utf-8, recorded application/vnd.github.v3.raw; charset=utf-8",
    ): "asked for the raw file, which Andon never does: it reads files with their hash",
    Difference("GET /repos/{owner}/{repo}/contents/{path}", 200, "body of another type"): "the same",
}
"""Every way in which the local GitHub answers otherwise than was recorded, and why that may stay."""
