"""Whether a code owner approved what a head changes of the checks that decide: then it is as good as unchanged.

The owners are those of CODEOWNERS on the line, and each path needs one of its own, who may write, who approved this
very head and did not make it. Neighbour: `proving`, of which this is one part.
"""

from bot.model.facts import Pull
from bot.model.owners import Reviewed, owners
from bot.model.telling import Reason

_ELSE = "or a colleague's /andon pass"


def approved(paths: tuple[str, ...], pull: Pull) -> Reason:
    """Whether owners approved a change of these paths, of which there is one at least; else what is lacking."""
    said = pull.reviewed
    if said is None:
        return Reason(status="blocked", text=_changes(paths[0]))
    if said.owners is None:
        return Reason(
            status="blocked", text=f"{_changes(paths[0])}; no CODEOWNERS file says who could approve that"
        )
    if said.objections:
        return Reason(
            status="blocked", text=f"{_changes(paths[0])}; {said.objections[0]} wants changes in it"
        )
    names: set[str] = set()
    for path in paths:
        found = _owner(path, said)
        if isinstance(found, Reason):
            return found
        names.add(found)
    text = f"it changes {paths[0]}{_more(paths)}, which {' and '.join(sorted(names))} approved as code owner"
    return Reason(status="ok", text=text)


def _owner(path: str, said: Reviewed) -> str | Reason:
    """Who approved as an owner of a path, or what is lacking."""
    owned = owners(said.owners or "", path)
    if owned is None:
        return Reason(status="blocked", text=f"{_changes(path)}; CODEOWNERS has a line that cannot be read")
    if not owned:
        return Reason(status="blocked", text=f"{_changes(path)}; nobody owns it by CODEOWNERS")
    makers = {name.casefold() for name in said.by}
    for one in said.approvals:
        if one.login.casefold() not in makers and any(one.by(owner) for owner in owned):
            return one.login
    wanted = " or ".join(owned)
    return Reason(
        status="blocked",
        text=f"{_changes(path)}; needed: an approval of this head by its code owner {wanted}, {_ELSE}",
    )


def _changes(path: str) -> str:
    return f"it changes {path}, which decides the red check"


def _more(paths: tuple[str, ...]) -> str:
    return f" and {len(paths) - 1} more" if len(paths) > 1 else ""
