import { mkdir, statfs } from "node:fs/promises";
import { totalmem } from "node:os";

import type { Settings } from "../artifacts/settings.ts";
import { NoRoomError } from "../errors/store.ts";
import { pkBytes, vkBytes } from "../tune/cost/keys.ts";
import { memoryBytes, setupMemoryBytes } from "../tune/cost/memory.ts";
import { circuitShape } from "../tune/cost/shape.ts";
import { circuitFacts } from "../tune/facts.ts";

import type { Reporter } from "./report.ts";

/** What making keys and proofs will take, bytes. */
export interface Estimate {
  pk: number;
  keys: number;
  setupMemory: number;
  proveMemory: number;
}

/** What there is, bytes. */
export interface Machine {
  /** Of the machine or of the control group that this process is in. */
  totalMemory: number;
  availableMemory: number;
  freeDisk: (directory: string) => Promise<number>;
}

/** Share of the available memory from which on a step is warned about. */
const NEAR = 0.9;

export const thisMachine: Machine = {
  get totalMemory() {
    // Without a limit Node says 0 or a number beyond any machine.
    const limit = process.constrainedMemory();
    return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  },
  get availableMemory() {
    return process.availableMemory();
  },
  freeDisk: async (directory) => {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  },
};

/** Undefined for settings whose layout the cost model does not know: the engine decides about those. */
export function estimateOf(settings: Settings): Estimate | undefined {
  try {
    const shape = circuitShape(circuitFacts(settings));
    const pk = pkBytes(shape);
    return {
      pk,
      keys: pk + vkBytes(shape),
      setupMemory: setupMemoryBytes(shape),
      proveMemory: memoryBytes(shape),
    };
  } catch {
    return undefined;
  }
}

/**
 * Refuses work that cannot end well, before it begins: keys that the disk has no room for, a step that needs more memory than there is
 * altogether. Warns where memory is short.
 * @throws NoRoomError
 */
export async function checkRoom(
  step: "setup" | "prove",
  estimate: Estimate,
  {
    model,
    directory,
    reporter,
    machine = thisMachine,
  }: { model: string; directory: string; reporter: Reporter; machine?: Machine | undefined },
): Promise<void> {
  if (step === "setup") {
    await mkdir(directory, { recursive: true });
    const free = await machine.freeDisk(directory);
    if (estimate.keys > free) throw new NoRoomError("disk", "keys", estimate.keys, free, directory);
  }
  const memory = step === "setup" ? estimate.setupMemory : estimate.proveMemory;
  const { totalMemory, availableMemory } = machine;
  if (memory > totalMemory) throw new NoRoomError("memory", step, memory, totalMemory, model);
  if (memory > NEAR * availableMemory)
    reporter.note(
      model,
      `${step} will take about ${megabytes(memory)} of memory, and ${megabytes(availableMemory)} are free`,
    );
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toPrecision(3)} MB`;
}

/** The estimate beside what came of it, for the step's line. */
export function beside(
  step: "setup" | "prove",
  estimate: Estimate,
  pk: number | undefined,
  peak: number | undefined,
): string {
  const memory = step === "setup" ? estimate.setupMemory : estimate.proveMemory;
  return [
    ...(pk === undefined ? [] : [`key ${megabytes(pk)} (expected ${megabytes(estimate.pk)})`]),
    `memory ${peak === undefined ? "not measured" : megabytes(peak)} (expected ${megabytes(memory)})`,
  ].join(", ");
}
