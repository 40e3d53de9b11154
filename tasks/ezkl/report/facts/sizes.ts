import type { MeasuredCode } from "./code.ts";
import type { Estimate } from "./estimate.ts";
import type { ModelFacts } from "./model.ts";

export interface Size {
  what: string;
  /** Null when nobody knows yet. */
  bytes: number | null;
  /** Where the number comes from, in words. */
  basis: string;
}

const ON_DISK = "the file";
const FROM_SETTINGS = "from the settings";

/** What each part of a model weighs. */
export function sizesOf(
  { onnxBytes, built }: ModelFacts,
  code: MeasuredCode | null,
  estimate: Estimate | null,
): Size[] {
  const made = (step: string, output: string): number | null =>
    built?.state[step]?.outputs[output]?.bytes ?? null;
  return [
    { what: "ONNX file", bytes: onnxBytes, basis: ON_DISK },
    size("circuit", made("circuit", "circuit"), null),
    size("proving key", made("keys", "pk"), estimate?.pkBytes ?? null),
    size("verifying key", made("keys", "vk"), null),
    size("proof", null, estimate?.proofBytes ?? null),
    {
      ...size("verifier, runtime code", null, estimate?.verifierBytes ?? null, "estimated from the settings"),
      ...(code === null ? {} : { bytes: code.runtimeBytes, basis: "compiled" }),
    },
  ];
}

function size(what: string, found: number | null, estimated: number | null, basis = FROM_SETTINGS): Size {
  if (found !== null) return { what, bytes: found, basis: ON_DISK };
  return { what, bytes: estimated, basis: estimated === null ? "not built here" : basis };
}
