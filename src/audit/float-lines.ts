import { join } from "node:path";

import type { Engine } from "../engine/engine.ts";
import { FloatRuntime } from "../engine/float/runtime.ts";
import { checkInput, readInput, type InputData } from "../pipeline/input.ts";
import { readTextRequired } from "../pipeline/files.ts";
import { readHoldout, runCircuit } from "../pipeline/holdout.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import { fail, notApplicable, pass, skipped, type AuditLine } from "./line.ts";
import type { Rebuilt } from "./rebuild.ts";
import { attempt, valueOf, type Found, type Subject } from "./subject.ts";

export interface FloatRequest {
  /** Files of inputs that the auditor brings. */
  inputs: readonly string[];
  /** The auditor's own limit; else the model's. */
  maxError: number | undefined;
}

type Outputs = readonly (readonly number[])[];

interface Sample {
  input: InputData;
  where: string;
  /** What the project says that the float model answers. */
  recorded?: Outputs;
}

/** Recorded figures are sums of the same floats: they come out the same but for how they were printed. */
const PRINTED = 1e-6;

/**
 * Runs the circuit that was built again and the float model (onnxruntime, on the model's own ONNX file) side by side: on the model's
 * hold-out, and on the auditor's inputs.
 */
export async function linesOfFloat(
  workspace: Workspace,
  subject: Subject,
  rebuilt: Found<Rebuilt>,
  engine: () => Promise<Engine>,
  scratch: string,
  request: FloatRequest,
): Promise<AuditLine[]> {
  const { holdout } = subject.model.config;
  const limit = request.maxError ?? holdout?.maxAbsError;
  const own = await attempt(async () =>
    holdout === undefined ? [] : readHoldout(join(subject.model.directory, holdout.file)),
  );
  const brought = await attempt(async () => Promise.all(request.inputs.map(readBrought)));
  const compare = async (samples: Sample[]): Promise<Found<Comparison>> =>
    "why" in rebuilt
      ? rebuilt
      : attempt(async () =>
          compareSamples(workspace, subject, rebuilt.value, await engine(), scratch, samples),
        );
  return [
    "why" in own
      ? fail("holdout", "EZKL_AUDIT_HOLDOUT_RECORD", own.why)
      : own.value.length === 0
        ? notApplicable("holdout", "the model has no hold-out set")
        : holdoutLine(
            await compare(
              own.value.map(({ input, output, where }) => ({ input, where, recorded: output as Outputs })),
            ),
            valueOf(subject.manifest)?.holdout ?? undefined,
            limit,
          ),
    request.inputs.length === 0
      ? skipped("inputs", "no inputs were brought (--inputs FILE,FILE)")
      : "why" in brought
        ? fail("inputs", "EZKL_AUDIT_FLOAT_ERROR", brought.why)
        : inputsLine(await compare(brought.value), limit),
  ];
}

async function readBrought(path: string): Promise<Sample> {
  const { input_data: input } = readInput(await readTextRequired(path, "the input file"), path);
  return { input, where: path };
}

interface Comparison {
  samples: number;
  /** Largest |circuit - float|, the float model run now. */
  error: number;
  /** The same against the answers that the project recorded; undefined without any. */
  recordedError: number | undefined;
}

async function compareSamples(
  workspace: Workspace,
  { own, input: { signature } }: Subject,
  { settings }: Rebuilt,
  engine: Engine,
  scratch: string,
  samples: readonly Sample[],
): Promise<Comparison> {
  const { cacheDir, timeoutSeconds } = workspace;
  const float = await FloatRuntime.open({ cacheDir, timeoutSeconds, label: own.name });
  try {
    const answers = await float.run({
      onnx: own.paths.source,
      samples: samples.map(({ input }) => input),
      variables: settings.run_args.variables,
    });
    let error = 0;
    let recordedError: number | undefined;
    for (const [index, { input, where, recorded }] of samples.entries()) {
      checkInput(input, signature, settings, where);
      const found = await runCircuit(own, engine, settings, input, scratch);
      error = Math.max(error, largest(found, answers[index] ?? []));
      if (recorded !== undefined) recordedError = Math.max(recordedError ?? 0, largest(found, recorded));
    }
    return { samples: samples.length, error, recordedError };
  } finally {
    await float.close();
  }
}

/** Not a number wherever one side has no finite value: then there is no agreement to speak of. */
function largest(found: Outputs, expected: readonly (readonly (number | null)[])[]): number {
  if (found.length !== expected.length) return NaN;
  const differences = found.flatMap((tensor, i) =>
    tensor.map((value, j) => Math.abs(value - Number(expected[i]?.[j] ?? NaN))),
  );
  return Math.max(0, ...differences);
}

function holdoutLine(
  compared: Found<Comparison>,
  manifest: { samples: number; maxAbsError: number } | undefined,
  limit: number | undefined,
): AuditLine {
  if ("why" in compared) return skipped("holdout", compared.why);
  const { samples, error, recordedError } = compared.value;
  const over = overLimit(error, limit);
  if (over) return tooFar("holdout", error, limit, samples);
  const agrees =
    manifest === undefined ||
    (manifest.samples === samples &&
      Math.abs(manifest.maxAbsError - (recordedError ?? NaN)) <= PRINTED * manifest.maxAbsError);
  if (agrees) return pass("holdout", `${apart(error, samples, "samples")}; the limit is ${limit}`);
  return fail(
    "holdout",
    "EZKL_AUDIT_HOLDOUT_RECORD",
    "the manifest's figure is not what the hold-out gives",
    {
      expected: `${recordedError} on ${samples} samples`,
      found: `${manifest.maxAbsError} on ${manifest.samples} samples`,
    },
  );
}

function inputsLine(compared: Found<Comparison>, limit: number | undefined): AuditLine {
  if ("why" in compared) return fail("inputs", "EZKL_AUDIT_FLOAT_ERROR", compared.why);
  const { samples, error } = compared.value;
  if (limit === undefined)
    return notApplicable(
      "inputs",
      `${apart(error, samples, "inputs")}; neither the model nor the auditor (--max-error) sets a limit`,
    );
  if (overLimit(error, limit)) return tooFar("inputs", error, limit, samples);
  return pass("inputs", `${apart(error, samples, "inputs")}; the limit is ${limit}`);
}

function apart(error: number, samples: number, what: string): string {
  return `at most ${Number(error.toPrecision(3))} apart on ${samples} ${samples === 1 ? what.slice(0, -1) : what}`;
}

function overLimit(error: number, limit: number | undefined): boolean {
  return limit !== undefined && !(error <= limit);
}

function tooFar(
  id: "holdout" | "inputs",
  error: number,
  limit: number | undefined,
  samples: number,
): AuditLine {
  return fail(id, "EZKL_AUDIT_FLOAT_ERROR", `circuit and float model differ too much on ${samples} samples`, {
    expected: `at most ${limit}`,
    found: String(error),
  });
}
