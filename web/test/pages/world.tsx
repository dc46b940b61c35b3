import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { createApi } from "../../src/api/client";
import type { MeetingDetail, MeetingRow, Segment } from "../../src/api/types";
import { App } from "../../src/App";
import { Identity } from "../../src/auth/identity";
import { DEFAULT_LIMITS, type ServerFrame } from "../../src/live/frames";
import { ServicesContext } from "../../src/services";

/** The sockets that the page has opened; a test speaks through them. */
export class PageSocket {
  static all: PageSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  joined: string | null = null;

  constructor(readonly url: URL) {
    PageSocket.all.push(this);
    queueMicrotask(() => queueMicrotask(() => this.onopen?.()));
  }

  send(data: string): void {
    const frame = JSON.parse(data) as { action: string; session_id: string };
    if (frame.action !== "join_session") return;
    this.joined = frame.session_id;
    this.push({
      type: "session_joined", session_id: frame.session_id, epoch: 1, status: "active", stored: [], server_time: "", started_at: "",
      last_event: 0, watched: true, limits: DEFAULT_LIMITS,
    });
  }

  push(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  close(): void {
    this.onclose?.();
  }

  static in(sessionId: string): PageSocket {
    const socket = PageSocket.all.findLast((one) => one.joined === sessionId);
    if (!socket) throw new Error(`nobody has joined ${sessionId}`);
    return socket;
  }
}

export type Answers = Record<string, unknown>;

/** Draws the whole page at an address, signed in, with an API that answers by path. */
export async function visit(address: string, answers: Answers): Promise<void> {
  globalThis.WebSocket = PageSocket as unknown as typeof WebSocket;
  const identity = new Identity({ api_url: "", socket_url: "ws://mina/live", cognito: null }, sessionStorage);
  await identity.start();
  identity.status = "signed_in";
  const fetchIt: typeof fetch = (url) => {
    const path = String(url).split("?")[0] ?? "";
    return Promise.resolve(path in answers ? Response.json(answers[path]) : Response.json({ title: "Not found", code: "NOT_FOUND", reference: "ref-1" }, { status: 404 }));
  };
  const services = { config: { api_url: "", socket_url: "ws://mina/live", cognito: null }, identity, api: createApi(() => "", identity, fetchIt) };
  render(
    <MantineProvider env="test">
      <ServicesContext.Provider value={services}>
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <MemoryRouter initialEntries={[address]}>
            <App />
          </MemoryRouter>
        </QueryClientProvider>
      </ServicesContext.Provider>
    </MantineProvider>,
  );
}

export function aMeeting(given: Partial<MeetingRow> = {}): MeetingRow {
  return {
    id: "m1", title: "Release planning", description: "", meeting_type: "general", status: "completed", created_at: "2026-11-20T09:00:00Z",
    scheduled_at: null, actual_start: "2026-11-20T09:00:00Z", actual_end: null, duration_seconds: 60, session_id: "s1", total_segments: 2,
    average_confidence: null, speakers: ["Ada"], open_tasks: 0, pipeline: {}, ...given,
  };
}

export function aDetail(given: Partial<MeetingDetail> = {}): MeetingDetail {
  return { ...aMeeting(), session: null, insights: {}, participants: ["Ada"], is_stale: {}, recording_enabled: false, ...given };
}

export function aSegment(seq: number, text: string): Segment {
  return {
    seq, utterance_id: `u${seq}`, text, raw_text: text, refined_text: null, is_edited: false, start_ms: seq * 1000, end_ms: seq * 1000 + 500,
    speaker: "Ada", speaker_name: "Ada", confidence: null, language: null, is_promoted: false, kind: "final", comments: 0,
  };
}

export function pageOf<T>(items: T[]) {
  return { items, next_cursor: null };
}
