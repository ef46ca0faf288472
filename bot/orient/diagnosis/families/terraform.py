"""Terraform."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx
from bot.orient.diagnosis.values import Kind

_CANNOT_GET = (
    r"(?:[│|╷]\s)?Error: (?P<message>(?:Failed to (?:query available|install) provider|Failed to download module"
    r"|Inconsistent dependency lock file|Invalid provider registry host|Could not download module).*)$"
)
_UNREACHED = (
    r"(?:[│|]\s)?.*(?:could not connect to|context deadline exceeded|connection re(?:set|fused)|i/o timeout|TLS handshake"
    r"|no such host|unexpected EOF|: 50[0234] )"
)
_REASONS: tuple[tuple[Kind, int, re.Pattern[str] | None], ...] = (
    ("dependency", 90, None),
    ("network", 92, rx(_UNREACHED)),
)
"""Why a provider or a module is not had: there is none, or where it would be does not answer."""
_FORMATTED = rx(r"(?P<file>[^\s:]{1,300}\.(?:tf|tfvars|tftest\.hcl|tofu))$")


def _listed(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """The first of the files that `fmt -check` lists, which says no more of them."""
    above = [line for line in reversed(lines[max(at - 200, 0) : at]) if not line.startswith("##[error]")]
    files = list(takewhile(_FORMATTED.match, above))
    return {**groups, "file": files[-1]} if files else None


FAMILY = Family(
    "terraform",
    (
        *(
            Shape(
                "error",
                rx(_CANNOT_GET),
                below=below,
                reach=5,
                kind=kind,
                tool="terraform",
                weight=weight,
                extent="until",
                ends=rx(r"╵|Error:"),
                most=14,
                before=1,
            )
            for kind, weight, below in _REASONS
        ),
        # As HCL's own reader says it, which others print as well.
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:]{1,300}\.(?:tf|tfvars|hcl)):(?P<line>\d{1,7}),(?P<column>\d{1,5})-(?:\d{1,7},)?\d{1,5}: "
                r"(?P<message>\S.*)$"
            ),
            kind="configuration",
            tool="terraform",
            weight=84,
        ),
        Shape(
            "^##[",
            rx(r"##\[error\](?:Terraform exited with code 3|Process completed with exit code 3)\.$"),
            above=rx(r".*\bfmt\b.* -check"),
            reach=300,
            kind="format",
            tool="terraform",
            weight=80,
            more=_listed,
        ),
        Shape(
            "error",
            rx(r"(?:[│|╷]\s)?Error: (?P<message>.*)$"),
            below=rx(r"(?:[│|]\s)?\s+on (?P<file>\S{1,200}) line (?P<line>\d{1,6})\b.*$"),
            reach=4,
            kind="configuration",
            tool="terraform",
            weight=88,
            extent="until",
            ends=rx(r"╵|Error:"),
            most=14,
            before=1,
        ),
        # of `terraform test`
        Shape(
            "error",
            rx(r"(?:[│|╷]\s)?Error: (?P<message>.*)$"),
            below=rx(
                r"(?:[│|]\s)?\s+on (?P<file>\S{1,200}) line (?P<line>\d{1,6}), in run \"(?P<test>[^\"]{1,200})\":?$"
            ),
            reach=4,
            kind="test",
            tool="terraform",
            weight=90,
            extent="until",
            ends=rx(r"╵|Error:|  run \""),
            most=14,
            before=1,
        ),
        Shape(
            "fail",
            rx(r"  run \"(?P<test>[^\"]{1,200})\"\.\.\. fail$"),
            kind="test",
            tool="terraform",
            weight=70,
        ),
        Shape(
            "error",
            rx(r"[│|╷]\s+Error: (?P<message>.*)$"),
            kind="configuration",
            tool="terraform",
            weight=80,
            extent="until",
            ends=rx(r"╵|Error:"),
            most=14,
            before=1,
        ),
        Shape(
            "^+++",
            rx(r"\+\+\+ new/(?P<file>\S{1,200}\.tf\w{0,4})$"),
            kind="format",
            tool="terraform",
            weight=84,
        ),
    ),
)
