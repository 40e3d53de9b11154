import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build, createServer, mergeConfig, preview, type InlineConfig } from "vite";

import { webConfig } from "../../config.ts";

const ROOT = fileURLToPath(new URL("../../prover-page", import.meta.url));

export interface Served {
  url: string;
  close: () => Promise<void>;
}

/** The prover alone, under the page's own configuration. */
function config(more: InlineConfig): InlineConfig {
  const page = webConfig({ deployments: join(tmpdir(), "no-deployments") });
  return mergeConfig(page, {
    root: ROOT,
    logLevel: "error",
    server: { port: 0 },
    preview: { port: 0 },
    ...more,
  });
}

/** By the development server. */
export async function serveProver(): Promise<Served> {
  const server = await createServer(config({}));
  await server.listen();
  const { port } = server.httpServer?.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: async () => server.close() };
}

/** Built, then served as static files. @param isolated false leaves out the headers that threads need */
export async function serveBuiltProver(isolated: boolean): Promise<Served> {
  const outDir = await mkdtemp(join(tmpdir(), "hardhat-ezkl-page-"));
  const built = config({ build: { outDir, emptyOutDir: true } });
  await build(built);
  if (!isolated) built.preview = { ...built.preview, headers: {} };
  const server = await preview(built);
  const { port } = server.httpServer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
