import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import type { InlineConfig } from "vite";

import type { Workspace } from "../src/pipeline/workspace.ts";

import { burner, type BurnerOptions } from "./plugins/burner.ts";
import { circuits } from "./plugins/circuits.ts";
import { deploymentsModule } from "./plugins/deployments.ts";
import { engine } from "./plugins/engine.ts";
import { ownProject } from "./plugins/project.ts";
import { practice, type PracticeOptions } from "./plugins/practice.ts";

export interface WebOptions {
  /** Folder of `<chainId>.json` records: what the page may talk to. */
  deployments: string;
  /** A wallet without a lock for the local chain; a production build is refused one. */
  burner?: BurnerOptions | undefined;
  /** Whose models the page proves; this repository's. */
  project?: Workspace | undefined;
  /** A local world that the page can move; a production build is refused one. */
  practice?: PracticeOptions | undefined;
}

/** Threads need shared memory, and that needs a page that is isolated from other origins. */
export const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
} as const;

/** The page's whole Vite configuration: for the development server, the preview and the build. */
export function webConfig(options: WebOptions): InlineConfig {
  return {
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    // Static files at any address, in a folder as well as at a domain's root.
    base: "./",
    plugins: [
      react(),
      deploymentsModule(options.deployments),
      burner(options.burner),
      circuits(options.project ?? ownProject()),
      engine(),
      practice(options.practice),
    ],
    // Workers' packages too are bundled before the page opens: one that is found later reloads it, in the middle of a proof.
    optimizeDeps: { entries: ["index.html", "src/**/*.worker.ts"] },
    worker: { format: "es", plugins: () => [engine()] },
    server: { host: "127.0.0.1", headers: ISOLATION },
    preview: { host: "127.0.0.1", headers: ISOLATION },
    build: { target: "es2022", chunkSizeWarningLimit: 1000 },
  };
}
