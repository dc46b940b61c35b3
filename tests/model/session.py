"""The life of a session as a model: two deliveries of words, two finalizers, a takeover, crashes, and the sweeper.

Each step is one request to the database or to Step Functions, as `mina.services` makes them; between two of them
everybody else may go. `Orders` names the order that is built, and the wrong ones that a reader might prefer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.model.explorer import Step


@dataclass(frozen=True)
class Orders:
    """What is built is the default; each flag turned makes one mistake."""

    put_before_check: bool = True
    read_before_ack: bool = True
    holds_repeats: bool = True
    raises_flag_before_reading: bool = True
    start_is_named: bool = True
    start_before_mark: bool = True
    seal_writes_outbox: bool = True
    seal_is_conditional: bool = True


@dataclass(frozen=True)
class Writer:
    """One delivery of a batch: `batch` names it, two deliveries of one frame share it. `at` is its next step."""

    batch: int
    epoch: int = 1
    at: str = "begin"
    has_stored: bool = False


@dataclass(frozen=True)
class Finalizer:
    """One caller of finalize, or the sweeper on its behalf. `read` is what it saw of the batches."""

    at: str = "begin"
    read: frozenset[int] = frozenset()


@dataclass(frozen=True)
class State:
    writers: tuple[Writer, ...]
    finalizers: tuple[Finalizer, ...] = (Finalizer(), Finalizer())
    crashes_left: int = 2
    may_take_over: bool = False
    epoch: int = 1
    stored: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()
    acked: frozenset[int] = frozenset()
    is_sealing: bool = False
    sealed: frozenset[int] | None = None
    seals: int = 0
    is_late: bool = False
    outbox: str = "none"
    executions: frozenset[str] = frozenset()


def steps(state: State, orders: Orders) -> Iterator[Step[State]]:
    """Everything that can happen next."""
    for i, writer in enumerate(state.writers):
        for name, after in _write(state, writer, orders):
            yield f"writer {i}: {name}", _with_writer(after[0], i, after[1])
        if state.crashes_left and writer.at not in ("begin", "done"):
            dead = _with_writer(state, i, replace(writer, at="done"))
            yield f"writer {i} dies", replace(dead, crashes_left=state.crashes_left - 1)
    for i, finalizer in enumerate(state.finalizers):
        for name, (reached, caller) in _finalize(state, finalizer, orders):
            yield f"finalizer {i}: {name}", _with_finalizer(reached, i, caller)
        if state.crashes_left and finalizer.at not in ("begin", "done"):
            dead = _with_finalizer(state, i, replace(finalizer, at="done"))
            yield f"finalizer {i} dies", replace(dead, crashes_left=state.crashes_left - 1)
    if state.may_take_over:
        yield "another recorder takes over", replace(state, may_take_over=False, epoch=state.epoch + 1)
    yield from _sweep(state, orders)


def problem(state: State, is_final: bool) -> str | None:
    """The promise that this state breaks."""
    if not state.acked <= state.stored:
        return "acknowledged and not stored"
    if state.seals > 1:
        return "sealed twice"
    if len(state.executions) > 1:
        return "two executions of one revision"
    if is_final and state.sealed is not None:
        if not state.acked <= state.sealed and not state.is_late:
            return "acknowledged and in no seal"
        if not state.executions:
            return "sealed and never started"
    return None


_Writing = Iterator[tuple[str, tuple[State, Writer]]]


def _write(state: State, writer: Writer, orders: Orders) -> _Writing:
    is_current = writer.epoch == state.epoch
    if writer.at == "begin":
        if orders.put_before_check:
            yield "puts", _put(state, writer, "read")
        else:
            is_open = is_current and state.sealed is None and not state.is_sealing
            yield "checks", (state, replace(writer, at="put" if is_open else "done"))
    elif writer.at == "put":
        yield "puts", _put(state, writer, "ack")
    elif writer.at == "read":
        if not orders.read_before_ack:
            yield "acks", _ack(state, writer)
        elif not is_current:
            yield "is fenced", (state, replace(writer, at="withdraw" if writer.has_stored else "done"))
        else:
            is_late = state.is_late or state.is_sealing or state.sealed is not None
            following = "ack" if writer.has_stored or not orders.holds_repeats else "hold"
            yield "reads", (replace(state, is_late=is_late), replace(writer, at=following))
    elif writer.at == "hold":
        if writer.batch in state.stored:
            yield "holds", (replace(state, held=state.held | {writer.batch}), replace(writer, at="ack"))
        else:
            yield "finds it gone", (state, replace(writer, at="begin"))
    elif writer.at == "ack":
        yield "acks", _ack(state, writer)
    elif writer.at == "withdraw":
        left = state.stored if writer.batch in state.held else state.stored - {writer.batch}
        yield "withdraws", (replace(state, stored=left), replace(writer, at="done"))


def _put(state: State, writer: Writer, following: str) -> tuple[State, Writer]:
    is_new = writer.batch not in state.stored
    stored = replace(state, stored=state.stored | {writer.batch})
    return stored, replace(writer, at=following, has_stored=is_new)


def _ack(state: State, writer: Writer) -> tuple[State, Writer]:
    return replace(state, acked=state.acked | {writer.batch}), replace(writer, at="done")


_Finalizing = Iterator[tuple[str, tuple[State, Finalizer]]]


def _finalize(state: State, finalizer: Finalizer, orders: Orders) -> _Finalizing:
    if finalizer.at == "begin":
        if orders.raises_flag_before_reading:
            yield "raises the flag", (replace(state, is_sealing=state.sealed is None), replace(finalizer, at="read"))
        else:
            yield "begins", (state, replace(finalizer, at="read"))
    elif finalizer.at == "read":
        yield "reads the batches", (state, replace(finalizer, at="seal", read=state.stored))
    elif finalizer.at == "seal":
        if state.sealed is not None and orders.seal_is_conditional:
            yield "finds it sealed", (state, replace(finalizer, at="done"))
        else:
            outbox = "wanted" if orders.seal_writes_outbox else state.outbox
            sealed = replace(state, sealed=finalizer.read, is_sealing=False, seals=state.seals + 1, outbox=outbox)
            yield "seals", (sealed, replace(finalizer, at="start" if orders.start_before_mark else "mark"))
    elif finalizer.at == "start":
        following = "mark" if orders.start_before_mark else "done"
        yield "starts", (_started(state, orders), replace(finalizer, at=following))
    elif finalizer.at == "mark":
        following = "done" if orders.start_before_mark else "start"
        yield "marks", (replace(state, outbox="started"), replace(finalizer, at=following))


def _started(state: State, orders: Orders) -> State:
    name = "r1" if orders.start_is_named else f"x{len(state.executions) + 1}"
    return replace(state, executions=state.executions | {name})


def _sweep(state: State, orders: Orders) -> Iterator[Step[State]]:
    """What the sweeper and the stream do as long as something is due; they are tried until they get through."""
    is_idle = all(finalizer.at == "done" for finalizer in state.finalizers)
    if state.sealed is None and is_idle and any(f.at == "done" for f in state.finalizers):
        yield "the sweeper finalizes", replace(state, finalizers=(Finalizer(), *state.finalizers[1:]))
    if state.outbox == "wanted":
        if orders.start_before_mark:
            yield "the outbox starts it", _started(state, orders)
            if state.executions:
                yield "the outbox marks it", replace(state, outbox="started")
        else:
            yield "the outbox marks and starts it", replace(_started(state, orders), outbox="started")


def _with_writer(state: State, i: int, writer: Writer) -> State:
    return replace(state, writers=(*state.writers[:i], writer, *state.writers[i + 1 :]))


def _with_finalizer(state: State, i: int, finalizer: Finalizer) -> State:
    return replace(state, finalizers=(*state.finalizers[:i], finalizer, *state.finalizers[i + 1 :]))
