import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { firstLoadBudget } from "./first-load-budget.ts";

export default defineConfig({
  plugins: [react(), firstLoadBudget(200_000)],
  build: { target: "es2022", sourcemap: false, modulePreload: { polyfill: false } },
  test: { environment: "jsdom", include: ["test/**/*.test.{ts,tsx}"], setupFiles: ["test/setup.ts"], css: false },
});
