import { HardhatPluginError } from "hardhat/plugins";

import { EzklError } from "../src/errors/base.ts";

export const PLUGIN_ID = "hardhat-ezkl";

export interface TaskOutput {
  /** What `--json` prints, one object. */
  json: Record<string, unknown>;
  /** What a person reads. */
  text: string;
  /** The task did its work and the answer is no: exit code 1. */
  failed?: boolean;
  /** What is left to do once the user was told. */
  afterwards?: (() => Promise<void>) | undefined;
}

/**
 * Runs a task's work and shows its result: JSON on stdout, or text. A deliberate error ends the task without a stack trace; with
 * `--json` it is an object too.
 */
export async function showResult(
  json: boolean,
  work: () => Promise<TaskOutput>,
): Promise<Record<string, unknown>> {
  try {
    const output = await work();
    console.log(json ? JSON.stringify(output.json, replaceBigint, 2) : output.text);
    await output.afterwards?.();
    if (output.failed === true) process.exitCode = 1;
    return output.json;
  } catch (error) {
    if (!(error instanceof EzklError)) throw error;
    if (!json) throw pluginError(error);
    console.log(JSON.stringify({ error: error.toJSON() }, null, 2));
    process.exitCode = 1;
    return { error: error.toJSON() };
  }
}

/** How Hardhat reports a plugin's own errors: message only, exit code 1. */
export function pluginError(error: EzklError): HardhatPluginError {
  return new HardhatPluginError(PLUGIN_ID, error.message, error);
}

function replaceBigint(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
