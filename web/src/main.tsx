import "./styles/first-load";
import "./app.css";
import { Alert, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { ApiError, createApi } from "./api/client";
import { App } from "./App";
import { Identity } from "./auth/identity";
import { loadConfig } from "./config";
import { type Services, ServicesContext } from "./services";
import { text } from "./text/en";
import { theme } from "./theme";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 3 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
    },
  },
});

async function buildServices(): Promise<Services> {
  const config = await loadConfig();
  const identity = new Identity(config, sessionStorage);
  await identity.start();
  identity.subscribe(() => queries.clear());
  return { config, identity, api: createApi(() => config.api_url, identity) };
}

function draw(root: Root, services: Services): void {
  root.render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <ServicesContext.Provider value={services}>
          <QueryClientProvider client={queries}>
            <BrowserRouter>
              <App />
            </BrowserRouter>
          </QueryClientProvider>
        </ServicesContext.Provider>
      </MantineProvider>
    </StrictMode>,
  );
}

const root = createRoot(document.getElementById("root") as HTMLElement);
buildServices().then(
  (services) => draw(root, services),
  () =>
    root.render(
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Alert color="red" m="xl" title={text.app.configMissing} role="alert" />
      </MantineProvider>,
    ),
);
