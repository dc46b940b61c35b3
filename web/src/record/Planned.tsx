import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { useMeeting } from "../api/queries";
import type { MeetingDetail } from "../api/types";
import { text } from "../text/en";

/** The scheduled meeting that the address names, for its recording; null where it names none that can be begun. */
export function Planned({ children }: { children: (planned: MeetingDetail | null) => ReactNode }) {
  const id = useSearchParams()[0].get("meeting");
  return id ? <Named id={id}>{children}</Named> : children(null);
}

function Named({ id, children }: { id: string; children: (planned: MeetingDetail | null) => ReactNode }) {
  const { data, isPending } = useMeeting(id);
  if (isPending) return <Skeleton height={200} role="status" aria-label={text.app.loading} />;
  return children(data?.status === "scheduled" ? data : null);
}
