import { createContext, useContext, useSyncExternalStore } from "react";
import type { Api } from "./api/client";
import type { Identity, IdentityStatus } from "./auth/identity";
import type { Config } from "./config";

/** What the pages are handed: built once in main.tsx, replaced whole in tests. */
export interface Services {
  config: Config;
  identity: Identity;
  api: Api;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error("Services are provided by main.tsx");
  return services;
}

export function useIdentityStatus(): IdentityStatus {
  const { identity } = useServices();
  return useSyncExternalStore(identity.subscribe, identity.getStatus);
}
