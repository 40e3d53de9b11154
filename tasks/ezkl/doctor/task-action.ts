import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { line, styled } from "../../ui/shown.ts";
import { workspaceOf } from "../../workspace.ts";

import { examine, type Finding } from "./examine.ts";
import { network } from "./network.ts";

const action: NewTaskActionFunction<{ json: boolean }> = async ({ json }, hre) =>
  showResult(json, async () =>
    report([...(await examine(workspaceOf(hre.config), hre.config)), ...(await networks(hre))]),
  );

/** The network that was named with --network; without the option no chain is asked. */
async function networks({
  globalOptions,
  network: manager,
}: Pick<HardhatRuntimeEnvironment, "globalOptions" | "network">): Promise<Finding[]> {
  if (globalOptions.network === undefined) return [];
  const connection = await manager.create();
  try {
    return [await network(connection)];
  } finally {
    await connection.close();
  }
}

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
