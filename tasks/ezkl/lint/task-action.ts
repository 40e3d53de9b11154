import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { LINT_RULES, type LintRuleId } from "../../../src/lint/catalogue.ts";
import type { LintFinding } from "../../../src/lint/lint.ts";
import { commaSeparated } from "../../arguments.ts";
import { ensureSources } from "../../ensure-sources.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { line, styled, type Drawn } from "../../ui/shown.ts";

import { lintProject } from "./lint-project.ts";

interface LintArguments {
  paths: string[];
  leaveOut?: string;
  json: boolean;
}

const action: NewTaskActionFunction<LintArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => lintTask(args, hre));

async function lintTask(
  { paths, leaveOut }: Omit<LintArguments, "json">,
  hre: Pick<HardhatRuntimeEnvironment, "config" | "solidity">,
): Promise<TaskOutput> {
  await ensureSources(hre.config);
  const { findings, files } = await lintProject(hre, { paths, leftOut: commaSeparated(leaveOut) });
  return {
    json: {
      files: files.length,
      findings: findings.map((finding) => ({ ...finding, ...LINT_RULES[finding.rule] })),
    },
    text: [...findingsText(findings), MESSAGES.linted(files.length, findings.length)],
    failed: findings.length > 0,
  };
}

/** Each finding with its place; each rule's reason and remedy once. */
export function findingsText(findings: readonly LintFinding[]): (string | Drawn)[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.flatMap((rule: LintRuleId) => [
    line(styled("bold", rule), `: ${LINT_RULES[rule].title}`),
    ...findings
      .filter((finding) => finding.rule === rule)
      .map(
        ({ file, line, contract, function: fn, detail }) => `  ${file}:${line}  ${contract}.${fn}: ${detail}`,
      ),
    `  why:    ${LINT_RULES[rule].why}`,
    `  remedy: ${LINT_RULES[rule].remedy}`,
    "",
  ]);
}

export default action;
