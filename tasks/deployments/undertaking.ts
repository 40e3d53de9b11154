import { createHash, randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { parseArtifact } from "../../src/artifacts/parse.ts";
import { writeFileAtomic } from "../../src/pipeline/files.ts";
import { withLock } from "../../src/pipeline/lock.ts";

import type { DeploymentPlaces } from "./places.ts";

/**
 * What one command deploys. What it has decided is kept until its user was told: the same command, run again after whatever stopped it, goes on
 * with that, and run again after it ended, begins another.
 */
export interface Undertaking {
  /** Ignition's name for the deployment of one of its contracts: the same in every run of it, and in no other undertaking. */
  deploymentId: (contract: string) => Promise<string>;
  /** What was kept under this name. */
  kept: <T>(name: string, schema: z.ZodType<T>) => Promise<T | undefined>;
  keep: (name: string, value: unknown) => Promise<void>;
  /** Ends it: its user was told. */
  close: () => Promise<void>;
}

/** What makes two runs of a command the same undertaking. */
export interface Terms {
  /** The command, a word. */
  name: string;
  /** Its options, as its user gave them. */
  options: Readonly<Record<string, unknown>>;
  /** Address of who deploys. */
  from: string;
  /** Hashes of the code that it deploys. */
  code: readonly string[];
}

const fileSchema = z
  .object({
    /** Tells it from those of the same terms before and after it. */
    run: z.string().regex(/^[0-9a-f]{16}$/, "expected eight bytes in hex"),
    /** For whoever reads it. */
    terms: z.record(z.unknown()),
    kept: z.record(z.unknown()),
  })
  .strict();

type File = z.infer<typeof fileSchema>;

/** For a chain that ends with the process: there is nothing to go on with. */
export const NOTHING_KEPT: Undertaking = {
  deploymentId: async (contract) => contract,
  kept: async () => undefined,
  keep: async () => undefined,
  close: async () => undefined,
};

/** The undertaking of these terms that was begun and not told yet, or a new one, which is written down when it first decides something. */
export function undertake({ undertakings }: DeploymentPlaces, chainId: bigint, terms: Terms): Undertaking {
  const digest = createHash("sha256").update(JSON.stringify(terms, sorted)).digest("hex").slice(0, 16);
  const path = join(undertakings, `${chainId}-${terms.name}-${digest}.json`);
  const read = async (): Promise<File | undefined> => {
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      // Any other failure must not pass for a beginning: a second copy would follow.
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    return text === undefined ? undefined : parseArtifact(fileSchema, "undertaking", text, path);
  };
  const change = async (changed: (file: File) => Partial<File>): Promise<File> =>
    withLock(`${path}.lock`, async () => {
      const found = await read();
      const file = found ?? { run: randomBytes(8).toString("hex"), terms: { ...terms }, kept: {} };
      const next = { ...file, ...changed(file) };
      if (found === undefined || next.kept !== file.kept)
        await writeFileAtomic(path, `${JSON.stringify(next, null, 2)}\n`);
      return next;
    });
  return {
    deploymentId: async (contract) => `ezkl-${chainId}-${contract}-${(await change(() => ({}))).run}`,
    kept: async (name, schema) => {
      const value = (await read())?.kept[name];
      return value === undefined ? undefined : parseArtifact(schema, name, JSON.stringify(value), path);
    },
    keep: async (name, value) => void (await change(({ kept }) => ({ kept: { ...kept, [name]: value } }))),
    close: async () => rm(path, { force: true }),
  };
}

/** The same text for the same terms, whatever the order of the options. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
