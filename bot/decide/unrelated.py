"""Pull requests that may pass a stopped line because they have nothing to do with it, as its configuration says.

They touch only paths that `line.unrelated` names, and so need not contain the line's head. What decides a check
is never unrelated, whatever the configuration says. Neighbour: `passage`, what all proofs come to.
"""

from collections.abc import Iterator
from itertools import chain

from bot.decide import external
from bot.decide.line import Line
from bot.decide.proving import against
from bot.model.facts import Pull
from bot.model.paths import matches
from bot.model.telling import Reason
from bot.orient.used import Used, used

_DECIDES = (".github/workflows/", ".github/actions/")


def by_paths(pull: Pull, line: Line) -> Reason | None:
    """Whether a head changes only what is unrelated to the line; None where it changes nothing of that.

    A file that was moved counts by both of its paths; a list of files that may be longer proves nothing.
    """
    if pull.paths_unread and line.unrelated:
        return Reason(status="unknown", text="whether it is unrelated could not be read")
    comparison = against(pull, line)
    if comparison is None:
        return None
    paths = comparison.paths
    named = [path for path in paths if matches(path, line.unrelated)]
    if not named:
        return None
    if other := next((path for path in paths if path not in named), None):
        return Reason(status="blocked", text=f"it changes {other}, which line.unrelated does not name")
    if not comparison.complete:
        return Reason(status="blocked", text="it changes more files than GitHub lists")
    outside = (part for part in external.unchanged(line.reds, comparison) if part.status != "ok")
    if bad := next(chain(_decisive(line, named), outside), None):
        return bad
    more = f" and {len(named) - 1} more" if len(named) > 1 else ""
    told = f"it changes only what line.unrelated names ({named[0]}{more})"
    return Reason(status="ok", text=told, children=(Reason(status="ok", text=told),))


def _decisive(line: Line, paths: list[str]) -> Iterator[Reason]:
    """What stands against calling the paths unrelated: one decides a check, or what decides them is not known."""
    files = {file.path: file.text for file in line.facts.files}
    uses: list[Used] = []
    for workflow in sorted({red.signal.path for red in line.reds if not red.signal.external}):
        uses.append(used(workflow, {workflow: None, **files}))
        if unread := uses[-1].unread:
            yield Reason(
                status="unknown", text=f"what {workflow} uses is not known: {unread} could not be read"
            )
    for path in paths:
        if path.casefold().startswith(_DECIDES) or any(u.decides(path) or u.may_use(path) for u in uses):
            yield Reason(
                status="blocked", text=f"it changes {path}, which decides checks, so it is not unrelated"
            )
