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
@click.option("--repos", help="These repositories only, separated by commas: owner/name,owner/name")
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    metavar="N",
    help="N repositories that stand for all. Each next one is the one that shows the most of what none "
    "before it showed: its owner, public or private, archived, fork, without issues, its language, the "
    "order of magnitude of its size. The same repositories give the same sample.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be done; write nothing.")
@click.option(
    "--proposed",
    is_flag=True,
    help="With --dry-run: as if the organisation's file held as it stands, though it may wait for approval.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def reconcile(repos: str | None, sample: int | None, dry_run: bool, proposed: bool, as_json: bool) -> None:
    """Make one pass, now: over all repositories that the App is installed on, or over some.

    One that fails harms no other. Exits 1 if a repository could not be read, all of which are listed at
    the end, if something could not be written, or if a change waits for approval; 2 if nothing could be begun.
    """
    from bot.app.reconcile import Wish  # noqa: PLC0415
    from bot.app.reconcile import reconcile as run  # noqa: PLC0415

    names = _names(repos)
    if names and sample is not None:
        raise click.UsageError("--sample chooses among all repositories; it does not go with --repos")
    if proposed and not dry_run:
        raise click.UsageError("--proposed shows what would be; it goes with --dry-run")
    sys.exit(run(Wish(names, sample, dry_run, proposed), as_json))


@main.command()
@click.argument("organisation")
@click.option("--yes", is_flag=True, help="Do not ask.")
def approve(organisation: str, yes: bool) -> None:
    """Let a change that waits take effect: an upgrade, or a change of the organisation's andon.yml."""
    from bot.app.approve import approve as run  # noqa: PLC0415

    sys.exit(run(organisation, yes))


def _names(repos: str | None) -> tuple[str, ...]:
    """The names in `--repos`; none of them for all."""
    names = tuple(name.strip() for name in (repos or "").split(",") if name.strip())
    if repos is not None and not names:
        raise click.UsageError("--repos names no repository; leave it out for all of them")
    return names


@main.command()
@click.option("--repos", help="These repositories only, separated by commas: owner/name,owner/name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(repos: str | None, as_json: bool) -> None:
    """Is everything set up? Key, clock, permissions, webhook, limits; rules and files of repositories.

    Exits 1 if something fails, 2 if a setting is missing. Writes nothing.
    """
    from bot.app.doctor import doctor as run  # noqa: PLC0415

    sys.exit(run(_names(repos), as_json))


@main.command()
@click.argument("repos", nargs=-1, required=True, metavar="OWNER/NAME…")
@click.option(
    "--bypass-app", type=int, multiple=True, help="The id of a release bot's App that pushes past it."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def enforce(repos: tuple[str, ...], bypass_app: tuple[int, ...], yes: bool) -> None:
    """Require the cord: one on every open head first, then the rule, pinned to this App.

    Shows what it would do and asks. Run again after an interruption, it completes what is left. Exits 1 if
    something is left to do, 2 if it cannot start.
    """
    from bot.app.enforce import enforce as run  # noqa: PLC0415

    sys.exit(run("enforce", repos, bypass_app, yes))


@main.command()
@click.argument("repos", nargs=-1, required=True, metavar="OWNER/NAME…")
@click.option("--yes", is_flag=True, help="Do not ask.")
def uninstall(repos: tuple[str, ...], yes: bool) -> None:
    """Stop requiring the cord, then let go of those that hold. Asks as `enforce` does."""
    from bot.app.enforce import enforce as run  # noqa: PLC0415

    sys.exit(run("uninstall", repos, (), yes))


@main.command()
@click.argument("repos", nargs=-1, metavar="[OWNER/NAME…]")
@click.option("--all", "every", is_flag=True, help="Every repository that the App is installed on.")
@click.option(
    "--for",
    "minutes",
    type=click.IntRange(min=1, max=1440),
    default=60,
    show_default=True,
    metavar="MINUTES",
    help="How long the lines run at most; never longer than people.start.for lets.",
)
@click.option("--why", default="andon release", show_default=True, help="The reason that is recorded.")
@click.option("--yes", is_flag=True, help="Do it; without, only say what would be let go.")
def release(repos: tuple[str, ...], every: bool, minutes: int, why: str, yes: bool) -> None:
    """Let go of every cord that holds: break-glass for whoever runs the App.

    The lines are started in your name, as by /andon start, so that the next pass does not hold again before
    that ends or a newer run fails. Goes on past what fails. Exits 1 if something holds still (without --yes: if
    anything does), 2 if it cannot start.
    """
    from bot.app.release import Wish  # noqa: PLC0415
    from bot.app.release import release as run  # noqa: PLC0415

    if bool(repos) == every:
        raise click.UsageError("name repositories, or say --all")
    sys.exit(run(Wish(repos, why, minutes, yes)))


@main.command()
@click.argument("repo")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(repo: str, as_json: bool) -> None:
    """Why is the line in this state, why is a pull request blocked, what would be done next?"""
    from bot.app.commands import explain as run  # noqa: PLC0415

    sys.exit(run(repo, as_json))


@main.command()
@click.argument("target", metavar="FILE|RUN-URL")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--sarif", "form", flag_value="sarif", help="Print SARIF 2.1.0.")
@click.option("--root", help="The folder the repository was checked out in, where paths do not show it.")
@click.option(
    "--coverage", metavar="FILE", help="A report of coverage the run left, for where too little is covered."
)
def diagnose(target: str, form: str | None, root: str | None, coverage: str | None) -> None:
    """What failed, why and where: from a job's log, a report, or a run on GitHub.

    Reports are JUnit XML, SARIF, TAP, and coverage: Cobertura, Clover and JaCoCo XML, lcov. FILE may be -
    for standard input, packed by gzip, or the archive of a run's logs. A run is read with the App's
    settings, or with GITHUB_TOKEN. Exits 1 if nothing was recognised, 2 if the target cannot be read.
    """
    from bot.app.diagnose import run  # noqa: PLC0415

    sys.exit(
        run(target, "sarif" if form == "sarif" else "json" if form == "json" else "text", root, coverage)
    )


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

    from bot.sandbox import serve_forever  # noqa: PLC0415

    serve_forever(Path(root), port)


@main.command()
@click.option("--keep", is_flag=True, help="Leave the local GitHub and the App running at the end.")
@click.option("--only", metavar="NAMES", default="", help="Play these repositories alone: shop,flaky,empty")
def demo(keep: bool, only: str) -> None:
    """Watch an organisation on a local GitHub: lines stop, a worker fixes, the rest is left alone."""
    from bot.demo.organisation import choose  # noqa: PLC0415
    from bot.demo.run import run  # noqa: PLC0415

    try:
        kinds = choose(tuple(name for name in only.split(",") if name))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--only") from error
    sys.exit(run(keep, kinds))


if __name__ == "__main__":
    main()
