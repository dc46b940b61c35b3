import "fake-indexeddb/auto";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A busy machine takes its time; a test that waits in vain fails all the same.
configure({ asyncUtilTimeout: 5_000 });

afterEach(cleanup);

// jsdom lays nothing out and has neither of these.
class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

if (typeof window !== "undefined") {
  window.ResizeObserver = NoObserver as unknown as typeof ResizeObserver;
  window.IntersectionObserver = NoObserver as unknown as typeof IntersectionObserver;
  window.matchMedia = (media) =>
    ({ media, matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }) as unknown as MediaQueryList;
  Element.prototype.scrollTo = () => undefined;
}
