import "fake-indexeddb/auto";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

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
