import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** One file of tests/vectors, which the Python client reads too. */
export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../tests/vectors", name), "utf8")) as T;
}
