import { Button, CopyButton, Group, TextInput } from "@mantine/core";
import { text } from "../text/en";

/** What is shown once, to be copied. */
export function Secret({ label, value }: { label: string; value: string }) {
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <TextInput flex={1} readOnly label={label} value={value} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="light" onClick={copy}>
            {copied ? text.share.copied : text.share.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
