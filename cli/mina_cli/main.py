"""The `mina` command. What a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mina_cli.complaint import Complaint
from mina_client.errors import ClientError, NotFound, Unreachable

if TYPE_CHECKING:
    from mina_cli.endpoints import Endpoints
    from mina_cli.replay import Replay

INTERRUPTED = 130

app = typer.Typer(
    name="mina",
    help="Live speech becomes a durable transcript and, when the meeting ends, insights.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AnyId = Annotated[str, typer.Argument(metavar="ID", help="A meeting's or a session's id.")]


def main() -> None:
    """Runs the command; whatever goes wrong is one line on stderr and a non-zero exit."""
    try:
        app()
    except Complaint as complaint:
        _fail(str(complaint), complaint.exit_code)
    except ClientError as error:
        _fail(str(error), 1)
    except KeyboardInterrupt:
        _fail("stopped", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


@app.command()
def replay(
    file: Annotated[Path | None, typer.Argument(help="WebVTT or JSON; without it, the sample meeting.")] = None,
    speed: Annotated[
        str | None,
        typer.Option(help="Times live speed, or max. [default: so fast that it takes about 20 s]", show_default=False),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The meeting's title, in place of the file's.")] = None,
    started_at: Annotated[str | None, typer.Option(help="When it was held (RFC 3339), in place of now.")] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Without an account: a session, no meeting.")] = False,
    speakers: Annotated[bool, typer.Option(help="Send who speaks.")] = True,
    interims: Annotated[bool, typer.Option("--interims", help="Send guesses on the way to each segment.")] = False,
    finalize: Annotated[str, typer.Option(help="The door to end by: socket or http.")] = "socket",
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Do not wait for the insights.")] = False,
    wait: Annotated[float, typer.Option(help="How many seconds to wait for the insights.")] = 300.0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the playback that was interrupted.")] = False,
) -> None:
    """Play a transcript through the live socket, as a meeting would be heard."""
    from mina_cli import replay_plan
    from mina_cli.replay import Replay

    if finalize not in ("socket", "http"):
        raise Complaint(f"--finalize is socket or http, not {finalize!r}.")
    plan = replay_plan.Plan(
        path=file,
        speed=speed,
        title=title,
        started_at=started_at,
        is_anonymous=anonymous,
        with_speakers=speakers,
        with_interims=interims,
        finalize=finalize,
        wait_seconds=0.0 if no_wait else wait,
    )
    endpoints = _endpoints()
    prepared = (replay_plan.resume if resume else replay_plan.begin)(plan, endpoints)
    run = Replay(prepared, endpoints)
    try:
        _run(_replay_and_show(run, endpoints))
    except KeyboardInterrupt:
        _fail(replay_plan.interrupted(prepared), INTERRUPTED)
    finally:
        run.close()


@app.command()
def meetings(
    search: Annotated[str | None, typer.Option("--search", "-q", help="Words of the title.")] = None,
    status: Annotated[str | None, typer.Option(help="scheduled, live or completed.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
) -> None:
    """List meetings, the newest first."""
    from mina_cli.library import list_meetings

    _run(list_meetings(_endpoints(), search, status, limit))


@app.command()
def show(
    any_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A meeting's or a session's id.")] = None,
    transcript: Annotated[bool, typer.Option("--transcript", "-t", help="With every segment.")] = False,
) -> None:
    """Show one meeting with its insights; without an id, the newest."""
    from mina_cli.library import show_meeting

    _run(show_meeting(_endpoints(), any_id, with_transcript=transcript))


@app.command()
def export(
    any_id: AnyId,
    file_format: Annotated[
        str, typer.Argument(metavar="FORMAT", help="txt, md, json, srt, vtt, csv, docx, pdf or ics.")
    ],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
) -> None:
    """Write one meeting as a file."""
    from mina_cli.library import export_meeting

    _run(export_meeting(_endpoints(), any_id, file_format, output))


@app.command()
def watch(
    any_id: AnyId,
    interims: Annotated[bool, typer.Option(help="Show guesses as well.")] = True,
) -> None:
    """Follow a live session: what is said, and its insights as they come."""
    from mina_cli.watch import watch as follow

    _run(follow(_endpoints(), any_id, with_interims=interims))


@app.command(name="import")
def import_file(
    file: Annotated[Path, typer.Argument(help="VTT, SRT, TXT, JSON or DOCX; or a recording, such as MP3 or M4A.")],
    title: Annotated[str | None, typer.Option(help="The meeting's title, in place of the file's.")] = None,
    started_at: Annotated[str | None, typer.Option(help="When it was held (RFC 3339).")] = None,
) -> None:
    """Make a meeting of a transcript or a recording that exists already."""
    from mina_cli.importing import import_meeting

    _run(import_meeting(_endpoints(), file, title, started_at))


@app.command()
def insights(
    any_id: AnyId,
    step: Annotated[
        list[str] | None, typer.Option(help="refinement, analytics, tasks or summary; may be given again.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All four steps.")] = False,
) -> None:
    """Run insight steps of a finished meeting again; without --step those that an edit or late words made stale."""
    from mina_cli.meeting_view import STEPS
    from mina_cli.rerun import rerun

    _run(rerun(_endpoints(), any_id, list(STEPS) if everything else step or []))


@app.command()
def backfill(
    apply: Annotated[bool, typer.Option("--apply", help="Link them; without it nothing is changed.")] = False,
) -> None:
    """Link recordings that have an owner and no workspace to the owner's workspace. A dry run unless --apply."""
    from mina_cli.backfill import run_backfill

    _run(run_backfill(_endpoints(), apply))


@app.command()
def migrate(
    apply: Annotated[bool, typer.Option("--apply", help="Change it; without it everything is only counted.")] = False,
    stack: Annotated[str, typer.Option(help="A stack in the AWS account of the credentials at hand.")] = "",
) -> None:
    """Bring what older releases stored into the form of this one, while everything runs. A dry run unless --apply."""
    from rich.console import Console

    from mina_cli.migrating import migrate_all, migration_function

    migrate_all(migration_function(stack or None, None if stack else _endpoints()), Console(highlight=False), apply)


@app.command()
def endpoints(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with a fresh access token.")] = False,
) -> None:
    """Say where the running system answers."""
    from mina_cli.endpoints_view import print_endpoints

    _run(print_endpoints(_endpoints(), as_json=as_json))


@app.command()
def token() -> None:
    """Print a fresh access token of the local user."""
    from mina_cli.endpoints_view import print_token

    _run(print_token(_endpoints()))


@app.command()
def evaluate(
    data: Annotated[Path, typer.Argument(metavar="DATA_DIR", help="A folder of labelled meetings.")],
    split: Annotated[str, typer.Option(help="Which part of them.")] = "val",
    report: Annotated[Path | None, typer.Option(help="Write the report here.")] = None,
) -> None:
    """Score the local insight methods on labelled meetings."""
    from mina_cli.evaluate import run

    raise typer.Exit(run(data, split, report))


def _run(work: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(work)
    except NotFound as error:
        raise Complaint("there is no such meeting or session.") from error
    except Unreachable as error:
        raise Complaint(f"{error}: is Mina running? Start it with `make run`.") from error


def _endpoints() -> Endpoints:
    from mina_cli.endpoints import find

    return find()


def _fail(text: str, exit_code: int) -> None:
    print(f"mina: {text}", file=sys.stderr)
    sys.exit(exit_code)


async def _replay_and_show(run: Replay, endpoints: Endpoints) -> None:
    from mina_cli.replay_view import print_outcome

    await print_outcome(run.progress.console, await run.run(), endpoints, is_waited_for=run.plan.wait_seconds > 0)


if __name__ == "__main__":
    main()
