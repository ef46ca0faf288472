"""What a credential looks like: the one place that knows, for logs, patches and words alike.

Each pattern costs no more than the text's length, whatever the text holds: it may be anybody's log.
"""

import re

_SHAPES = (
    r"gh[psour]_[A-Za-z0-9._-]{20,}|github_pat_\w{20,}"
    r"|(?<![A-Z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])"
    r"|xox[abeprs]-[A-Za-z0-9-]{10,}"
    r"|(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}"
    r"|-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----"
    r"(?:.*?-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|.*)"
)
"""GitHub's, AWS's and Slack's tokens, JWTs, private keys (one that is cut, to the text's end)."""

_SECRET = re.compile(
    _SHAPES + r"|\b(?P<bearer>(?i:bearer)\s+)[\w.~+/=-]{8,}|\b(?P<basic>(?i:basic)\s+)[\w+/=-]{20,}",
    re.DOTALL,
)
_WRITTEN = re.compile(
    _SHAPES + r"|\b(?i:bearer|basic)\s+(?=[A-Za-z+/._~=-]{0,200}\d)[\w.~+/=-]{20,}", re.DOTALL
)
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def redact(text: str) -> str:
    """The text without anything that looks like a credential."""
    return _SECRET.sub(lambda hit: f"{hit['bearer'] or hit['basic'] or ''}[redacted]", text)


def redact_log(text: str) -> str:
    """A job's log without credentials, nor the colours that could part one in two."""
    return redact(_COLOUR.sub("", text))


def holds_secret(text: str) -> bool:
    """Whether a file's text holds a credential; prose (“Bearer authentication”) is none."""
    return bool(_WRITTEN.search(text))
