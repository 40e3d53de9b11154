/** One comparison of an audit. */
export interface AuditLine {
  id: AuditLineId;
  status: AuditStatus;
  /** One sentence: what was found, or why nothing was compared. */
  detail: string;
  /** What is wrong, for programs; with "fail" only. */
  code?: AuditCode;
  expected?: string;
  found?: string;
}

export type AuditStatus = "pass" | "fail" | "skipped" | "not-applicable";

/** In the order in which they are shown. */
export const AUDIT_LINE_IDS = [
  "manifest",
  "onnx",
  "rewrite",
  "settings",
  "visibility",
  "context",
  "srs",
  "circuit",
  "vk",
  "verifier-source",
  "statement-source",
  "compiler",
  "holdout",
  "inputs",
  "precompiles",
  "contract",
  "runtime-code",
  "chain-srs",
  "good-proof",
  "bad-proofs",
  "registry",
  "consumers",
] as const;

export type AuditLineId = (typeof AUDIT_LINE_IDS)[number];

/** What can be wrong; each is a failing line's. Stable, like the codes of errors. */
export type AuditCode =
  | "EZKL_AUDIT_MANIFEST"
  | "EZKL_AUDIT_ONNX"
  | "EZKL_AUDIT_REWRITE"
  | "EZKL_AUDIT_SETTINGS"
  | "EZKL_AUDIT_VISIBILITY"
  | "EZKL_AUDIT_CONTEXT"
  | "EZKL_AUDIT_SRS"
  | "EZKL_AUDIT_SRS_MISSING"
  | "EZKL_AUDIT_DEV_SRS"
  | "EZKL_AUDIT_CIRCUIT"
  | "EZKL_AUDIT_VK"
  | "EZKL_AUDIT_VERIFIER_SOURCE"
  | "EZKL_AUDIT_STATEMENT_SOURCE"
  | "EZKL_AUDIT_COMPILER"
  | "EZKL_AUDIT_FLOAT_ERROR"
  | "EZKL_AUDIT_HOLDOUT_RECORD"
  | "EZKL_AUDIT_PRECOMPILES"
  | "EZKL_AUDIT_NO_CODE"
  | "EZKL_AUDIT_DELEGATED_ACCOUNT"
  | "EZKL_AUDIT_PROXY"
  | "EZKL_AUDIT_NOT_SELF_CONTAINED"
  | "EZKL_AUDIT_OTHER_SRS"
  | "EZKL_AUDIT_OTHER_KEY"
  | "EZKL_AUDIT_OTHER_COMPILER"
  | "EZKL_AUDIT_OTHER_CODE"
  | "EZKL_AUDIT_NO_PROOF"
  | "EZKL_AUDIT_REFUSES_GOOD_PROOF"
  | "EZKL_AUDIT_ACCEPTS_BAD_PROOF"
  | "EZKL_AUDIT_NO_REGISTRY"
  | "EZKL_AUDIT_NOT_PUBLISHED"
  | "EZKL_AUDIT_REGISTRY"
  | "EZKL_AUDIT_REVOKED"
  | "EZKL_AUDIT_CONSUMERS";

export function pass(id: AuditLineId, detail: string): AuditLine {
  return { id, status: "pass", detail };
}

export function fail(
  id: AuditLineId,
  code: AuditCode,
  detail: string,
  compared: { expected?: string; found?: string } = {},
): AuditLine {
  return { id, status: "fail", code, detail, ...compared };
}

export function skipped(id: AuditLineId, why: string): AuditLine {
  return { id, status: "skipped", detail: why };
}

export function notApplicable(id: AuditLineId, why: string): AuditLine {
  return { id, status: "not-applicable", detail: why };
}

/** A line for two values that must be the same; skipped where there is nothing to compare with. */
export function same(
  id: AuditLineId,
  code: AuditCode,
  what: { good: string; bad: string; nothing: string },
  expected: string | undefined,
  found: string,
): AuditLine {
  if (expected === undefined) return skipped(id, what.nothing);
  return expected === found ? pass(id, what.good) : fail(id, code, what.bad, { expected, found });
}

/** One line each, in the order of {@link AUDIT_LINE_IDS}. */
export function inOrder(lines: readonly AuditLine[]): AuditLine[] {
  return [...lines].sort((a, b) => AUDIT_LINE_IDS.indexOf(a.id) - AUDIT_LINE_IDS.indexOf(b.id));
}
