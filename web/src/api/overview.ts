import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useServices } from "../services";
import { keys } from "./queries";
import type { Hit, Page, RangeAnalytics } from "./types";

/** What was said, best first; asks nothing where there is no word to look for. */
export function useSearch(q: string) {
  const { api } = useServices();
  return useInfiniteQuery({
    queryKey: keys.search(q),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ q, limit: "20", ...(pageParam ? { cursor: pageParam } : {}) });
      return api.get<Page<Hit>>(`/api/search?${query}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** Days as `2026-11-21`; both ends count. */
export function useAnalytics(from: string, to: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: keys.analytics(from, to),
    queryFn: ({ signal }) => api.get<RangeAnalytics>(`/api/analytics?${new URLSearchParams({ from, to })}`, signal),
    placeholderData: keepPreviousData,
  });
}
