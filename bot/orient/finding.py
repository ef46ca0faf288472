"""What one rule says of one snapshot: something that differs from the desired state."""

from bot.model.value import Value
from bot.orient.signals import Signal


class Finding(Value):
    """`subject` is what it is about: for `ci-green` the line, its red signals listed inside."""

    rule: str
    subject: str
    signals: tuple[Signal, ...] = ()
