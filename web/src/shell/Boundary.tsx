import { Alert, Button, Center } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { text } from "../text/en";

/** Keeps a page that crashes from taking the rest with it. */
export class Boundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Center mih="60vh" p="md">
        <Alert color="red" title={text.app.crashed} role="alert">
          <Button size="xs" onClick={() => location.reload()}>
            {text.app.reload}
          </Button>
        </Alert>
      </Center>
    );
  }
}
