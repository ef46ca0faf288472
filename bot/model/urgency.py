"""Which pull request could merge soonest, and so has its cord written first: at a stop and at a release alike.

Pure ranking of what was observed: `decide.cords` applies it to the verdicts of all lines together, `observe.lanes` to
what is read first.
"""

from bot.model.facts import Pull
from bot.model.runs import Run

MERGEABLE_NOW = ("CLEAN", "HAS_HOOKS", "UNSTABLE", "UNKNOWN")
"""What GitHub says of a pull request that nothing holds; UNKNOWN is what it has not worked out yet."""
_PASSED = ("success", "neutral", "skipped")
_OF_PULLS = ("pull_request", "merge_group")

Urgency = tuple[bool, bool, bool, bool, bool, bool]


def urgency(pull: Pull) -> Urgency:
    """The lowest merges soonest: first what merges by itself, then what somebody's click would merge.

    A held pull request is BLOCKED by its own cord, so what would be left to hold it (a lacking review, its
    own checks) tells which of them merges first once it is let go.
    """
    return (
        pull.draft or pull.conflicting,
        not pull.auto_merge,
        pull.merge_state not in MERGEABLE_NOW,
        pull.unreviewed,
        not _green(pull),
        not pull.approved,
    )


def idle(pull: Pull) -> bool:
    """Whether it could not merge now, whatever its cord says: something else holds it."""
    if pull.group:
        return False
    merges = pull.auto_merge or pull.merge_state in MERGEABLE_NOW
    return pull.draft or pull.conflicting or not (merges or (not pull.unreviewed and _green(pull)))


def _green(pull: Pull) -> bool:
    """Whether the newest run of each workflow on the head has passed."""
    newest: dict[tuple[str, str], Run] = {}
    for run in sorted(pull.runs, key=lambda r: r.id):
        if run.event in _OF_PULLS and run.branch == pull.branch:
            newest[run.path, run.event] = run
    return all(run.conclusion in _PASSED for run in newest.values())
