import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/page.css";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app.tsx";
import { WalletProvider } from "./chain/wallet.tsx";
import { THEME, VARIABLES } from "./ui/theme.ts";

const queries = new QueryClient();

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <MantineProvider theme={THEME} cssVariablesResolver={VARIABLES} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <WalletProvider>
          <App />
        </WalletProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
