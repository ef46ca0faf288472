"""Who may pass a stopped line: the way through is to fix it.

A colleague's `/andon pass` lets one head through. Else a pull request passes by any one of the proofs: by its own
runs (`proving`), by its tree, which takes back what broke the line or is one that passed (`restoring`), or because
it touches only what is `unrelated`.
"""

from bot.decide.line import Line
from bot.decide.proving import by_runs
from bot.decide.restoring import by_revert, by_tree
from bot.decide.unrelated import by_paths
from bot.decide.word import clock, order
from bot.model.commands import Command
from bot.model.facts import Pull
from bot.model.telling import Reason, Way
from bot.model.value import Value

BY_PROOF = "passes by proof: "
"""What the words of a proof begin with."""


class Passage(Value):
    """Whether a pull request may pass, and by which proof (`way`), by whose word, or for lack of what."""

    passes: bool
    reason: Reason
    word: Command | None = None
    way: Way = "runs"
    unsure: tuple[Way, ...] = ()  # the proofs of which nothing could be told now

    @property
    def mends(self) -> bool:
        """Whether merging it is expected to mend the line, or somebody said so; not where it is merely unrelated."""
        return self.passes and self.way not in ("unrelated", "lane")


def passage(pull: Pull, line: Line, kin: tuple[Pull, ...], named: str | None = None) -> Passage:
    """Judge one pull request, or a merge group, against a stopped line.

    kin: every open pull request with this head, or with this tree; named: the head that a person would name, of
    a group its pull request's.
    """
    words = [one for one in line.word.passes if one.sha == (named or pull.head)]
    if word := max(words, key=lambda one: (one.until or one.at, order(one)), default=None):
        text = f"passes by {word.who}'s word until {clock(word)}: {word.why}"
        return Passage(passes=True, reason=Reason(status="ok", text=text), word=word)
    if stop := line.word.stop:
        text = f"{stop.who} stopped {line.branch}; no proof lifts that, only /andon start or /andon pass"
        return Passage(passes=False, reason=Reason(status="blocked", text=text))
    proofs: tuple[tuple[Way, Reason | None], ...] = (
        ("revert", by_revert(pull, line, kin)),
        ("tree", by_tree(pull, line, kin)),
        ("unrelated", by_paths(pull, line)),
        ("runs", by_runs(pull, line, kin)),
    )
    return _weighed(tuple((way, reason) for way, reason in proofs if reason is not None))


def _weighed(proofs: tuple[tuple[Way, Reason], ...]) -> Passage:
    """What the proofs come to: one is enough. Without one, the last says what is missing, those before it why not."""
    for way, reason in proofs:
        if reason.status == "ok":
            told = Reason(status="ok", text=f"{BY_PROOF}{reason.text}", children=reason.children)
            return Passage(passes=True, reason=told, way=way)
    *others, (_, own) = proofs
    order = ("unknown", "waiting", "blocked")
    status = min((reason for _, reason in proofs), key=lambda reason: order.index(reason.status)).status
    begins = "proof under way: " if own.status == "waiting" else "no proof: "
    near = "; ".join([own.text, *[reason.text for _, reason in others if reason.status == "blocked"][:1]])
    text = own.text if own.status == "unknown" and not own.children else begins + near
    children = (*own.children, *(reason for _, reason in others))
    unsure: tuple[Way, ...] = tuple(way for way, reason in proofs if reason.status == "unknown")
    return Passage(passes=False, reason=Reason(status=status, text=text, children=children), unsure=unsure)
