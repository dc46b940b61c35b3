"""What `mina replay` shows while it plays: words said, words stored, and what the network does."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mina_cli.pipeline_line import pipeline_line
from mina_client.effects import Complaint, Joined, Notice, Pending, Refused, Stopped, Waiting
from mina_client.frames import Finalized, PipelineEvent
from mina_client.live_session import LiveSession
from mina_client.outbox import Kept


class ReplayProgress:
    """Two bars and a line for everything that a person may want to know of."""

    def __init__(self, total: int) -> None:
        self.console = Console(highlight=False)
        self.last_reason = ""
        self._told_revision = 0
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
        )
        self._said = self._bars.add_task("spoken ", total=total)
        self._stored = self._bars.add_task("stored ", total=total)
        self._before = 0

    def __enter__(self) -> None:
        self._bars.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def playing(self, speed: float, kept: Kept) -> None:
        """The playback begins, or goes on from where an outbox says that it was."""
        self._before = kept.said - kept.unsent
        pace = "at once" if speed == float("inf") else f"at {speed:g}× (--speed 1 is live)"
        self.console.print(f"[dim]playing {pace}[/dim]")

    def counted(self, session: LiveSession) -> None:
        """Shows the counters."""
        self._bars.update(self._said, completed=self._before + session.delivery.spoken)
        self._bars.update(self._stored, completed=self._before + session.delivery.stored)

    def hear(self, notice: Notice, session: LiveSession) -> None:
        """A line for what is worth one."""
        self.counted(session)
        match notice:
            case Joined(frame):
                self.console.print(f"[dim]joined session {frame.session_id}[/dim]", soft_wrap=True)
            case Waiting(reason, delay_ms):
                self.last_reason = reason
                self.console.print(
                    f"[yellow]no connection[/] ({escape(reason)}); again in {delay_ms / 1000:.1f} s", soft_wrap=True
                )
            case Pending(missing):
                self.console.print(f"[yellow]the server still waits for[/] {list(missing)}")
            case Refused(batch, code):
                seqs = f"{batch.first_seq}–{batch.last_seq}"
                self.console.print(f"[red]segments {seqs} refused[/]: {code}")
            case Complaint(message=message) if message == self.last_reason:
                pass
            case Complaint(code, message, reference):
                self.last_reason = message
                self.console.print(f"[yellow]{code}[/]: {escape(message)} [dim]{escape(reference)}[/]", soft_wrap=True)
            case Stopped(code, message):
                self.console.print(f"[red]{code}[/]: {escape(message)}", soft_wrap=True)
            case Finalized(revision=revision) if revision > self._told_revision:
                self._told_revision = revision
                self.console.print("[green]✓[/] the session is sealed")
            case PipelineEvent():
                self.console.print(pipeline_line(notice))
            case _:
                pass
