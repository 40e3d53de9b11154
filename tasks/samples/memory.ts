import { readFile } from "node:fs/promises";

import { z } from "zod";

import { parseArtifact } from "../../src/artifacts/parse.ts";
import { writeFileAtomic } from "../../src/pipeline/files.ts";

/** An address, as a memory keeps it. */
export const addressSchema = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "expected an address");

/** What was last deployed from here, by chain. */
export interface Memory<Entry> {
  recall(chainId: bigint): Promise<Entry | undefined>;
  remember(chainId: bigint, entry: Entry): Promise<void>;
}

/** How a dapp's memory looks on disk. */
export interface MemoryFormat<Entry> {
  /** What the file is, for the errors about it. */
  title: string;
  entry: z.ZodType<Entry>;
}

/** By chain id in a JSON file, for chains that outlive a task. @throws ArtifactMalformedError, ArtifactInvalidError */
export function fileMemory<Entry>({ title, entry }: MemoryFormat<Entry>, path: string): Memory<Entry> {
  const schema = z.record(z.string().regex(/^\d+$/, "expected a chain id"), entry);
  const read = async (): Promise<Partial<Record<string, Entry>>> => {
    const text = await readFile(path, "utf8").catch(() => "{}");
    return parseArtifact(schema, title, text, path);
  };
  return {
    recall: async (chainId) => (await read())[chainId.toString()],
    remember: async (chainId, value) => {
      const all = { ...(await read()), [chainId.toString()]: value };
      await writeFileAtomic(path, `${JSON.stringify(all, null, 2)}\n`);
    },
  };
}

/** For a chain that lives and ends with this process: what is on disk stays true for the others. */
export function processMemory<Entry>(): Memory<Entry> {
  const entries = new Map<bigint, Entry>();
  return {
    recall: async (chainId) => entries.get(chainId),
    remember: async (chainId, entry) => void entries.set(chainId, entry),
  };
}
