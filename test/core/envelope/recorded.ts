import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

import { z } from "zod";

const schema = z.object({
  circuits: z.record(
    z.object({
      circuit: z.string(),
      inputs: z.array(z.array(z.number())),
      outputs: z.array(z.array(z.number())),
    }),
  ),
});

/** A compiled circuit, and the integers that the engine took and gave. */
export interface RecordedCircuit {
  name: string;
  version: string;
  bytes: Uint8Array;
  inputs: number[][];
  outputs: number[][];
}

export const VERSIONS = ["21.0.0", "23.0.5"] as const;

function load(version: string): RecordedCircuit[] {
  const file = new URL(`../../vectors/envelope/${version}.json`, import.meta.url);
  const { circuits } = schema.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.entries(circuits).map(([name, { circuit, ...values }]) => {
    const bytes = new Uint8Array(inflateSync(Buffer.from(circuit, "base64")));
    return { name, version, bytes, ...values };
  });
}

/** What record_envelope.py found with both engines. */
export const RECORDED: readonly RecordedCircuit[] = VERSIONS.flatMap(load);

export function recorded(name: string, version: string = VERSIONS[0]): RecordedCircuit {
  const found = RECORDED.find((circuit) => circuit.name === name && circuit.version === version);
  if (found === undefined) throw new Error(`no recorded circuit ${name} of ${version}`);
  return found;
}
