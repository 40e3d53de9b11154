import { isDeepStrictEqual } from "node:util";

import type { Manifest } from "../../../src/artifacts/manifest.ts";
import { fail, pass, skipped, type AuditLine } from "../../../src/audit/line.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";

/** The compiler that the manifest names against the one that the project has. */
export function compilerLine(
  { solc, solcSettings }: Pick<Workspace, "solc" | "solcSettings">,
  manifest: Manifest | undefined,
): AuditLine {
  if (manifest?.solc === undefined) return skipped("compiler", "there is no manifest that names a compiler");
  if (manifest.solc !== solc) {
    const detail = "the project compiles with another solc than the one that the manifest names";
    return fail("compiler", "EZKL_AUDIT_COMPILER", detail, { expected: manifest.solc, found: String(solc) });
  }
  if (manifest.solcSettings === undefined)
    return pass("compiler", `solc ${solc}; the manifest names no settings, so the project's own were used`);
  if (isDeepStrictEqual(manifest.solcSettings, solcSettings))
    return pass("compiler", `solc ${solc} with the settings that the manifest names`);
  const detail = "the project compiles with other settings than those that the manifest names";
  return fail("compiler", "EZKL_AUDIT_COMPILER", detail, {
    expected: JSON.stringify(manifest.solcSettings),
    found: JSON.stringify(solcSettings),
  });
}
