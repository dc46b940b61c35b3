import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { keys } from "../api/queries";
import type { MeetingDetail, Segment, Sound } from "../api/types";
import { useServices } from "../services";
import { Player } from "./player";
import { currentIndex } from "./track";

export interface MeetingSound {
  /** Null where the meeting has no sound. */
  player: Player | null;
  /** The segment that is being heard. */
  seq: number | null;
}

/** The sound of a meeting, in step with its segments. */
export function useMeetingSound(meeting: MeetingDetail, segments: readonly Segment[]): MeetingSound {
  const { api } = useServices();
  const sound = useQuery({
    queryKey: keys.sound(meeting.id),
    queryFn: ({ signal }) => api.get<Sound>(`/api/meetings/${encodeURIComponent(meeting.id)}/audio`, signal),
    enabled: meeting.recording_enabled && meeting.status === "completed",
    retry: false, // most often a 404: nothing was said into a microphone
    staleTime: Infinity,
  });
  const refetch = useRef(sound.refetch);
  refetch.current = sound.refetch;
  const player = useMemo(() => new Player(new Audio(), () => void refetch.current()), []);
  useEffect(() => () => player.pause(), [player]);
  useEffect(() => {
    if (sound.data) player.setPieces(sound.data.items);
  }, [player, sound.data]);
  const seq = useCurrentSeq(player, segments);
  return sound.data ? { player, seq } : { player: null, seq: null };
}

/** Changes once a segment, however often the player tells where it is. */
function useCurrentSeq(player: Player, segments: readonly Segment[]): number | null {
  const [seq, setSeq] = useState<number | null>(null);
  const inTime = useMemo(() => [...segments].sort((a, b) => a.start_ms - b.start_ms), [segments]);
  useEffect(() => {
    const starts = inTime.map((one) => one.start_ms);
    return player.subscribe(() => {
      const { at_ms } = player.getView();
      setSeq(at_ms > 0 ? (inTime[currentIndex(starts, at_ms)]?.seq ?? null) : null);
    });
  }, [player, inTime]);
  return seq;
}
