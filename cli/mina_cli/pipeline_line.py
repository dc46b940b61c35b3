"""One pipeline event as one line."""

from __future__ import annotations

from rich.markup import escape

from mina_client.frames import PipelineEvent

_MARKS = {"started": "[dim]…[/]", "ready": "[green]✓[/]", "failed": "[red]✗[/]", "finalized": "[green]✓[/]"}


def pipeline_line(event: PipelineEvent) -> str:
    """Rich markup: a mark and the kind in words."""
    mark = _MARKS.get(event.kind.rsplit("_", 1)[-1], "[green]✓[/]")
    method = event.body.get("method")
    detail = f" [dim]({escape(str(method))})[/]" if isinstance(method, str) else ""
    return f"{mark} {escape(event.kind.replace('_', ' '))}{detail}"
