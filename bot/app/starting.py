"""What every command of the App begins with: logs, settings, a brain."""

import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TextIO

import click

from bot.app.settings import BadSettings, Settings, Use, read_settings
from bot.github.client import Client
from bot.loop.brain import Brain, Identity
from bot.loop.sweep import identify
from bot.observe.scan import Apps
from bot.telemetry.ledger import JsonLines
from bot.telemetry.logs import configure_logs


def settings_for(use: Use) -> Settings | None:
    """The settings, with logs configured; None once what is missing or wrong has been said."""
    configure_logs()
    try:
        return read_settings(os.environ, use)
    except BadSettings as error:
        click.echo(str(error), err=True)
        return None


def _now() -> datetime:
    return datetime.now(UTC)


def client_for(settings: Settings) -> Client:
    """A client of the App, to be closed."""
    return Client(settings.credentials, settings.api_url, _now, limits=settings.limits)


def brain_of(client: Client, settings: Settings, app_id: int, slug: str, ledger: TextIO) -> Brain:
    """A brain for one command; `ledger` is where events go if no file is set."""
    apps = Apps(app_id, settings.actions_app, slug)
    who = Identity(apps, slug, settings.web_url, settings.app_url, f"{settings.name}:reconcile")
    return Brain(client, who, _now, JsonLines(settings.ledger, ledger))


@asynccontextmanager
async def brain_for(settings: Settings, ledger: TextIO | None = None) -> AsyncGenerator[Brain]:
    """A brain for one command; `ledger` is where events go if no file is set, else standard error."""
    client = client_for(settings)
    try:
        app_id, slug = await identify(client)
        yield brain_of(client, settings, app_id, slug, ledger or sys.stderr)
    finally:
        await client.aclose()
