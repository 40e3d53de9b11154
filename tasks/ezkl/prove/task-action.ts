import { resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { parseInput } from "../../../src/artifacts/input.ts";
import type { ProofContext } from "../../../src/artifacts/proof-file.ts";
import { ContextRequiredError, InputInvalidError } from "../../../src/errors/pipeline.ts";
import { readTextRequired, writeFileAtomic } from "../../../src/pipeline/files.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import { openProver } from "../../../src/pipeline/open-prover.ts";
import { proveModel } from "../../../src/pipeline/prove.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { chainIdOf, resolveContext } from "../../connection/context.ts";
import { proofFileOf } from "../../connection/proof-file.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { keyValueTable } from "../../ui/table.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { workspaceOf } from "../../workspace.ts";

interface ProveArguments {
  model: string;
  input?: string;
  out: string;
  consumer?: string;
  account?: string;
  scope?: string;
  chainId?: string;
  engine: string;
  skipPreflight: boolean;
  json: boolean;
}

const action: NewTaskActionFunction<ProveArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => prove(args, workspaceOf(hre.config, terminalReporter()), hre));

export async function prove(
  args: Omit<ProveArguments, "json">,
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "network">,
): Promise<TaskOutput> {
  const start = performance.now();
  const model = await loadModel(workspace.paths, args.model);
  if (args.input === undefined)
    throw new InputInvalidError("--input", "no input file was given", "give --input FILE");
  if (args.engine !== "native" && args.engine !== "wasm") {
    throw new InputInvalidError("--engine", `"${args.engine}" is no engine`, "use native or wasm");
  }
  const { input_data: input } = parseInput(await readTextRequired(args.input, "the input file"), args.input);
  const context = await contextOf(args, hre);
  const prover = openProver(workspace, model, args.engine);
  try {
    const result = await proveModel(
      workspace,
      model,
      { input, where: args.input, context, skipPreflight: args.skipPreflight },
      prover.get,
    );
    const file = proofFileOf(result);
    const out = resolve(args.out);
    await writeFileAtomic(out, `${JSON.stringify(file, null, 2)}\n`);
    const seconds = (performance.now() - start) / 1000;
    return {
      json: {
        model: model.name,
        out,
        seconds,
        proofBytes: (file.proof.length - 2) / 2,
        context: file.context,
        statement: file.statement,
      },
      text: [keyValueTable(file.statement), MESSAGES.proved(args.out, seconds)],
    };
  } finally {
    await prover.close();
  }
}

/** All of consumer, account and scope, or none of them. */
async function contextOf(
  { model, consumer, account, scope, chainId }: Omit<ProveArguments, "json">,
  hre: Pick<HardhatRuntimeEnvironment, "network">,
): Promise<ProofContext | undefined> {
  if (consumer === undefined && account === undefined && scope === undefined) return undefined;
  if (consumer === undefined || account === undefined || scope === undefined)
    throw new ContextRequiredError(model, true);
  if (chainId !== undefined && !/^[0-9]+$/.test(chainId)) {
    throw new InputInvalidError("--chain-id", `"${chainId}" is no chain id`, "give a decimal number");
  }
  const chain = chainId === undefined ? await connectedChain(hre) : BigInt(chainId);
  return resolveContext({ consumer, account, scope: /^[0-9]+$/.test(scope) ? BigInt(scope) : scope }, chain);
}

async function connectedChain(hre: Pick<HardhatRuntimeEnvironment, "network">): Promise<bigint> {
  const connection = await hre.network.create();
  try {
    return await chainIdOf(connection);
  } finally {
    await connection.close();
  }
}

export default action;
