"""What was refused for want of rights or secrets."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.values import Kind

_ANY = rx(r"(?:##\[error\]|::error::)?(?P<message>.*)$")


def _said(tell: str, kind: Kind, weight: int, words: str, tool: str | None = None) -> Shape:
    """Lines that hold one of some phrases, given in lower case and parted by bars."""
    return Shape(tell, _ANY, kind=kind, tool=tool, weight=weight, words=tuple(words.split("|")))


FAMILY = Family(
    "permissions",
    (
        _said(
            "error",
            "permission",
            74,
            "eacces|eperm:|401 unauthorized|403 forbidden|http error 401|http error 403|access denied|"
            "invalid_grant|could not be authenticated|not authorized",
        ),
        _said("denied", "permission", 60, "access denied|accessdenied|permission denied"),
        _said(
            "missing",
            "permission",
            66,
            "secret is missing|missing required secret|missing required token|missing credentials",
        ),
    ),
)
