import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useServices } from "../services";
import { keys } from "./queries";
import type { Accepted, Archive, AuditEntry, Delivery, HookEvent, Invitation, InvitationView, Member, ModelStatus, MyWorkspace, Page, Role, Usage, Webhook, Workspace } from "./types";

const HOOKS = "/api/webhooks";
const MEMBERS = "/api/workspace/members";
const ARCHIVE = "/api/workspace/export";
const INVITATIONS = "/api/workspace/invitations";

function useGet<T>(queryKey: readonly string[], path: string, enabled = true) {
  const { api } = useServices();
  return useQuery({ queryKey, queryFn: ({ signal }) => api.get<T>(path, signal), enabled });
}

function usePages<T>(queryKey: readonly string[], path: string) {
  const { api } = useServices();
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(`${path}?${new URLSearchParams({ limit: "20", ...(pageParam ? { cursor: pageParam } : {}) })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** A change, after which everything under these keys is read anew. */
function useChange<Input, Output>(stale: (readonly string[])[], change: (input: Input, api: ReturnType<typeof useServices>["api"]) => Promise<Output>) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => change(input, api),
    onSettled: () => Promise.all(stale.map((queryKey) => cache.invalidateQueries({ queryKey }))),
  });
}

export const useWorkspace = () => useGet<Workspace>(keys.workspace, "/api/workspace");
export const useModelStatus = (isSignedIn = true) => useGet<ModelStatus>(keys.model, "/api/workspace/model", isSignedIn);
export const useUsage = () => useGet<Usage>(keys.usage, "/api/workspace/usage");
export const useMembers = () => useGet<Page<Member>>(keys.members, MEMBERS);
/** For owners. */
export const useInvitations = (isOwner: boolean) => useGet<Page<Invitation>>(keys.invitations, INVITATIONS, isOwner);
export const useMyWorkspaces = () => useGet<Page<MyWorkspace>>(keys.myWorkspaces, "/api/me/workspaces");
/** For owners. */
export const useWebhooks = (isOwner: boolean) => useGet<Page<Webhook>>(keys.webhooks, HOOKS, isOwner);
export const useInvitation = (token: string) => useGet<InvitationView>(["invitation", token], `/api/invitations/${encodeURIComponent(token)}`);

export const useChangeWorkspace = () =>
  useChange([keys.workspace, keys.me, keys.myWorkspaces], (changes: Partial<Pick<Workspace, "name" | "retention_days" | "audio_retention_days">>, api) => api.send<Workspace>("PATCH", "/api/workspace", changes));

export const useSetRole = () => useChange([keys.members, keys.me], ({ user_id, role }: Pick<Member, "user_id" | "role">, api) => api.send<Member>("PATCH", `${MEMBERS}/${encodeURIComponent(user_id)}`, { role }));

export const useSendAway = () => useChange([keys.members], (userId: string, api) => api.send("DELETE", `${MEMBERS}/${encodeURIComponent(userId)}`));

/** The new invitation, with its link: it is told this once. */
export const useInvite = () =>
  useChange([keys.invitations], (wanted: { role: Exclude<Role, "owner">; expires_in_days: number; max_uses: number }, api) => api.send<Invitation>("POST", INVITATIONS, wanted));

export const useRevokeInvitation = () => useChange([keys.invitations], (id: string, api) => api.send("DELETE", `${INVITATIONS}/${encodeURIComponent(id)}`));

export const useAccept = (token: string) => useChange([], (_: void, api) => api.send<Accepted>("POST", `/api/invitations/${encodeURIComponent(token)}/accept`));

export const useChooseWorkspace = () => useChange([], (workspace_id: string, api) => api.send("PUT", "/api/me/workspace", { workspace_id }));

export const useLeaveWorkspace = () => useChange([keys.myWorkspaces], (id: string, api) => api.send("DELETE", `/api/me/workspaces/${encodeURIComponent(id)}`));

/** The new webhook, with its secret: it is told this once. */
export const useAddWebhook = () => useChange([keys.webhooks], (wanted: { url: string; events: HookEvent[] }, api) => api.send<Webhook>("POST", HOOKS, wanted));

export const useSwitchWebhook = () => useChange([keys.webhooks], ({ id, is_active }: Pick<Webhook, "id" | "is_active">, api) => api.send<Webhook>("PATCH", `${HOOKS}/${encodeURIComponent(id)}`, { is_active }));

export const useRemoveWebhook = () => useChange([keys.webhooks], (id: string, api) => api.send("DELETE", `${HOOKS}/${encodeURIComponent(id)}`));

export const useDeliveries = (webhookId: string) => usePages<Delivery>(keys.deliveries(webhookId), `${HOOKS}/${encodeURIComponent(webhookId)}/deliveries`);

export const useAudit = () => usePages<AuditEntry>(keys.audit, "/api/workspace/audit");

/** The last export of everything; asked for until it is there. An error where there is none. */
export function useArchive() {
  const { api } = useServices();
  return useQuery({
    queryKey: keys.archive,
    queryFn: ({ signal }) => api.get<Archive>(ARCHIVE, signal),
    retry: false,
    staleTime: 600_000, // its links hold a little longer, and each handing out of them is written down
    refetchInterval: ({ state }) => (state.data?.status === "running" ? 2_000 : false),
  });
}

export const useRequestArchive = () => useChange([keys.archive], (_: void, api) => api.send<Archive>("POST", ARCHIVE));

export const useReplay = (webhookId: string) =>
  useChange([keys.deliveries(webhookId)], (id: string, api) => api.send<Delivery>("POST", `${HOOKS}/${encodeURIComponent(webhookId)}/deliveries/${encodeURIComponent(id)}/replay`));
