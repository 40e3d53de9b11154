import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { line, styled } from "../../ui/shown.ts";
import { workspaceOf } from "../../workspace.ts";

import { examine, type Finding } from "./examine.ts";

const action: NewTaskActionFunction<{ json: boolean }> = async ({ json }, hre) =>
  showResult(json, async () => report(await examine(workspaceOf(hre.config), hre.config)));

const MARKS = {
  ok: styled("green", "ok     "),
  warning: styled("yellow", "warning"),
  missing: styled("red", "missing"),
};

export function report(findings: readonly Finding[]): TaskOutput {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(({ name, status, detail, remedy }) =>
    line(MARKS[status], `  ${name.padEnd(width)}  ${detail}${remedy === undefined ? "" : ` -> ${remedy}`}`),
  );
  return {
    json: { findings },
    text: lines,
    failed: findings.some(({ status }) => status === "missing"),
  };
}

export default action;
