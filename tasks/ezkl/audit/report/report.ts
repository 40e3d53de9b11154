import type { AuditLine, AuditStatus } from "../../../../src/audit/line.ts";
import type { ModelAudit } from "../audit-model.ts";

/** The outcome of an audit, as `--json` prints it and the page shows it. */
export interface AuditReport extends Omit<ModelAudit["facts"], never> {
  model: string;
  /** No line fails. Lines that were skipped say nothing. */
  passed: boolean;
  lines: AuditLine[];
}

export function countOf({ lines }: AuditReport, status: AuditStatus): number {
  return lines.filter((line) => line.status === status).length;
}
