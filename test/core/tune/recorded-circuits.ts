import { readFileSync } from "node:fs";

import { z } from "zod";

import { parseSettings } from "../../../src/artifacts/settings.ts";
import { ENGINE_VERSIONS } from "../../../src/engine/versions.ts";
import { circuitFacts, type CircuitFacts } from "../../../src/tune/facts.ts";

const evmSchema = z.object({
  gas: z.number(),
  deployGas: z.number(),
  verifierBytes: z.number(),
  ecMul: z.number(),
});

const fileSchema = z.object({
  provenance: z.object({
    models: z.string(),
    engine: z.string(),
    command: z.string(),
    date: z.string(),
    hardfork: z.enum(["cancun", "osaka"]),
  }),
  circuits: z.record(
    z.string(),
    z.object({
      settings: z.record(z.string(), z.unknown()),
      measured: z.object({
        proofBytes: z.number(),
        pkBytes: z.number(),
        vkBytes: z.number(),
        /** Of the processor, user and system. */
        proveSeconds: z.number(),
        setupSeconds: z.number(),
        memoryBytes: z.number(),
        engine: evmSchema,
        specialised: evmSchema,
      }),
    }),
  ),
});

/** What a rendering's inversions (three, one) cost more since EIP-7883 than when a file of "cancun" was recorded: 16 x 253 instead of a third of it. */
const REPRICED = { engine: 3 * (4_048 - 1_349), specialised: 4_048 - 1_349 };

/** A circuit of a real model, and what it cost when it was set up, proved and verified. */
export interface RecordedCircuit {
  name: string;
  facts: CircuitFacts;
  measured: z.infer<typeof fileSchema>["circuits"][string]["measured"];
}

/** What record_circuits.py found with both engines. */
export function recordedCircuits(): RecordedCircuit[] {
  return ENGINE_VERSIONS.flatMap((version) => {
    const path = new URL(`../../vectors/circuits/${version}.json`, import.meta.url);
    const { circuits, provenance } = fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    const dearer = provenance.hardfork === "cancun" ? REPRICED : { engine: 0, specialised: 0 };
    return Object.entries(circuits).map(([model, { settings, measured: recorded }]) => {
      const name = `${model} (${version})`;
      const measured = {
        ...recorded,
        engine: { ...recorded.engine, gas: recorded.engine.gas + dearer.engine },
        specialised: { ...recorded.specialised, gas: recorded.specialised.gas + dearer.specialised },
      };
      return { name, measured, facts: circuitFacts(parseSettings(JSON.stringify(settings), name)) };
    });
  });
}
