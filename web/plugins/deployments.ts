import type { Plugin } from "vite";

import { deploymentsModuleOf } from "../../src/deployments/module.ts";

import { virtualModule } from "./virtual.ts";

/** The project's typed deployments module, as `ezkl deploy` writes it, of the records in a folder. */
export function deploymentsModule(folder: string): Plugin {
  return virtualModule("virtual:deployments", async () => deploymentsModuleOf(folder));
}
