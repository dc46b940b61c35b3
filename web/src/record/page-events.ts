import { currentRecording } from "./current";

/** What the window tells the recording of this tab: out of sight, closing, back online. Answers with the way to stop. */
export function watchWindow(): () => void {
  const recorder = () => currentRecording.get()?.recorder;
  const onHidden = () => document.visibilityState === "hidden" && recorder()?.flush();
  const onHide = () => recorder()?.hide();
  const onOnline = () => recorder()?.online();
  const onLeave = (event: BeforeUnloadEvent) => {
    const view = recorder()?.view;
    // Words in the outbox are safe; only without one does leaving lose any.
    if (view?.is_volatile && view.stored < view.spoken) event.preventDefault();
  };
  document.addEventListener("visibilitychange", onHidden);
  window.addEventListener("pagehide", onHide);
  window.addEventListener("online", onOnline);
  window.addEventListener("beforeunload", onLeave);
  return () => {
    document.removeEventListener("visibilitychange", onHidden);
    window.removeEventListener("pagehide", onHide);
    window.removeEventListener("online", onOnline);
    window.removeEventListener("beforeunload", onLeave);
  };
}
