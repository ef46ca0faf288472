"""What GitHub Actions' runner says itself, after its source and GitHub's documentation."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.telling import said

_US = "github actions"


FAMILY = Family(
    _US,
    (
        said(
            "error",
            "infrastructure",
            92,
            "hosted runner lost communication|received a shutdown signal|"
            "the hosted runner encountered an error|lost communication with the server",
            _US,
        ),
        said("exce", "timeout", 94, "exceeded the maximum execution time", _US),
        said("timed out", "timeout", 92, "has timed out after|job was cancelled because it timed out", _US),
        said(
            "error",
            "infrastructure",
            94,
            "account payments have failed|spending limit needs to be|included minutes",
            _US,
        ),
        said(
            "error",
            "configuration",
            92,
            "uses a deprecated version of|input required and not supplied|unexpected value '|"
            "the template is not valid|the workflow is not valid|unrecognized named-value|"
            "required property is missing|invalid workflow file",
            _US,
        ),
        said("invalid", "configuration", 92, "invalid workflow file|invalid format '", _US),
        said(
            "unable to",
            "configuration",
            92,
            "unable to resolve action|unable to locate executable file|unable to process file command",
            _US,
        ),
        said("can't", "configuration", 92, "can't find 'action.y|can't use 'tar", _US),
        said(
            "not ",
            "permission",
            93,
            "is not allowed to be used in|are not allowed to be used|not allowed by organi|"
            "is not allowed by the|was not allowed because",
            _US,
        ),
        Shape(
            "not ",
            rx(r"(?:##\[error\])?(?P<message>Event \S{1,60} is not allowed.*)$"),
            kind="permission",
            tool=_US,
            weight=94,
        ),
        said(
            "error",
            "permission",
            90,
            "resource not accessible by|bad credentials|parameter token or opts.auth is required",
            _US,
        ),
        said("not ", "permission", 90, "resource not accessible by", _US),
        said(
            "not ",
            "configuration",
            88,
            "was not found in the local cache|was not found in manifest|not found for branch"
            "|with architecture 'x64' was not found|with architecture 'arm64' was not found"
            "|could not find satisfied version",
            _US,
        ),
        said(
            "unable to",
            "configuration",
            88,
            "unable to find node version|unable to find go version|unable to find version",
            _US,
        ),
        Shape(
            "^##[",
            rx(r"##\[error\](?P<message>The operation was cancell?ed\.)$"),
            kind="infrastructure",
            tool=_US,
            weight=60,
        ),
        Shape(
            "^##[",
            rx(
                r"##\[error\](?P<message>(?!Process completed with exit code|The operation was cancell?ed\.$"
                r"|The process '.{1,300}' failed with"
                r" exit code|Bash exited).*)$"
            ),
            weight=68,
        ),
        Shape(
            "^##[",
            rx(r"##\[error\]Process completed with exit code (?:124|143)\.$"),
            kind="timeout",
            weight=50,
        ),
        Shape("^##[", rx(r"##\[error\]Process completed with exit code 137\.$"), kind="resources", weight=60),
    ),
)
