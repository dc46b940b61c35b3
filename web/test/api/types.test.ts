import { readFileSync } from "node:fs";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, test } from "vitest";

// @vitest-environment node
test("the types are those of the API's description: `npm run types` makes them", async () => {
  const description = JSON.parse(readFileSync("openapi.json", "utf8")) as never;

  const types = COMMENT_HEADER + astToString(await openapiTS(description));

  expect(readFileSync("src/api/openapi.ts", "utf8")).toBe(types);
});
