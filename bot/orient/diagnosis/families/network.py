"""Networks: the words of libc, curl, OpenSSL, Node, Python and apt."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.values import Kind

_ANY = rx(r"(?:##\[error\]|::error::)?(?P<message>.*)$")


def _said(tell: str, kind: Kind, weight: int, words: str, tool: str | None = None) -> Shape:
    """Lines that hold one of some phrases, given in lower case and parted by bars."""
    return Shape(tell, _ANY, kind=kind, tool=tool, weight=weight, words=tuple(words.split("|")))


FAMILY = Family(
    "network",
    (
        _said(
            "not ",
            "network",
            82,
            "could not resolve host|could not connect to|could not resolve proxy|name or service not known",
        ),
        _said(
            "fail",
            "network",
            80,
            "failed to connect to|temporary failure in name resolution|temporary failure resolving|"
            "tls handshake failed|certificate verify failed",
        ),
        _said(
            "error",
            "network",
            78,
            "etimedout|econnreset|econnrefused|getaddrinfo enotfound|code enotfound|"
            "eai_again|esockettimedout|socket hang up|"
            "ssl_error_syscall|connection reset|connection refused|connection timed out|"
            "connection aborted|max retries exceeded|newconnectionerror|502 bad gateway|503 service|"
            "504 gateway|tls handshake",
        ),
        _said(
            "timed out",
            "network",
            72,
            "connection timed out|connect timed out|request timed out|operation timed out|read timed out",
        ),
        _said("no s", "network", 84, "no such host"),
        _said(
            "unable to", "network", 82, "unable to access 'http|unable to resolve host|unable to connect to"
        ),
        Shape("^cur", rx(r"(?P<message>curl: \(\d{1,3}\) .*)$"), kind="network", tool="curl", weight=84),
        Shape(
            "fail",
            rx(r"(?:E|W|Err:\d{1,6}): ?(?P<message>Failed to fetch .*)$"),
            kind="network",
            tool="apt",
            weight=84,
        ),
        Shape(
            "^E: ",
            rx(r"E: (?P<message>Unable to locate package .*)$"),
            kind="dependency",
            tool="apt",
            weight=88,
        ),
        Shape("^E: ", rx(r"E: (?P<message>.*)$"), kind="dependency", tool="apt", weight=78),
    ),
)
