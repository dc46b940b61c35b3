import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useState } from "react";
import { keys } from "../api/queries";
import { renewConfig } from "../config";
import type { MeetingDetail, Segment } from "../api/types";
import type { EventFrame, ServerFrame } from "../live/frames";
import { Watcher, type WatcherStatus } from "../live/watcher";
import { browserWorld } from "../live/world";
import { useServices } from "../services";
import { type LiveState, meetingAfter, mergeSegments, NOTHING_LIVE, reduceLive } from "./live-state";

/** Watches a meeting's session: words and events go into the cache as they come; every join takes a new snapshot. */
export function useLiveMeeting(meetingId: string, sessionId: string | null): LiveState & { status: WatcherStatus } {
  const services = useServices();
  const cache = useQueryClient();
  const [state, dispatch] = useReducer(reduceLive, NOTHING_LIVE);
  const [status, setStatus] = useState<WatcherStatus>("connecting");
  useEffect(() => {
    if (!sessionId) return undefined;
    let lastEvent: number | null = null;
    const instanceId = crypto.randomUUID();
    const watcher = new Watcher({
      world: browserWorld(services, () => renewConfig(services.config)),
      join: () => ({
        action: "join_session", v: 1, role: "viewer", session_id: sessionId, instance_id: instanceId,
        ...(lastEvent === null ? {} : { last_event: lastEvent }),
      }),
      onFrame: (frame) => {
        // A finished meeting was just loaded whole; a live one may have gone on meanwhile.
        const isNews = frame.type !== "session_joined" || lastEvent !== null || frame.status !== "completed";
        if (frame.type === "event" && frame.session_id === sessionId) {
          if (lastEvent !== null && frame.event_id <= lastEvent) return;
          lastEvent = frame.event_id;
        } else if (frame.type === "session_joined") lastEvent ??= frame.last_event ?? 0;
        const isForeign = frame.type === "event" && frame.session_id !== sessionId;
        if (!isForeign) dispatch(frame);
        if (isNews) updateCache(cache, meetingId, frame);
      },
      onStatus: setStatus,
    });
    const online = () => watcher.online();
    window.addEventListener("online", online);
    watcher.start();
    return () => {
      window.removeEventListener("online", online);
      watcher.close();
    };
  }, [cache, services, meetingId, sessionId]);
  return { ...state, status };
}

function updateCache(cache: QueryClient, meetingId: string, frame: ServerFrame): void {
  if (frame.type === "segments") {
    cache.setQueryData<Segment[]>(keys.transcript(meetingId), (known) => known && mergeSegments(known, frame.first_seq, frame.segments));
  } else if (frame.type === "session_joined") {
    void cache.invalidateQueries({ queryKey: keys.meeting(meetingId) });
    void cache.invalidateQueries({ queryKey: keys.transcript(meetingId) });
  } else if (frame.type === "event") onEvent(cache, meetingId, frame);
}

function onEvent(cache: QueryClient, meetingId: string, event: EventFrame): void {
  if (event.kind !== "dashboard_refresh") {
    cache.setQueryData<MeetingDetail>(keys.meeting(meetingId), (known) => known && meetingAfter(known, event.kind));
  }
  for (const queryKey of staleAfter(meetingId, event.kind)) void cache.invalidateQueries({ queryKey });
}

/** Which snapshots an event makes old. */
export function staleAfter(meetingId: string, kind: string): (readonly string[])[] {
  if (kind.endsWith("_started")) return [];
  if (kind === "dashboard_refresh") return [keys.dashboard, keys.meetings, keys.meeting(meetingId)];
  if (kind === "session_finalized" || kind === "post_transcription_reveal") {
    return [keys.meeting(meetingId), keys.transcript(meetingId), keys.tasks(meetingId)];
  }
  if (kind === "refinement_ready") return [keys.meeting(meetingId), keys.transcript(meetingId)];
  return kind === "tasks_ready" ? [keys.meeting(meetingId), keys.tasks(meetingId)] : [keys.meeting(meetingId)];
}
