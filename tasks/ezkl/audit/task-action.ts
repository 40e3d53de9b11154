import { resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { isAddress } from "ethers";

import { inOrder } from "../../../src/audit/line.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { commaSeparated } from "../../arguments.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { workspaceOf } from "../../workspace.ts";

import { auditModel } from "./audit-model.ts";
import { consumersLine } from "./consumers-line.ts";
import { renderAudit } from "./report/page.ts";
import { auditText } from "./report/text.ts";

interface AuditArguments {
  model: string;
  address?: string;
  inputs?: string;
  maxError?: string;
  registry?: string;
  publisher?: string;
  html?: string;
  json: boolean;
}

const action: NewTaskActionFunction<AuditArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => audit(args, workspaceOf(hre.config, terminalReporter()), hre));

/** Audits, and shows the outcome as a table, as JSON and, where it is asked for, as a page. */
export async function audit(
  args: Omit<AuditArguments, "json">,
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "config" | "solidity" | "network">,
): Promise<TaskOutput> {
  const model = await loadModel(workspace.paths, args.model);
  const address = addressOf("--address", args.address);
  const registry = addressOf("--registry", args.registry);
  const publisher = addressOf("--publisher", args.publisher);
  if (registry !== undefined && (publisher === undefined || address === undefined)) {
    throw new InputInvalidError(
      "--registry",
      "a registry names models by their publisher, and verifiers by their address",
      "give --publisher ADDRESS and --address ADDRESS too",
    );
  }
  const float = { inputs: commaSeparated(args.inputs), maxError: limitOf(args.maxError) };
  const connection = address === undefined ? undefined : await hre.network.create();
  try {
    const chain =
      connection === undefined || address === undefined
        ? undefined
        : { connection, address, registry, publisher };
    const { lines: modelLines, facts } = await auditModel(workspace, hre, model, float, chain);
    const lines = inOrder([...modelLines, await consumersLine(hre, model)]);
    const failed = lines.some(({ status }) => status === "fail");
    const report = { model: model.name, passed: !failed, ...facts, lines };
    if (args.html !== undefined) await writeFileAtomic(resolve(args.html), renderAudit(report));
    return {
      json: { ...report },
      text: [...auditText(report), ...(args.html === undefined ? [] : [MESSAGES.reportAt(args.html)])],
      failed,
    };
  } finally {
    await connection?.close();
  }
}

function addressOf(where: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const wellFormed: boolean = isAddress(given);
  if (!wellFormed) throw new InputInvalidError(where, `"${given}" is no address`, "give 0x and 20 bytes");
  return given;
}

function limitOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const limit = Number(given);
  if (given.trim() !== "" && Number.isFinite(limit) && limit >= 0) return limit;
  throw new InputInvalidError("--max-error", `"${given}" is no limit`, "give a number, 0 or more");
}

export default action;
