import { readSyntax } from "../../../scripts/solc.ts";
import { lint, type LintFinding } from "../../../src/lint/lint.ts";

/** What the linter finds in sources, by path, and in what they import. */
export function lintSources(sources: Record<string, string>): LintFinding[] {
  const asts = Object.entries(readSyntax(sources));
  return lint(asts.map(([path, ast]) => ({ path, content: sources[path] ?? "", ast })));
}
