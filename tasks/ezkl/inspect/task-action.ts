import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import type { Manifest } from "../../../src/artifacts/manifest.ts";
import { MAX_CODE_BYTES } from "../../../src/artifacts/tuning-record.ts";
import { openBuilt, type Built } from "../../../src/pipeline/built.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import type { Drawn } from "../../ui/shown.ts";
import { keyValueTable, table } from "../../ui/table.ts";
import { verifierCode, type VerifierCode } from "../../verifier-code.ts";
import { workspaceOf } from "../../workspace.ts";

interface InspectArguments {
  model: string;
  json: boolean;
}

const action: NewTaskActionFunction<InspectArguments> = async ({ model, json }, hre) =>
  showResult(json, async () => inspect(model, workspaceOf(hre.config), hre));

export async function inspect(
  name: string,
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "artifacts">,
): Promise<TaskOutput> {
  const built = await openBuilt(workspace, await loadModel(workspace.paths, name));
  const { model, manifest, settings, layout } = built;
  const verifier = await verifierCode(hre.artifacts, model);
  return {
    json: {
      manifest,
      settings,
      layout,
      verifier: { ...verifier, bytecode: undefined, runtimeCode: undefined },
    },
    text: inspectText(built, verifier),
  };
}

/** A model's figures, and its statement tensor by tensor. */
export function inspectText(
  { manifest, settings, layout, signature, state }: Omit<Built, "model">,
  verifier: Pick<VerifierCode, "contractName" | "runtimeBytes" | "codeHash">,
): readonly (string | Drawn)[] {
  const { run_args: args } = settings;
  const figures = {
    engine: `ezkl ${manifest.engine}`,
    inputs: `${manifest.inputVisibility}: ${signature.inputs.map(({ name: input, shape }) => `${input} [${shape?.join(", ") ?? "?"}]`).join(", ")}`,
    circuit: `k=${args.logrows}, ${settings.num_rows} rows, ${args.num_inner_cols} inner columns, range ${args.decomp_base}^${args.decomp_legs}`,
    "proving key": `${state["keys"]?.outputs["pk"]?.bytes ?? 0} bytes`,
    verifier: `${verifier.contractName}, ${verifier.runtimeBytes} of ${MAX_CODE_BYTES} bytes`,
    "code hash": verifier.codeHash,
    "model digest": manifest.modelDigest,
    SRS: `${setupOf(manifest.srs)}, k=${manifest.srs.k}, sha-256 ${manifest.srs.sha256}`,
    "held-out error":
      manifest.holdout === null
        ? "not measured"
        : `at most ${manifest.holdout.maxAbsError} on ${manifest.holdout.samples} samples`,
  };
  const rows = layout.tensors.map(({ name: tensor, role, shape, offset, length, scaleBits, type }) => [
    ...[tensor, role, type, `[${shape.join(", ")}]`],
    ...[length === 1 ? String(offset) : `${offset}…${offset + length - 1}`, String(scaleBits)],
  ]);
  return [
    keyValueTable(figures),
    table(["statement", "role", "type", "shape", "instances", "scale bits"], rows),
    ...(manifest.srs.kind === "dev" ? [MESSAGES.devSrs] : []),
  ];
}

/** What the verifier stands on, in words. */
function setupOf({ kind, ceremony }: Manifest["srs"]): string {
  return ceremony === undefined ? kind : `${kind} ${ceremony}`;
}

export default action;
