"""How a result that no model made is labelled."""

from __future__ import annotations

from mina.domain.insight import Method, Provenance


def local_provenance(fallback_reason: str | None) -> Provenance:
    """`local` where no model was to be asked, `degraded` where one was and `fallback_reason` says why it did not."""
    return Provenance(method=Method.DEGRADED if fallback_reason else Method.LOCAL, reason=fallback_reason)
