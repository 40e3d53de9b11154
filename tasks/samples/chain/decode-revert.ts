import type { ErrorDescription, Interface } from "ethers";

/** Where providers put the data of a revert, at whatever depth. */
const WRAPPERS = ["data", "error", "info", "cause", "result"] as const;
const REVERT_DATA = /^0x([0-9a-fA-F]{2}){4,}$/;
const MAX_DEPTH = 8;

/** The data that a reverted call returned, as ethers, Hardhat's provider or a node's JSON-RPC error carries it. */
export function revertData(error: unknown, depth = 0): string | undefined {
  if (typeof error !== "object" || error === null || depth > MAX_DEPTH) return undefined;
  const fields = error as Record<string, unknown>;
  for (const name of WRAPPERS) {
    const value = fields[name];
    if (typeof value === "string" && REVERT_DATA.test(value)) return value;
    const found = revertData(value, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of the interfaces' errors that the revert is; undefined when it is none of them. */
export function decodeRevert(error: unknown, interfaces: readonly Interface[]): ErrorDescription | undefined {
  const data = revertData(error);
  if (data === undefined) return undefined;
  for (const candidate of interfaces) {
    const parsed = candidate.parseError(data);
    if (parsed !== null) return parsed;
  }
  return undefined;
}
