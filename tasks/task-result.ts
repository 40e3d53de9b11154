import { HardhatPluginError } from "hardhat/plugins";

import { EzklError } from "../src/errors/base.ts";
import { visible, visibleLines } from "../src/text/visible.ts";

import { print, printJson, type Shown } from "./ui/shown.ts";

export const PLUGIN_ID = "hardhat-ezkl";

export interface TaskOutput {
  /** What `--json` prints, one object. */
  json: Record<string, unknown>;
  /** What a person reads. */
  text: Shown;
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
    if (json) printJson(output.json);
    else print(output.text);
    await output.afterwards?.();
    if (output.failed === true) process.exitCode = 1;
    return output.json;
  } catch (error) {
    if (!json || !(error instanceof EzklError)) throw forHardhat(error);
    printJson({ error: error.toJSON() });
    process.exitCode = 1;
    return { error: error.toJSON() };
  }
}

/** An error as Hardhat may show it: a plugin's own with its message only, another's with what a stranger put into it made visible. */
export function forHardhat(error: unknown): unknown {
  return error instanceof EzklError
    ? new HardhatPluginError(PLUGIN_ID, error.message, error)
    : shownAsText(error);
}

/** In place: what a node or a file put into the message gets no lines of its own. Hardhat's own messages have several. */
function shownAsText(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? visible(error) : error;
  const { name, message, stack = "" } = error;
  const shown = name === "HardhatError" ? visibleLines(message) : visible(message);
  if (shown === message && visibleLines(stack) === stack) return error;
  error.message = shown;
  error.stack = visibleLines(message === "" ? stack : stack.replace(message, () => shown));
  return error;
}
