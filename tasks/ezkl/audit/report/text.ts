import pc from "picocolors";

import type { AuditLine, AuditStatus } from "../../../../src/audit/line.ts";
import { AUDIT_STATUS, AUDIT_TITLES, MESSAGES } from "../../../ui/messages.ts";

import { countOf, type AuditReport } from "./report.ts";

const COLOURS: Record<AuditStatus, (text: string) => string> = {
  pass: pc.green,
  fail: pc.red,
  skipped: pc.dim,
  "not-applicable": pc.dim,
};

/** All lines, the failing ones with what was compared, and the verdict. */
export function auditText(report: AuditReport): string {
  const [first, second] = [Object.values(AUDIT_STATUS), Object.values(AUDIT_TITLES)].map((texts) =>
    Math.max(...texts.map(({ length }) => length)),
  );
  const indent = " ".repeat((first ?? 0) + 2);
  const shown = ({ id, status, code, detail, expected, found }: AuditLine): string =>
    [
      `${COLOURS[status](AUDIT_STATUS[status].padEnd(first ?? 0))}  ${AUDIT_TITLES[id].padEnd(second ?? 0)}  ${detail}`,
      ...(code === undefined ? [] : [`${indent}${code}`]),
      ...(expected === undefined ? [] : [`${indent}expected ${expected}`]),
      ...(found === undefined ? [] : [`${indent}found    ${found}`]),
    ].join("\n");
  return [...report.lines.map(shown), "", verdictOf(report)].join("\n");
}

export function verdictOf(report: AuditReport): string {
  return MESSAGES.audited(countOf(report, "fail"), countOf(report, "skipped"));
}
