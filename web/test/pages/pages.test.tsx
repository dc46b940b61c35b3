import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import type { Dashboard } from "../../src/api/types";
import { aDetail, aMeeting, type Answers, aSegment, PageSocket, pageOf, visit } from "./world";

const DASHBOARD: Dashboard = { recent: [aMeeting()], today: [], live: [], counts: { meetings: 1, completed: 1, live: 0, hours: 0, open_tasks: 0 }, tasks: [] };
const ME = { user: { id: "1", name: "Ada", email: "" }, workspace: null };
const INSIGHT = { method: "local", model: null, reason: null, revision: 1, created_at: "", dropped_items: 0, cost: {} };
const SUMMARY = { template: "general", overview: [], key_points: [], decisions: [], topics: [], next_steps: [] };

let answers: Answers;

beforeEach(() => {
  PageSocket.all = [];
  answers = {
    "/api/me": ME,
    "/api/dashboard": DASHBOARD,
    "/api/ws-ticket": { ticket: "t", expires_at: "" },
    "/api/meetings": pageOf([aMeeting()]),
    "/api/meetings/m1": aDetail(),
    "/api/meetings/m1/transcript": pageOf([aSegment(1, "Good morning."), aSegment(2, "We ship on Monday.")]),
    "/api/tasks": pageOf([]),
  };
});

describe("the dashboard", () => {
  test("shows recent meetings, each a link", async () => {
    await visit("/", answers);

    const link = await screen.findByRole("link", { name: /Release planning/ });
    expect(link.getAttribute("href")).toBe("/meetings/m1");
  });

  test("changes without a reload when its workspace hears of a meeting", async () => {
    await visit("/", answers);
    await screen.findByRole("link", { name: /Release planning/ });
    await waitFor(() => expect(PageSocket.all).toHaveLength(1));
    answers["/api/dashboard"] = { ...DASHBOARD, recent: [aMeeting({ id: "m2", title: "Retrospective" })] };
    act(() => PageSocket.all[0]?.push({ type: "event", event_id: 11, kind: "dashboard_refresh", session_id: "elsewhere", body: {} }));

    expect(await screen.findByRole("link", { name: /Retrospective/ })).toBeTruthy();
  });

  test("shows markup in a title as text", async () => {
    answers["/api/dashboard"] = { ...DASHBOARD, recent: [aMeeting({ title: "<img src=x onerror=alert(1)>" })] };
    await visit("/", answers);

    expect(await screen.findByText("<img src=x onerror=alert(1)>")).toBeTruthy();
    expect(document.querySelector("main img")).toBeNull();
  });
});

describe("the list of meetings", () => {
  test("says that nothing matches and clears the filter", async () => {
    answers["/api/meetings"] = pageOf([]);
    await visit("/meetings?status=live", answers);
    await screen.findByText("No meeting matches.");
    answers["/api/meetings"] = pageOf([aMeeting()]);
    await userEvent.click(screen.getByRole("button", { name: "Clear the filters" }));

    expect(await screen.findByRole("link", { name: /Release planning/ })).toBeTruthy();
  });
});

describe("a viewer", () => {
  const VIEWER = { ...ME, workspace: { id: "w1", name: "Ada's Workspace", slug: "adas", role: "viewer" } };
  const TASK = { id: "t1", title: "Water the plants", owner: null, due_date: null, due_phrase: null, priority: "medium", status: "open", confidence: null, evidence: [], meeting_id: null, meeting_title: null, session_id: null, created_at: "", updated_at: "", is_edited: false, is_overdue: false, source: "person" };

  test("reads tasks and changes none", async () => {
    answers["/api/me"] = VIEWER;
    answers["/api/tasks"] = pageOf([TASK]);
    await visit("/tasks", answers);

    await screen.findByText("Water the plants");
    await waitFor(() => expect(screen.queryByRole("button", { name: /Edit/ })).toBeNull());
    expect(screen.queryByRole("combobox", { name: /Water the plants/ })).toBeNull();
    expect(screen.queryByRole("textbox", { name: "Add a task" })).toBeNull();
  });

  test("reads what was said of a segment, and cannot correct it", async () => {
    answers["/api/me"] = VIEWER;
    answers["/api/meetings/m1/comments"] = { items: [] };
    answers["/api/meetings/m1/segments/1/history"] = { items: [] };
    await visit("/meetings/m1", answers);
    await screen.findByRole("heading", { name: /Release planning/ });
    await waitFor(() => expect(document.querySelector("[data-seq], [role=region][aria-label=Transcript]")).toBeTruthy());
    await userEvent.keyboard("e");

    const dialog = await screen.findByRole("dialog", {}, { timeout: 4000 });
    expect(within(dialog).getByText("Good morning.")).toBeTruthy();
    expect(within(dialog).queryByRole("textbox")).toBeNull();
  });
});

describe("a meeting", () => {
  test("of another workspace does not exist, and the reference is shown", async () => {
    await visit("/meetings/foreign", answers);

    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("does not exist");
    expect(alert.textContent).toContain("ref-1");
  });

  test("shows its summary with chips that name the moment", async () => {
    const overview = [{ text: "They ship on Monday.", evidence: [{ seq: 2, quote: "We ship on Monday." }] }];
    answers["/api/meetings/m1"] = aDetail({ insights: { summary: { ...INSIGHT, body: { ...SUMMARY, overview } } as never } });
    await visit("/meetings/m1?tab=summary", answers);

    expect(await screen.findByText(/They ship on Monday/)).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Show in the transcript, 0:02" })).toBeTruthy();
  });

  test("shows words and steps as they come", async () => {
    answers["/api/meetings/m1"] = aDetail({ status: "live" });
    await visit("/meetings/m1?tab=transcript", answers);
    await screen.findByText(/new words appear as they are said/);
    await waitFor(() => PageSocket.in("s1"));
    const socket = PageSocket.in("s1");
    act(() => socket.push({ type: "interim", utterance_id: "u3", rev: 1, text: "And what about", start_ms: 3000, end_ms: 3100 }));
    expect(await screen.findByText("And what about")).toBeTruthy();

    answers["/api/meetings/m1"] = aDetail({ status: "completed", pipeline: { refinement: "ready", analytics: "running" } });
    act(() => socket.push({ type: "event", event_id: 1, kind: "session_finalized", session_id: "s1", body: {} }));

    const steps = await screen.findByRole("list", { name: "Insights" });
    expect(within(steps).getByText("Refinement").closest("li")?.dataset["state"]).toBe("ready");
    expect(within(steps).getByText("Analytics").closest("li")?.dataset["state"]).toBe("running");
    expect(screen.queryByText("And what about")).toBeNull();
  });
});

describe("any page", () => {
  test("that does not exist leads back", async () => {
    await visit("/nowhere", answers);

    expect((await screen.findByRole("link", { name: "Go to the dashboard" })).getAttribute("href")).toBe("/");
  });
});
