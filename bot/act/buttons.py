"""The buttons of a cord, and the comment that writes a click down. Pure. Neighbour: `words`, what the cord says."""

from bot.act.markdown import code, plain
from bot.model.pressed import BUTTONS, Press, Pressed, marker
from bot.model.telling import Verdict


def on_cord(verdict: Verdict) -> list[dict[str, str]]:
    """What can be done by one click about what a cord shows, as GitHub takes it; nothing where it holds nobody."""
    return [
        {"identifier": verb, "label": BUTTONS[verb].label, "description": BUTTONS[verb].description}
        for verb in _of_use(verdict)
    ]


def _of_use(verdict: Verdict) -> tuple[Pressed, ...]:
    if verdict.kind != "stopped" or verdict.advisory:
        return ()
    if verdict.said is not None:
        return "pass", "start"
    return ("pass", "wrong", "retry") if verdict.course.filed else ("pass", "wrong")


def written_down(press: Press) -> str:
    """The comment: who pressed what, on which head, and the command that it stands for."""
    label = BUTTONS[press.verb].label
    told = f"{plain(press.who)} pressed **{label}** on the cord of {code(press.sha[:7])}, which says {code(press.command)}."
    return f"{marker(press)}\n{told}"
