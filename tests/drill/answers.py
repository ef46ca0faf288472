"""How a command must be answered that is given while all is at rest: docs/commands.md, without Andon's code."""

from bot.sandbox import git
from bot.sandbox.store import Pull
from tests.drill.folk import Wish
from tests.drill.oracle import Opinion, Oracle
from tests.drill.town import ROLES

ORDER = ("read", "triage", "write", "maintain", "admin")
NEEDED = {"start": "maintain", "wrong": "maintain"}


def answers(oracle: Oracle, line: Opinion, wish: Wish) -> frozenset[str | None]:
    """The reactions that may be given; any if the set is empty."""
    if oracle.mode() == "shadow":
        return frozenset({None})
    if line.state == "unsure" or (line.state == "confirming" and not line.surely):
        return frozenset()
    answer = _answer(oracle, line, wish)
    if wish.verb == "wrong" and line.state == "started" and answer == "+1":
        return frozenset({"+1", "confused"})  # of what a person let run before it stopped nothing was wrong
    stranger = answer == "-1" and not _may(wish.who, "write")
    return frozenset({answer, None} if stranger else {answer})  # who may say nothing is answered once an hour


def _answer(oracle: Oracle, line: Opinion, wish: Wish) -> str:
    stop = line.word.stop
    pulled = stop is not None and stop.who == wish.who and wish.verb == "start"
    if not _may(wish.who, "write" if pulled else NEEDED.get(wish.verb, "write")):
        return "-1"
    stands = line.state in ("stopped", "started")
    match wish.verb:
        case "stop":
            return "confused" if stop else "+1"
        case "start":
            return "+1" if stands or line.state == "confirming" else "confused"
        case "wrong":
            return "+1" if stands and not stop else "confused"
        case "status":
            return "+1"
        case "pass":
            return _passing(oracle, line, wish)
        case _:
            return "confused"


def _passing(oracle: Oracle, line: Opinion, wish: Wish) -> str:
    pull = wish.issue.pull
    if pull is None or pull.base_ref != line.branch or not pull.head_sha.startswith(wish.sha):
        return "confused"
    if wish.who in (wish.issue.author.login, *_makers(oracle, pull)):
        return "-1"
    return "+1" if line.state == "stopped" else "confused"


def _makers(oracle: Oracle, pull: Pull) -> set[str]:
    """Who wrote and who committed what a pull request proposes: the last hundred of the commits that GitHub lists on it,
    which it does not anew when the base is forced back.
    """
    path = oracle.town.repo.record.path
    shas = git.between(path, pull.base_sha, pull.head_sha)
    commits = [git.commit(path, sha) for sha in [*shas[-100:], pull.head_sha]]
    return {name for commit in commits for name in (commit.author.name, commit.committer.name)}


def _may(who: str, needed: str) -> bool:
    return ORDER.index(ROLES[who]) >= ORDER.index(needed)
