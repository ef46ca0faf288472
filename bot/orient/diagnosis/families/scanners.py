"""What looks through settings of machines for faults: TFLint, Checkov, Trivy, tfsec; Helm, kubeconform, Kustomize."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx

_SPAN = r" *(?P<file>[^\s:]{1,300}):(?P<line>\d{1,7})(?:-\d{1,7})?(?: \(.{1,200}\))?$"
_YAML = rx(
    r".{0,900}?'(?P<file>[^' ]{1,300}\.ya?ml)': (?:\w{1,40}: )?yaml: line (?P<line>\d{1,7}): (?P<message>[^']{1,300})"
)

_IN, _FAR = "TFLint in ", 400
"""What pre-commit's hook says before what TFLint finds in a folder, and how far above that is looked for."""


def _unread(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """The file that Kustomize could not read, if it says which and where."""
    found = _YAML.match(lines[at])
    return {**groups, **found.groupdict()} if found else groups


def _hooked(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """In the folder that pre-commit's hook says TFLint runs in."""
    above = reversed(lines[max(at - _FAR, 0) : at])
    folder = next((line for line in above if line.startswith(_IN)), "").removeprefix(_IN).rstrip(":/")
    return {**groups, "file": f"{folder}/{groups['file']}"} if folder not in ("", ".") else groups


def _helm(tell: str, pattern: str, weight: int = 90) -> Shape:
    return Shape(tell, rx(pattern), kind="lint", tool="helm", weight=weight)


_RENDERED = r"(?:\[ERROR\] templates/\S{0,200}: (?:render error in \"[^\"]{1,300}\": )?|Error: (?:INSTALLATION FAILED: )?)"
_PLACED = r"(?P<file>[^\s:()]{0,200}templates/[^\s:()]{1,200}):(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?"

FAMILY = Family(
    "scanners",
    (
        *(
            Shape(
                tell,
                rx(
                    r"(?P<severity>Error|Warning|Notice): (?P<message>.*) \((?P<code>[a-z]\w{1,40}_\w{1,60})\)$"
                ),
                below=rx(r" +on (?P<file>\S{1,300}) line (?P<line>\d{1,7}):$"),
                reach=3,
                more=_hooked,
                kind="lint",
                tool="tflint",
                weight=90,
                extent="until",
                ends=rx(r"Reference: |Error: |Warning: |Notice: "),
                most=5,
            )
            for tell in ("^Err", "^War", "^Not")
        ),
        Shape(
            "fail",
            rx(r"\s+FAILED for resource: (?P<resource>.*)$"),
            above=rx(r"Check: (?P<code>CKV\w{1,40}): \"(?P<message>.*)\"$"),
            reach=2,
            below=rx(r"(?:Warning: )?\s+File: /?(?P<file>[^\s:]{1,300}):(?P<line>\d{1,7})(?:-\d{1,7})?$"),
            kind="lint",
            tool="checkov",
            weight=88,
        ),
        *(
            Shape(
                tell,
                rx(
                    r"(?:(?:AVD-)?[A-Z]{2,12}-\d{1,6} \()?(?P<severity>UNKNOWN|LOW|MEDIUM|HIGH|CRITICAL)\)?: "
                    r"(?P<message>\S.*)$"
                ),
                below=rx(_SPAN),
                reach=14,
                kind="lint",
                tool="trivy",
                weight=86,
                given="Failures: ",
            )
            for tell in ("^LOW", "^MED", "^HIG", "^CRI", "^AVD", "^DS-", "^AWS", "^KSV", "^GCP", "^AZU")
        ),
        Shape(
            "^Fai",
            rx(r"(?P<message>Failures: [1-9]\d{0,5} \((?:UNKNOWN|LOW|MEDIUM|HIGH|CRITICAL): \d.*)$"),
            kind="lint",
            tool="trivy",
            weight=60,
        ),
        Shape(
            "^Tot",
            rx(r"(?P<message>Total: [1-9]\d{0,5} \((?:UNKNOWN|LOW|MEDIUM|HIGH|CRITICAL): \d.*)$"),
            kind="dependency",
            tool="trivy",
            weight=84,
            before=3,
        ),
        Shape(
            "^Res",
            rx(r"Result #\d{1,5} (?P<severity>LOW|MEDIUM|HIGH|CRITICAL) (?P<message>\S.*?) *$"),
            below=rx(_SPAN),
            reach=4,
            kind="lint",
            tool="tfsec",
            weight=86,
        ),
        _helm("error", _RENDERED + r"template: " + _PLACED + r": (?P<message>.*)$"),
        _helm("error", _RENDERED + r"(?P<message>(?:parse|execution) error) at \(" + _PLACED + r"\): .*$"),
        _helm(
            "error",
            r"\[ERROR\] (?P<file>(?:Chart|values)\.ya?ml): (?P<message>.*)$",
        ),
        _helm(
            "error",
            r"(?:\[ERROR\] templates/\S{0,200}: |Error: )(?:YAML parse error on |unable to parse YAML: )"
            r"(?P<file>[^\s:]{1,300}): (?P<message>.*)$",
        ),
        _helm("error", r"Error: (?P<message>\d{1,5} chart\(s\) linted, [1-9]\d{0,4} chart\(s\) failed)$", 60),
        *(
            Shape(
                tell,
                rx(
                    r"(?P<file>[^\s:]{1,300}\.(?:ya?ml|json)|stdin) - (?:[A-Z]\w{1,80} \S{1,300} )?"
                    r"(?P<message>(?:is invalid|failed validation|error while parsing): .*)$"
                ),
                kind="lint",
                tool="kubeconform",
                weight=88,
            )
            for tell in ("invalid", "fail", "error")
        ),
        *(
            Shape(
                tell,
                rx(
                    r"[Ee]rror: (?P<message>(?:accumulating resources|accumulation err=|loading KV pairs|no matches for Id"
                    r"|trouble configuring builtin).*)$"
                ),
                kind="configuration",
                tool="kustomize",
                weight=88,
                more=_unread,
            )
            for tell in ("^Err", "^err")
        ),
    ),
)
