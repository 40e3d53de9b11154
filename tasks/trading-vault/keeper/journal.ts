import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { parseArtifact } from "../../../src/artifacts/parse.ts";
import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { addressSchema } from "../../samples/memory.ts";
import type { Desk } from "../desk.ts";

const whole = z.string().regex(/^\d{1,78}$/, "expected a whole number");

const schema = z
  .object({
    /** The day that the transaction rebalances for. */
    epoch: whole,
    from: addressSchema,
    to: addressSchema,
    /** What makes it happen at most once: no account has two transactions of one nonce. */
    nonce: z.number().int().nonnegative(),
    data: z.string().regex(/^0x[0-9a-f]*$/, "expected hexadecimal bytes"),
    gas: whole,
    maxFeePerGas: whole,
    maxPriorityFeePerGas: whole,
    /** As soon as a node has told it. */
    hash: z
      .string()
      .regex(/^0x[0-9a-f]{64}$/, "expected a transaction's hash")
      .optional(),
    /** It was mined and changed nothing: its epoch gets no second one. */
    failed: z.literal(true).optional(),
  })
  .strict();

/** A transaction that a keeper is about to send or has sent, complete: sent again it is the same one. */
export type Pending = z.infer<typeof schema>;

/** Where a keeper notes what it sends before it sends it, so that a keeper that starts again does not send a second one. */
export interface Journal {
  read(): Promise<Pending | undefined>;
  write(pending: Pending): Promise<void>;
  clear(): Promise<void>;
}

/** Where the journal of a vault's keeper is. */
export function journalPath({ cache, chainId }: Pick<Desk, "cache" | "chainId">, vault: string): string {
  return join(cache, `keeper-${chainId}-${vault.toLowerCase()}.json`);
}

/** @throws ArtifactMalformedError, ArtifactInvalidError when the file is damaged */
export function fileJournal(path: string): Journal {
  return {
    read: async () => {
      const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      return text === undefined ? undefined : parseArtifact(schema, "keeper's journal", text, path);
    },
    write: async (pending) => writeFileAtomic(path, `${JSON.stringify(pending, null, 2)}\n`),
    clear: async () => rm(path, { force: true }),
  };
}

/** For a chain that ends with this process. */
export function processJournal(): Journal {
  let noted: Pending | undefined;
  return {
    read: async () => noted,
    write: async (pending) => void (noted = pending),
    clear: async () => void (noted = undefined),
  };
}
