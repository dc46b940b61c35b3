"""What is measured inside the browsers."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

# Scrolls the transcript by so many pixels a second for so many seconds and counts the frames that were drawn.
_SCROLL = """
([pixelsPerSecond, seconds]) => new Promise(resolve => {
  const box = document.querySelector('[role=region][aria-label=Transcript]');
  const began = performance.now(), lengths = [];
  let last = began;
  box.scrollTop = 0;
  const frame = now => {
    if (now > last) lengths.push(now - last);
    last = now;
    box.scrollTop = (now - began) / 1000 * pixelsPerSecond;
    if (now - began < seconds * 1000) requestAnimationFrame(frame);
    else resolve({frames: lengths.length, seconds: (last - began) / 1000, longest: Math.max(...lengths),
                  end: box.scrollTop, height: box.scrollHeight});
  };
  requestAnimationFrame(frame);
})
"""
_NOW = "performance.timeOrigin + performance.now()"
# Both browsers are on one machine: their clocks are one.
_NOTE_TYPING = f"""
window.typed = {{}};
document.addEventListener('input', event => {{ window.typed[event.target.value] = {_NOW}; }}, true);
"""
_NOTE_SEEING = f"""
window.seen = {{}};
new MutationObserver(() => {{
  for (const line of document.querySelectorAll('[data-interim]')) {{
    const words = line.lastChild.textContent;
    if (!(words in window.seen)) {{
      window.seen[words] = null;
      requestAnimationFrame(() => {{ window.seen[words] = {_NOW}; }});
    }}
  }}
}}).observe(document.body, {{subtree: true, childList: true, characterData: true}});
"""
_ECHO = """
async ([address, count]) => {
  const socket = new WebSocket(address);
  await new Promise((open, fail) => { socket.onopen = open; socket.onerror = fail; });
  const times = [];
  for (let i = 0; i < count; i += 1) {
    const began = performance.now();
    const answered = new Promise(resolve => { socket.onmessage = resolve; });
    socket.send(JSON.stringify({action: 'ping', t: i}));
    await answered;
    times.push(performance.now() - began);
  }
  socket.close();
  return times;
}
"""


@dataclass(frozen=True, slots=True)
class Scroll:
    """One pass over the transcript."""

    frames_per_second: float
    longest_frame_ms: float
    reached: float
    """The part of the transcript that was passed, 0..1."""


def scroll(page: Page, pixels_per_second: int, seconds: float) -> Scroll:
    """Scrolls from the top, every frame to where the time is."""
    found = page.evaluate(_SCROLL, [pixels_per_second, seconds])
    return Scroll(found["frames"] / found["seconds"], found["longest"], found["end"] / found["height"])


def heap_mb(page: Page) -> tuple[float, float]:
    """The JavaScript heap in use: as it is, and after a garbage collection."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _heap(session.send("Performance.getMetrics"))
    session.send("HeapProfiler.collectGarbage")
    return before, _heap(session.send("Performance.getMetrics"))


def _heap(metrics: dict[str, list[dict[str, float | str]]]) -> float:
    return next(float(one["value"]) for one in metrics["metrics"] if one["name"] == "JSHeapUsedSize") / 1e6


def interim_times(speaker: Page, reader: Page, count: int) -> list[float]:
    """From the key to the frame in which another browser shows the words, in ms; one guess every 1.2 s."""
    speaker.evaluate(_NOTE_TYPING)
    reader.evaluate(_NOTE_SEEING)
    box = speaker.get_by_label("Say something")
    times = []
    for number in range(count):
        words = f"guess number {number}"
        box.fill(words)
        reader.wait_for_function("words => window.seen[words]", arg=words, timeout=30_000)
        times.append(reader.evaluate(f"window.seen['{words}']") - speaker.evaluate(f"window.typed['{words}']"))
        speaker.wait_for_timeout(1_200)  # guesses go out once a second
    return times


def echo_times(page: Page, address: str, count: int) -> list[float]:
    """A `ping` and its `pong` over a socket of the same API, in ms."""
    times: list[float] = page.evaluate(_ECHO, [address, count])
    return times


def summary(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"median {statistics.median(ordered):.0f} ms, 95% within {ordered[int(len(ordered) * 0.95) - 1]:.0f} ms"
