import { readFile } from "node:fs/promises";

import { z } from "zod";

import { parseArtifact } from "../../src/artifacts/parse.ts";
import { writeFileAtomic } from "../../src/pipeline/files.ts";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "expected an address");
const entrySchema = z
  .object({ contest: address, verifier: address, block: z.number().int().nonnegative() })
  .strict();
const fileSchema = z.record(z.string().regex(/^\d+$/, "expected a chain id"), entrySchema);

/** The contest that was last opened from here on a chain; `block` is that of its opening. */
export type RememberedContest = z.infer<typeof entrySchema>;

export interface ContestMemory {
  recall(chainId: bigint): Promise<RememberedContest | undefined>;
  remember(chainId: bigint, entry: RememberedContest): Promise<void>;
}

/** Contests by chain id in a JSON file, for chains that outlive a task. @throws ArtifactMalformedError, ArtifactInvalidError */
export function fileMemory(path: string): ContestMemory {
  const read = async (): Promise<z.infer<typeof fileSchema>> => {
    const text = await readFile(path, "utf8").catch(() => "{}");
    return parseArtifact(fileSchema, "list of contests", text, path);
  };
  return {
    recall: async (chainId) => (await read())[chainId.toString()],
    remember: async (chainId, entry) => {
      const all = { ...(await read()), [chainId.toString()]: entry };
      await writeFileAtomic(path, `${JSON.stringify(all, null, 2)}\n`);
    },
  };
}

/** For a chain that lives and ends with this process: what is on disk stays true for the others. */
export function processMemory(): ContestMemory {
  const contests = new Map<bigint, RememberedContest>();
  return {
    recall: async (chainId) => contests.get(chainId),
    remember: async (chainId, entry) => void contests.set(chainId, entry),
  };
}
