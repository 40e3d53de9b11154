import type { NewTaskActionFunction } from "hardhat/types/tasks";

import pc from "picocolors";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { workspaceOf } from "../../workspace.ts";

import { examine, type Finding } from "./examine.ts";

const action: NewTaskActionFunction<{ json: boolean }> = async ({ json }, hre) =>
  showResult(json, async () => report(await examine(workspaceOf(hre.config), hre.config)));

const MARKS = { ok: pc.green("ok     "), warning: pc.yellow("warning"), missing: pc.red("missing") };

export function report(findings: readonly Finding[]): TaskOutput {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(
    ({ name, status, detail, remedy }) =>
      `${MARKS[status]}  ${name.padEnd(width)}  ${detail}${remedy === undefined ? "" : ` -> ${remedy}`}`,
  );
  return {
    json: { findings },
    text: lines.join("\n"),
    failed: findings.some(({ status }) => status === "missing"),
  };
}

export default action;
