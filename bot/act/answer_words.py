"""The words people read in answer to their commands. Pure. Neighbour: `words`, what checks say."""

from bot.act.markdown import code, cut, plain, sentence
from bot.act.words import MAX_TEXT, tree
from bot.model.commands import Verb
from bot.model.effects import AnswerCommand

USE: dict[Verb, tuple[str, str]] = {
    "stop": ("<reason>", "stop the line: nothing merges until somebody starts it"),
    "start": ("<reason> [for 1h]", "let the line run although it is stopped; ends by itself"),
    "pass": ("<sha> <reason>", "on a pull request: let this head through a stopped line"),
    "wrong": ("<reason>", "this stop is Andon's mistake: like start, and counted"),
    "retry": ("", "try everything once more to mend it"),
    "fix": ("", "make the next try now"),
    "status": ("", "what holds, and why"),
    "help": ("", "this list"),
}
"""Each verb: what is written behind it, and what it does."""


def answer(effect: AnswerCommand) -> str:
    """What is said besides the reaction; nothing where that says it all."""
    rows: list[str] = []
    if effect.told:
        rows.append(sentence(effect.told))
    if effect.status is not None:
        rows.append("\n".join([f"{sentence(effect.status.text)}", "", *_children(effect)]))
    if effect.verbs:
        rows.append("\n".join(_uses()))
    return cut("\n\n".join(rows), MAX_TEXT)


def _children(effect: AnswerCommand) -> list[str]:
    return [line for child in (effect.status.children if effect.status else ()) for line in tree(child)]


def _uses() -> list[str]:
    """A line for each verb, and how to name another line than the one that is meant without."""
    rows = [f"- {code(f'/andon {verb} {args}'.strip())}: {plain(does)}" for verb, (args, does) in USE.items()]
    return [*rows, "", "The line is the pull request's base, else the default branch; another is named first: "
            f"{code('/andon stop release/1: <reason>')}."]  # fmt: skip
