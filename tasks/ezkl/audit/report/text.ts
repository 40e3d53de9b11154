import type { AuditLine, AuditStatus } from "../../../../src/audit/line.ts";
import { AUDIT_STATUS, AUDIT_TITLES, MESSAGES } from "../../../ui/messages.ts";

import { countOf, type AuditReport } from "./report.ts";
import { line, styled, type Drawn, type Style } from "../../../ui/shown.ts";

const STYLES: Record<AuditStatus, Style> = {
  pass: "green",
  fail: "red",
  skipped: "dim",
  "not-applicable": "dim",
};

/** All lines, the failing ones with what was compared, and the verdict. */
export function auditText(report: AuditReport): readonly (string | Drawn)[] {
  const [first, second] = [Object.values(AUDIT_STATUS), Object.values(AUDIT_TITLES)].map((texts) =>
    Math.max(...texts.map(({ length }) => length)),
  );
  const indent = " ".repeat((first ?? 0) + 2);
  const shown = ({ id, status, code, detail, expected, found }: AuditLine): (string | Drawn)[] => [
    line(
      styled(STYLES[status], AUDIT_STATUS[status].padEnd(first ?? 0)),
      `  ${AUDIT_TITLES[id].padEnd(second ?? 0)}  ${detail}`,
    ),
    ...(code === undefined ? [] : [`${indent}${code}`]),
    ...(expected === undefined ? [] : [`${indent}expected ${expected}`]),
    ...(found === undefined ? [] : [`${indent}found    ${found}`]),
  ];
  return [...report.lines.flatMap(shown), "", verdictOf(report)];
}

export function verdictOf(report: AuditReport): string {
  return MESSAGES.audited(countOf(report, "fail"), countOf(report, "skipped"));
}
