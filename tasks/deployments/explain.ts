import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { DeploymentResultType, type DeploymentResult } from "@nomicfoundation/ignition-core";

import { EzklError } from "../../src/errors/base.ts";
import { DeploymentFundsError, DeploymentStoppedError } from "../../src/errors/deployment.ts";

/**
 * Turns what a deployment may be stopped by into an error that says how to go on.
 * @param from who pays, when somebody does already
 */
export async function explainStop(
  error: unknown,
  contract: string,
  from?: HardhatEthersSigner,
): Promise<EzklError> {
  if (error instanceof EzklError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (from !== undefined && /insufficient (funds|balance)|enough funds|out of gas/i.test(message)) {
    const balance = await from.provider?.getBalance(from.address).catch(() => 0n);
    return new DeploymentFundsError(from.address, contract, undefined, balance ?? 0n);
  }
  return new DeploymentStoppedError(contract, firstLineOf(message), error);
}

/** Why Ignition has not deployed, in one line. */
export function reasonOf(result: Exclude<DeploymentResult, { contracts: unknown }>): string {
  if (result.type !== DeploymentResultType.EXECUTION_ERROR)
    return Object.values(result.errors).flat().map(problemOf).join("; ");
  const failed = result.failed.map(({ error }) => error);
  const late = result.timedOut.map(() => "its transaction was not mined in time");
  return [...failed, ...late, ...result.held.map(({ reason }) => reason)].join("; ");
}

function problemOf(problem: string | { failure: string }): string {
  return typeof problem === "string" ? problem : problem.failure;
}

function firstLineOf(message: string): string {
  return message.split("\n")[0] ?? "";
}
