"""The command `andon`: one line per subcommand; each lives in the room it is about."""

import sys

import click

from bot import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="andon")
def main() -> None:
    """Keeps the default branch of every repository of an organisation green."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, help="Port to listen on.")
def serve(host: str, port: int) -> None:
    """Run the App's server: webhooks, passes, tokens for workers."""
    from bot.app.commands import serve as run  # noqa: PLC0415 - a worker installs no server

    sys.exit(run(host, port))


@main.command()
@click.option("--repos", required=True, help="Repositories, separated by commas: owner/name,owner/name")
@click.option("--dry-run", is_flag=True, help="Print what would be done; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def reconcile(repos: str, dry_run: bool, as_json: bool) -> None:
    """Make one pass over repositories, now."""
    from bot.app.commands import reconcile as run  # noqa: PLC0415

    sys.exit(run(tuple(r for r in repos.split(",") if r.strip()), dry_run, as_json))


@main.command()
@click.argument("repo")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(repo: str, as_json: bool) -> None:
    """Why is the line in this state, why is a pull request blocked, what would be done next?"""
    from bot.app.commands import explain as run  # noqa: PLC0415

    sys.exit(run(repo, as_json))


@main.command()
@click.argument("step", type=click.Choice(["fence", "fix", "propose"]))
def worker(step: str) -> None:
    """A step of the worker workflow; runs inside Actions only."""
    from bot.worker.commands import run  # noqa: PLC0415

    sys.exit(run(step))


@main.command()
@click.option("--org", is_flag=True, help="Of the organisation's andon.yml instead.")
def schema(org: bool) -> None:
    """Print the JSON schema of .github/andon.yml, for editors."""
    import json  # noqa: PLC0415

    from bot.model.organisation import schema_of  # noqa: PLC0415

    click.echo(json.dumps(schema_of(org), indent=2))


@main.command()
@click.option("--root", default=".demo/sandbox", show_default=True, help="Where its repositories live.")
@click.option("--port", default=0, help="Port to listen on; 0 takes a free one.")
def sandbox(root: str, port: int) -> None:
    """Run the local GitHub alone, on 127.0.0.1."""
    from pathlib import Path  # noqa: PLC0415

    from bot.sandbox.build import serve_forever  # noqa: PLC0415

    serve_forever(Path(root), port)


@main.command()
@click.option("--keep", is_flag=True, help="Leave the local GitHub and the App running at the end.")
def demo(keep: bool) -> None:
    """Watch a repository go red, its line stop, and a worker fix it, on a local GitHub."""
    from bot.demo.run import run  # noqa: PLC0415

    sys.exit(run(keep))


if __name__ == "__main__":
    main()
