import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { fail, notApplicable, pass, skipped, type AuditLine } from "../../../src/audit/line.ts";
import { attempt } from "../../../src/audit/subject.ts";
import { LINT_RULES } from "../../../src/lint/catalogue.ts";
import type { Model } from "../../../src/pipeline/model.ts";
import { lintConsumers } from "../lint/lint-project.ts";

/** What the linter says of the project's contracts that stand on the model. */
export async function consumersLine(
  hre: Pick<HardhatRuntimeEnvironment, "config" | "solidity">,
  model: Model,
): Promise<AuditLine> {
  const linted = await attempt(async () => lintConsumers(hre, model));
  if ("why" in linted) return skipped("consumers", `the project's contracts cannot be read: ${linted.why}`);
  const { findings, files } = linted.value;
  if (files.length === 0)
    return notApplicable("consumers", "no contract of the project uses the model's statement library");
  if (findings.length === 0)
    return pass("consumers", `nothing is found in the ${files.length} files that stand on the model`);
  return fail("consumers", "EZKL_AUDIT_CONSUMERS", `${findings.length} found by npx hardhat ezkl lint`, {
    expected: "none",
    found: findings
      .map(({ file, line, rule }) => `${file}:${line} ${LINT_RULES[rule].title} (${rule})`)
      .join("; "),
  });
}
