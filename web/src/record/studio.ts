import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../api/queries";
import type { EventFrame, JoinDetails } from "../live/frames";
import { type KeptSession, newSession, RecorderMachine } from "../live/machine";
import { IndexedDbOutbox } from "../live/outbox";
import type { KeptBatch } from "../live/outgoing";
import type { RecorderPorts } from "../live/recorder";
import { browserWorld } from "../live/world";
import { renewConfig } from "../config";
import type { Services } from "../services";
import { currentRecording } from "./current";
import { lockedSessions, lockSession } from "./lock";
import { Recording } from "./recording";

const outbox = new IndexedDbOutbox();

export interface NewRecording {
  title: string;
  meeting_type: string;
  keeps_sound: boolean;
  /** The scheduled meeting that this is the recording of. */
  meeting_id: string | null;
}

/** Starts, resumes and recovers recordings in this browser. */
export class Studio {
  constructor(
    private readonly services: Services,
    private readonly cache: QueryClient,
  ) {}

  async begin({ title, meeting_type, keeps_sound, meeting_id }: NewRecording): Promise<void> {
    const details: JoinDetails = {
      session_id: crypto.randomUUID(),
      instance_id: crypto.randomUUID(),
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      started_at: new Date().toISOString(),
      recording_enabled: keeps_sound,
      meeting_type,
      ...(meeting_id ? { meeting_id } : {}),
      ...(title.trim() ? { title: title.trim().slice(0, 200) } : {}),
    };
    const capability = this.services.identity.status === "signed_in" ? null : newSecret();
    const recording = await this.build(newSession(details, capability));
    if (recording) await this.take(recording);
  }

  /** Goes on with a session that this browser has kept. False where another tab is at it. */
  async carryOn(kept: KeptSession): Promise<boolean> {
    const recording = await this.build(kept);
    if (recording) await this.take(recording);
    return recording !== null;
  }

  /** Sessions in the outbox that no tab is recording. */
  async unfinished(): Promise<KeptSession[]> {
    const kept = await outbox.sessions().catch(() => []);
    const isLocked = await lockedSessions();
    return kept.filter((one) => !isLocked(one.record.details.session_id));
  }

  /** Sessions in the outbox that some tab is at, be it this one's recovery. */
  async underWay(): Promise<KeptSession[]> {
    const kept = await outbox.sessions().catch(() => []);
    const isLocked = await lockedSessions();
    return kept.filter((one) => isLocked(one.record.details.session_id));
  }

  async discard(sessionId: string): Promise<void> {
    await outbox.apply(sessionId, [{ kind: "forget" }]);
  }

  /**
   * Sends what an earlier visit left behind, and the end where it was asked for. Answers with a recording that has
   * begun to, or null where there is nothing to send or another tab is at it.
   */
  async recover(kept: KeptSession): Promise<Recording | null> {
    const recording = await this.build(kept);
    recording?.recorder.start();
    return recording;
  }

  private async build(kept: KeptSession): Promise<Recording | null> {
    const { details } = kept.record;
    const release = await lockSession(details.session_id);
    if (!release) return null;
    const startedAt = details.started_at ? Date.parse(details.started_at) : Date.now();
    return new Recording(new RecorderMachine(kept, Math.random), this.ports(), details.title ?? "", startedAt, release);
  }

  private async take(recording: Recording): Promise<void> {
    await currentRecording.get()?.dispose();
    currentRecording.set(recording);
    recording.recorder.start();
  }

  private ports(): RecorderPorts {
    return {
      outbox,
      world: browserWorld(this.services, () => renewConfig(this.services.config)),
      sendTail: (...tail) => sendTail(this.services, ...tail),
      onEvent: (event) => this.onEvent(event),
    };
  }

  private onEvent(event: EventFrame): void {
    if (event.kind !== "dashboard_refresh" && event.kind !== "session_finalized") return;
    void this.cache.invalidateQueries({ queryKey: keys.dashboard });
    void this.cache.invalidateQueries({ queryKey: keys.meetings });
  }
}

/** 256 random bits, as the protocol wants a capability. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A request that outlives the page. It cannot wait for a new token: the one at hand has to do. */
function sendTail({ config, identity }: Services, sessionId: string, instanceId: string, batches: KeptBatch[], capability: string | null): void {
  const bearer = identity.heldAuthorization;
  const authorization = bearer ?? (capability ? `Capability ${capability}` : null);
  if (!authorization) return;
  const body = { instance_id: instanceId, batches: batches.map(({ first_seq, segments }) => ({ first_seq, segments })) };
  void fetch(`${config.api_url}/api/sessions/${encodeURIComponent(sessionId)}/segments`, {
    method: "POST",
    keepalive: true,
    headers: { Authorization: authorization, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => undefined); // the outbox still has it
}
