import type { Manifest } from "../artifacts/manifest.ts";
import { isStored, type StoredStep } from "../store/entry.ts";

import type { Model } from "./model.ts";
import { reported } from "./report.ts";
import { runStep, type StepOptions, type StepRecord, type StepResult } from "./state.ts";
import { stepStore } from "./step-store.ts";
import type { Workspace } from "./workspace.ts";

/** One step of a build: its inputs' fingerprint, its outputs, and how they are made. */
type OwnOptions<Output extends string> = Pick<
  StepOptions<Output>,
  "fingerprint" | "outputs" | "follow" | "make"
>;

/** A step with a record in the state; those that the store keeps among them. */
type BuildStep = StoredStep | "verifier" | "reusable";

interface Common {
  onnxSha256: string;
  settingsSha256: string;
  force: boolean;
}

/**
 * Runs the steps of one build, each told to the reporter and offered to the store.
 * @returns a function of the step, of the manifest that what the store has of it must agree with, and of what is said of it once it is made
 */
export function stepRunner(workspace: Workspace, { name, paths }: Model, { force, ...stored }: Common) {
  const { reporter } = workspace;
  return async <Output extends string>(
    step: BuildStep,
    own: OwnOptions<Output>,
    manifest?: Manifest,
    told?: (record: StepRecord) => Promise<string | undefined>,
  ): Promise<StepResult> =>
    reported(reporter, name, step, async () => {
      const store = isStored(step)
        ? stepStore(workspace, { name, ...stored, manifest }, step, own.fingerprint, own.outputs)
        : undefined;
      const result = await runStep({ statePath: paths.state, name: step, force, store, ...own });
      for (const file of result.damaged)
        reporter.note(name, `${file} was not what the last build made, and was made again`);
      const made = !result.cached && !result.adopted;
      return { ...result, detail: made ? await told?.(result.record) : undefined };
    });
}
