"""What GitHub Actions' runner says itself, and the actions that GitHub makes, after their source and documentation."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.telling import said
from bot.orient.diagnosis.values import Kind

_US = "github actions"
_ACTIONS: tuple[tuple[Kind, int, str], ...] = (
    (
        "configuration",
        80,
        r"(?:Unable to download artifact\(s\): )?Artifact not found for name: .*"
        r"|Unable to find any artifacts for the associated workflow.*"
        r"|Failed to CreateArtifact: .*already exists on the workflow run.*",
    ),
    (
        "configuration",
        72,
        r"No files were found with the provided path: .*|No runner matching the specified labels was found.*"
        r"|Failed to initialize(?: container \S|, \S{1,200} service is unhealthy).*",
    ),
    ("resources", 92, r".*[Aa]rtifact storage quota has been hit.*"),
    (
        "network",
        88,
        r"Unable to download artifact\(s\): .*Artifact download failed after.*"
        r"|Failed to \w{1,20}Artifact\w{0,10}: (?:Failed to make request after|Unable to make request).*",
    ),
    ("infrastructure", 86, r"Failed to resolve action download info\."),
    ("infrastructure", 86, r"(?:Error: )?\w{1,40} failed: Cache service responded with (?:429|5\d\d).*"),
    ("infrastructure", 72, r"Canceling since a .{0,300}request for .{1,300} exists.*"),
)
"""What ends a step of GitHub's own actions, and what the runner says of a job as a whole."""

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
        said("not ", "infrastructure", 94, "the job was not started because", _US),
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
            "is not allowed by the|was not allowed because|because all actions must be|actions in this workflow must be",
            _US,
        ),
        *(
            Shape(
                tell,
                rx(
                    r"(?:Error: )?(?:The (?:template|workflow) is not valid\. )?(?P<file>[^\s:()]{1,300}\.ya?ml) "
                    r"\(Line: (?P<line>\d{1,7}), Col: (?P<column>\d{1,5})\): (?P<message>.*)$"
                ),
                kind="configuration",
                tool=_US,
                weight=94,
            )
            for tell in ("^Err", "^.gi", "^The")
        ),
        *(
            Shape("^##[", rx(r"##\[error\](?P<message>" + words + r")$"), kind=kind, tool=_US, weight=weight)
            for kind, weight, words in _ACTIONS
        ),
        said(
            "not ",
            "permission",
            90,
            "could not assume role with|could not load credentials from any providers|credentials could not be loaded",
        ),
        said(
            "unable to",
            "permission",
            90,
            "unable to get actions_id_token_request_url|unable to locate credentials|unable to get oidc token",
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
