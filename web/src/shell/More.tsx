import { Button } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useEffect } from "react";
import { text } from "../text/en";

/** Loads the next page of a list when it scrolls into view; a button for the keyboard. */
export function More({ isLoading, onLoad }: { isLoading: boolean; onLoad: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: "200px" });
  const isVisible = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (isVisible && !isLoading) onLoad();
  }, [isVisible, isLoading]);
  return (
    <Button ref={ref} variant="subtle" loading={isLoading} onClick={onLoad}>
      {text.app.more}
    </Button>
  );
}
