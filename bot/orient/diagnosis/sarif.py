"""A diagnosis → SARIF 2.1.0, which code scanning and editors read (docs.oasis-open.org/sarif)."""

from urllib.parse import quote

from bot.orient.diagnosis.values import Diagnosis, Located

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(found: Diagnosis, version: str) -> dict[str, object]:
    """One run with a result for each located error; for each failure that has none, one without a place."""
    results: list[dict[str, object]] = []
    rules: dict[str, dict[str, object]] = {}
    for failure in found.failures:
        for error in failure.errors or (None,):
            rule = (error.code if error else None) or failure.kind
            rules.setdefault(rule, {"id": rule})
            result: dict[str, object] = {
                "ruleId": rule,
                "level": error.severity if error else "error",
                "message": {"text": (error.message if error else "") or failure.words},
                "partialFingerprints": {"andon/v1": failure.fingerprint},
            }
            if error is not None:
                result["locations"] = [{"physicalLocation": _place(error)}]
            results.append(result)
    driver = {"name": "andon", "version": version, "rules": [rules[name] for name in sorted(rules)]}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _place(error: Located) -> dict[str, object]:
    uri = quote(error.path, safe="/!$&'()*+,;=:@~", errors="replace")
    place: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if error.line:
        region: dict[str, object] = {"startLine": error.line}
        if error.column:
            region["startColumn"] = error.column
        place["region"] = region
    return place
