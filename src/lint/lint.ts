import type { LintRuleId } from "./catalogue.ts";
import { startOf } from "./node.ts";
import { Program, type SourceFile } from "./program.ts";
import type { Report } from "./report.ts";
import { context } from "./rules/context.ts";
import { lowLevel } from "./rules/low-level.ts";
import { nullifier } from "./rules/nullifier.ts";
import { unpinned } from "./rules/unpinned.ts";
import { unverified } from "./rules/unverified.ts";

export interface LintFinding {
  rule: LintRuleId;
  /** As the source file was named. */
  file: string;
  line: number;
  contract: string;
  function: string;
  detail: string;
}

const RULES = [unverified, unpinned, lowLevel, context, nullifier];

/**
 * Looks for contracts that use a verifier wrongly, in the compiler's AST of one compilation. Sound it is not: what it does not follow, it
 * does not report.
 */
export function lint(files: readonly SourceFile[]): LintFinding[] {
  const program = new Program(files);
  const findings: LintFinding[] = [];
  const report: Report = (rule, node, detail) => {
    const root = program.around(node, "SourceUnit");
    const file = program.files.find((candidate) => candidate.root === root);
    if (file === undefined) return;
    const before = Buffer.from(file.content).subarray(0, startOf(node)).toString();
    findings.push({
      ...{ rule, detail, file: file.path },
      line: before.split("\n").length,
      contract: program.nameOf(program.around(node, "ContractDefinition")),
      function: program.nameOf(program.functionOf(node)),
    });
  };
  for (const rule of RULES) rule(program, report);
  return findings.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
