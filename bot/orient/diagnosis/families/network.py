"""Networks: the words of libc, curl, OpenSSL, Node, Python and apt."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.telling import said

FAMILY = Family(
    "network",
    (
        said(
            "not ",
            "network",
            82,
            "could not resolve host|could not reach host|could not connect to|"
            "could not resolve proxy|name or service not known",
        ),
        said(
            "fail",
            "network",
            80,
            "failed to connect to|temporary failure in name resolution|temporary failure resolving|"
            "tls handshake failed|certificate verify failed",
        ),
        said(
            "error",
            "network",
            78,
            "etimedout|econnreset|econnrefused|getaddrinfo enotfound|code enotfound|"
            "eai_again|esockettimedout|socket hang up|"
            "ssl_error_syscall|connection reset|connection refused|connection timed out|"
            "connection aborted|max retries exceeded|newconnectionerror|502 bad gateway|503 service|"
            "504 gateway|tls handshake",
        ),
        said(
            "timed out",
            "network",
            72,
            "connection timed out|connect timed out|request timed out|operation timed out|read timed out",
        ),
        said("exce", "network", 80, "client.timeout exceeded"),
        said("unexpected", "network", 80, "unexpected http response: 5|unexpected http status: 5"),
        said("no s", "network", 84, "no such host"),
        said(
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
