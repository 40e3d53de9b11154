import { fileURLToPath } from "node:url";
import { join } from "node:path";

import { silentReporter } from "../../src/pipeline/report.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";
import { resolveEzklConfig } from "../../tasks/config/resolve.ts";

/** This repository as the pipeline sees it, where everything is in its default place. */
export function ownProject(): Workspace {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const ezkl = resolveEzklConfig(undefined, root);
  return {
    paths: {
      models: ezkl.models,
      output: join(root, "cache", "ezkl"),
      generated: ezkl.generated,
      types: ezkl.types,
    },
    srs: { project: ezkl.srs, cacheDir: ezkl.cacheDir, choice: ezkl.defaultSrs },
    ...{ cacheDir: ezkl.cacheDir, coreImport: ezkl.coreImport, timeoutSeconds: ezkl.timeoutSeconds },
    reporter: silentReporter,
  };
}
