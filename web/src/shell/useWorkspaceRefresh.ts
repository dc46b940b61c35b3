import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keys } from "../api/queries";
import { renewConfig } from "../config";
import { useIdentityStatus, useServices } from "../services";

/** Hears of what happens in the caller's workspace, on whichever page, and refreshes the lists: no reload needed. */
export function useWorkspaceRefresh(): void {
  const services = useServices();
  const status = useIdentityStatus();
  const cache = useQueryClient();
  useEffect(() => {
    if (status !== "signed_in") return undefined;
    let stop: (() => void) | null = null;
    let isOver = false;
    void Promise.all([import("../live/watcher"), import("../live/world")]).then(([{ Watcher }, { browserWorld }]) => {
      if (isOver) return;
      const watcher = new Watcher({
        world: browserWorld(services, () => renewConfig(services.config)),
        join: () => null,
        onFrame: (frame) => {
          if (frame.type === "upload_progress") return void cache.invalidateQueries({ queryKey: keys.upload(frame.session_id) });
          if (frame.type !== "event" || frame.kind !== "dashboard_refresh") return;
          void cache.invalidateQueries({ queryKey: keys.dashboard });
          void cache.invalidateQueries({ queryKey: keys.meetings });
        },
        // What happened before this socket heard of anything, at first or after a loss, is asked for.
        onStatus: (now) => now === "watching" && void cache.invalidateQueries({ queryKey: keys.dashboard }),
      });
      const online = () => watcher.online();
      window.addEventListener("online", online);
      watcher.start();
      stop = () => {
        window.removeEventListener("online", online);
        watcher.close();
      };
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }, [cache, services, status]);
}
