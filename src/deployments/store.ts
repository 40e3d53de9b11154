import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { parseDeployments, type Deployment, type Deployments } from "../artifacts/deployments.ts";
import { writeFileAtomic } from "../pipeline/files.ts";
import { withLock } from "../pipeline/lock.ts";

/** What is recorded of one chain; nothing when there is no file. @throws ArtifactMalformedError, ArtifactInvalidError */
export async function readDeployments(folder: string, chainId: bigint): Promise<Deployments> {
  const path = pathOf(folder, chainId);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    // Any other failure must not pass for "nothing is deployed": a second copy would follow.
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  return parseDeployments(text, path);
}

/** Adds or replaces one record; the whole file or nothing. */
export async function recordDeployment(
  folder: string,
  chainId: bigint,
  name: string,
  deployment: Deployment,
): Promise<void> {
  const path = pathOf(folder, chainId);
  await withLock(`${path}.lock`, async () => {
    const all = { ...(await readDeployments(folder, chainId)), [name]: deployment };
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    await writeFileAtomic(path, `${JSON.stringify(sorted, null, 2)}\n`);
  });
}

function pathOf(folder: string, chainId: bigint): string {
  return join(folder, `${chainId}.json`);
}
