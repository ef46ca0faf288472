"""The signals of a history, by their jobs' names."""

from bot.model.config import LineConfig
from bot.model.facts import LineFacts
from bot.model.runs import Commit
from bot.orient.outcomes import Signal
from bot.orient.signals import signals


def found(*history: Commit, **config: object) -> dict[str, Signal]:
    said = signals(LineFacts(branch="main", history=history), LineConfig.model_validate(config))
    return {s.job: s for s in said}


def states(*history: Commit, **config: object) -> dict[str, str]:
    return {name: signal.state for name, signal in found(*history, **config).items()}
