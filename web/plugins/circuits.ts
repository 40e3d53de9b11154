import { createReadStream } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import type { Plugin } from "vite";

import type { Workspace } from "../../src/pipeline/workspace.ts";
import { PARTS_FOLDER } from "../src/prover/catalogue.ts";

import { collectCircuits, type Collected } from "./collect-circuits.ts";
import { virtualModule } from "./virtual.ts";

/**
 * The circuits that the page proves: what is known of them as a module, their files under `circuits/`, named by their content. Served
 * from where the build left them, and copied beside a built page.
 */
export function circuits(project: Workspace): Plugin[] {
  let collected: Promise<Collected> | undefined;
  const collect = async (): Promise<Collected> => (collected ??= collectCircuits(project));
  let outDir = "";
  return [
    virtualModule("virtual:circuits", async () => {
      const { catalogue } = await collect();
      return `export const circuits: unknown = ${JSON.stringify(catalogue)};`;
    }),
    {
      name: "circuit-files",
      configResolved: (config) => {
        outDir = resolve(config.root, config.build.outDir);
      },
      configureServer: (server) => {
        server.middlewares.use(`/${PARTS_FOLDER}`, (request, response, next) => {
          const name = (request.url ?? "").replace(/^\/|\?.*$/g, "");
          collect()
            .then(({ files }) => {
              const file = files.get(name);
              if (file === undefined) return next();
              response.setHeader("Content-Type", "application/octet-stream");
              response.setHeader("Content-Length", file.bytes);
              response.setHeader("Cache-Control", "no-store");
              const bytes = createReadStream(file.path);
              bytes.on("error", () => response.destroy());
              bytes.pipe(response);
            })
            .catch(next);
        });
      },
      writeBundle: async () => {
        for (const [name, { path }] of (await collect()).files) {
          const target = join(outDir, PARTS_FOLDER, name);
          await mkdir(dirname(target), { recursive: true });
          await copyFile(path, target);
        }
      },
    },
  ];
}
