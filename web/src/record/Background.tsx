import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useIdentityStatus, useServices } from "../services";
import { settleClaims } from "./claims";
import { watchWindow } from "./page-events";
import { recovery } from "./recovery";
import { Studio } from "./studio";

/** What recording needs on every page: the window's signs, what earlier visits left, anonymous sessions to claim. */
export function Background() {
  const services = useServices();
  const status = useIdentityStatus();
  const cache = useQueryClient();
  useEffect(watchWindow, []);
  useEffect(() => {
    if (status !== "starting") void recovery.begin(new Studio(services, cache));
  }, [status, services, cache]);
  useEffect(() => {
    if (status !== "signed_in") return;
    void settleClaims(localStorage, services.api).then((count) => (count > 0 ? cache.invalidateQueries() : undefined));
  }, [status, services, cache]);
  return null;
}
