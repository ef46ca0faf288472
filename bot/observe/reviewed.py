"""Whether a code owner approved a head that changes what decides a red check, read only of such heads.

The CODEOWNERS file is the line's own, never the head's. Who may approve is GitHub's word: it lists the reviews of
people who may write, and the teams for which a review was given where the organisation lets the App see them.
"""

import base64
import contextlib
import posixpath
import re

from bot.github.documents import APPROVALS
from bot.github.errors import Broken, Denied, Gone
from bot.github.node import Node
from bot.model.facts import LineFacts, Pull
from bot.model.owners import PLACES, Approval, Reviewed
from bot.observe.proofs import unread
from bot.observe.runs import Reader

_SETTINGS = ".github/"
_TEAM = re.compile(r"@[\w.-]+/[\w.-]+")


async def read_reviewed(
    pulls: tuple[Pull, ...], lines: tuple[LineFacts, ...], reader: Reader
) -> tuple[Pull, ...]:
    """The pull requests; those that might be proven but for what they change of the checks with their approvals."""
    by_branch = {line.branch: line for line in lines}
    found: list[Pull] = []
    for pull in pulls:
        line = by_branch.get(pull.base)
        asked = line is not None and pull.alone_since is not None and _may_decide(pull, line)
        found.append(await _reviewed(pull, line, reader) if asked and line else pull)
    return tuple(found)


def _may_decide(pull: Pull, line: LineFacts) -> bool:
    """Whether a head may change what a red workflow does; `orient.used` has the last word."""
    if pull.against_line is None or pull.proof_unread is not None:
        return False
    paths = pull.against_line.paths
    folders = {posixpath.dirname(file.path) or file.path for file in line.files}
    near = (_SETTINGS, *(f"{folder}/" for folder in folders))
    return any(path.startswith(near) or "/" not in path for path in paths)


async def _reviewed(pull: Pull, line: LineFacts, reader: Reader) -> Pull:
    owners = await reader.attempt(
        f"pulls: owners at {line.history[0].sha[:7]}", _owners(line.history[0].sha, reader)
    )
    if owners is None:
        return unread(pull)
    node = await _asked(pull, owners, reader)
    if node is None or not node["pullRequest"]:
        return unread(pull)
    return pull.model_copy(update={"reviewed": _told(node["pullRequest"], pull, owners or None)})


async def _asked(pull: Pull, owners: str, reader: Reader) -> Node | None:
    """What GitHub says of the reviews; without teams where it does not name those to us, so that people's count."""
    if _TEAM.search(owners):
        with contextlib.suppress(Broken, Denied, Gone):
            return await reader.ask(APPROVALS, {"number": pull.number, "teams": True})
    what = f"pulls: approvals of #{pull.number}"
    return await reader.query(what, APPROVALS, {"number": pull.number, "teams": False})


async def _owners(sha: str, reader: Reader) -> str:
    """The text of the CODEOWNERS file at a commit; empty where there is none."""

    async def read() -> str:
        for path in PLACES:
            try:
                data = await reader.get("/repos/{owner}/{repo}/contents/{path}", {"ref": sha}, path=path)
            except Gone:
                continue
            return base64.b64decode(data["content"].text()).decode("utf-8", "replace")
        return ""

    return await reader.kept.get((reader.name, "owners", sha), read)


def _told(node: Node, pull: Pull, owners: str | None) -> Reviewed:
    """What was reviewed, as far as it is of this head. Who made one of its commits, or proposed it, cannot approve it."""
    commits = [one["commit"] for one in node["commits"]["nodes"]]
    people = [one[role]["user"] for one in commits for role in ("author", "committer")]
    made = {pull.author, *(name for one in people if (name := one["login"].maybe_text()) is not None)}
    reviews = [one for one in node["latestOpinionatedReviews"]["nodes"] if one["author"]]
    return Reviewed(
        owners=owners,
        approvals=tuple(
            Approval(login=review["author"]["login"].text(), teams=_teams(review))
            for review in reviews
            if review["state"].is_text("APPROVED")
            and review["commit"]["oid"].is_text(pull.head)
            and review["author"]["__typename"].is_text("User")
        ),
        objections=tuple(
            review["author"]["login"].text()
            for review in reviews
            if review["state"].is_text("CHANGES_REQUESTED")
        ),
        by=tuple(sorted(made)),
    )


def _teams(review: Node) -> tuple[str, ...]:
    given = review["onBehalfOf"]
    return tuple(team["combinedSlug"].text() for team in given["nodes"]) if given else ()
