"""Facts of the App → the doctor's rows: what passes, what fails, and how to mend it."""

from datetime import timedelta

from bot.model.checkup import (
    AppFacts,
    Deliveries,
    Granted,
    Hook,
    Installed,
    Itself,
    Limit,
    Row,
    State,
    Unknown,
)
from bot.model.needs import EVENTS, PERMISSIONS

MAX_SKEW = timedelta(seconds=30)
"""A JWT is made 60 s in the past and may live 10 minutes; well before that it is time to tell."""
LITTLE = 0.1
"""The share of an hourly limit below which little is left."""
_ABOUT = "App"


def app_rows(facts: AppFacts) -> tuple[Row, ...]:
    """The App's rows, in the order in which one would look."""
    rows = [_credentials(facts.itself), _clock(facts.skew)]
    if isinstance(facts.itself, Itself):
        rows += _permissions(_ABOUT, facts.itself.permissions, "grant them in the App's settings")
        rows.append(_events(_ABOUT, facts.itself.events))
    rows += [*_hook(facts.hook, facts.expected), _deliveries(facts.deliveries)]
    if isinstance(facts.installations, Unknown):
        return (*rows, _row("installations", "unknown", facts.installations.why))
    if not facts.installations:
        rows.append(_row("installations", "fail", "none", "install the App on an account"))
    for installed in facts.installations:
        rows += _installed(installed)
    return tuple(rows)


def _row(what: str, state: State, found: str, mend: str = "", about: str = _ABOUT) -> Row:
    return Row(about=about, what=what, state=state, found=found, mend=mend if state != "pass" else "")


def _credentials(itself: Itself | Unknown) -> Row:
    if isinstance(itself, Unknown):
        return _row("credentials", "fail", itself.why, "set ANDON_APP_ID and ANDON_PRIVATE_KEY of one App")
    return _row("credentials", "pass", f"{itself.slug}, App {itself.id}")


def _clock(skew: timedelta | None) -> Row:
    if skew is None:
        return _row("clock", "unknown", "GitHub told no time")
    state: State = "fail" if abs(skew) > MAX_SKEW else "pass"
    return _row("clock", state, f"{skew.total_seconds():+.0f} s against GitHub's", "set this machine's clock")


def _permissions(about: str, given: Granted, mend: str) -> list[Row]:
    """What is needed and missing; what is optional and missing does not fail."""
    missing = [need for need in PERMISSIONS if not need.granted(dict(given))]
    needed = [need for need in missing if not need.optional]
    found = ", ".join(f"{need.name}: {need.level} is missing ({need.use})" for need in needed)
    rows = [_row("permissions", "fail" if needed else "pass", found or "all that is needed", mend, about)]
    rest = [f"{need.name}: {need.level} ({need.use})" for need in missing if need.optional]
    if rest:
        rows.append(_row("optional permissions", "pass", f"not granted: {', '.join(rest)}", about=about))
    return rows


def _events(about: str, given: tuple[str, ...]) -> Row:
    missing = [event for event in EVENTS if event not in given]
    if not missing:
        return _row("events", "pass", "all that are needed", about=about)
    found = f"not subscribed: {', '.join(missing)}"
    return _row("events", "fail", found, "subscribe to them in the App's settings", about)


def _hook(hook: Hook | Unknown, expected: str | None) -> list[Row]:
    if isinstance(hook, Unknown):
        return [_row("webhook", "unknown", hook.why)]
    return [
        _url(hook, expected),
        _row(
            "webhook content type",
            "pass" if hook.content_type == "json" else "fail",
            hook.content_type,
            "set it to application/json in the App's settings",
        ),
        _row(
            "webhook secret",
            "pass" if hook.secret else "fail",
            "set; whether it is ours the deliveries tell" if hook.secret else "none: no delivery is taken",
            "set it in the App's settings and as ANDON_WEBHOOK_SECRET",
        ),
    ]


def _url(hook: Hook, expected: str | None) -> Row:
    mend = f"set it to {expected or 'the address of `andon serve` with /webhook'} in the App's settings"
    if not hook.url:
        return _row("webhook URL", "fail", "none: Andon hears nothing and relies on its sweeps", mend)
    if hook.insecure:
        found = f"{hook.url}, whose certificate GitHub does not check"
        return _row("webhook URL", "fail", found, "enable SSL verification in the App's settings")
    if expected is None:
        found = f"{hook.url}; ANDON_URL is not set, so there is nothing to hold it against"
        return _row("webhook URL", "unknown", found, "set ANDON_URL")
    if hook.url.rstrip("/") != expected:
        return _row("webhook URL", "fail", f"{hook.url} is not {expected}", mend)
    return _row("webhook URL", "pass", hook.url)


_MEANINGS = {
    400: "the content type is not JSON",
    401: "the secret is not ANDON_WEBHOOK_SECRET",
    404: "nothing serves that address",
    502: "nobody answered there",
    504: "the server was too slow",
}


def _deliveries(deliveries: Deliveries | Unknown) -> Row:
    if isinstance(deliveries, Unknown):
        return _row("deliveries", "unknown", deliveries.why)
    if not deliveries.sent:
        return _row("deliveries", "pass", "none yet, so URL and secret are unproven")
    if not deliveries.failed:
        return _row("deliveries", "pass", f"none lost of the newest {deliveries.sent}")
    told = [
        f"{count} × {status}{f' ({_MEANINGS[status]})' if status in _MEANINGS else ''}"
        for status, count in deliveries.failed
    ]
    lost = sum(count for _, count in deliveries.failed)
    found = f"{lost} lost of the newest {deliveries.sent}: {', '.join(told)}"
    return _row("deliveries", "fail", found, "see Recent deliveries in the App's settings; is the server up?")


def _installed(installed: Installed) -> list[Row]:
    about = installed.account
    if installed.suspended:
        return [
            _row("installation", "fail", "suspended", "an owner lifts that in the account's settings", about)
        ]
    mend = "an owner accepts them in the account's settings: GitHub Apps → Configure"
    rows = [*_permissions(about, installed.permissions, mend)[:1], _events(about, installed.events)]
    if isinstance(installed.limits, Unknown):
        return [*rows, _row("limits", "unknown", installed.limits.why, about=about)]
    return rows + [_limit(about, limit) for limit in installed.limits]


def _limit(about: str, limit: Limit) -> Row:
    left = f"{limit.remaining} of {limit.limit} left until {limit.reset:%H:%M} UTC"
    state: State = "fail" if limit.remaining < LITTLE * limit.limit else "pass"
    return _row(
        f"limit {limit.kind}", state, left, "wait; find out what else calls GitHub as this App", about
    )
