"""A diagnosis → SARIF 2.1.0, which code scanning and editors read (docs.oasis-open.org/sarif)."""

from urllib.parse import quote

from bot.orient.diagnosis.values import Diagnosis, Failure, Located

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(found: Diagnosis, version: str, category: str | None = None) -> dict[str, object]:
    """One run with a result for each located error; a failure that has none is a notification of the run.

    Code scanning refuses a whole file for one result without a place, and for two runs of one category.
    https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
    """
    results: list[dict[str, object]] = []
    rules: dict[str, dict[str, object]] = {}
    for failure, error in ((one, error) for one in found.failures for error in one.errors):
        rule = error.code or failure.kind
        rules.setdefault(rule, {"id": rule})
        results.append(
            {
                "ruleId": rule,
                "level": error.severity,
                "message": {"text": error.message or failure.words},
                "partialFingerprints": {"andon/v1": failure.fingerprint},
                "locations": [{"physicalLocation": _place(error)}],
            }
        )
    driver = {"name": "andon", "version": version, "rules": [rules[name] for name in sorted(rules)]}
    run: dict[str, object] = {"tool": {"driver": driver}, "results": results}
    if told := [_notification(failure) for failure in found.failures if not failure.errors]:
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": told}]
    if category is not None:
        run["automationDetails"] = {"id": f"{category}/"}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _notification(failure: Failure) -> dict[str, object]:
    return {"level": "error", "message": {"text": failure.words}, "descriptor": {"id": failure.kind}}


def _place(error: Located) -> dict[str, object]:
    uri = quote(error.path, safe="/!$&'()*+,;=:@~", errors="replace")
    place: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if error.line:
        region: dict[str, object] = {"startLine": error.line}
        if error.column:
            region["startColumn"] = error.column
        place["region"] = region
    return place
