/**
 * An error that the bootstrap raises on purpose, in the four parts of every error of this project.
 * It is a sibling of `EzklError` and not a subclass: on Node 18 no TypeScript can be loaded.
 */
export class BootstrapError extends Error {
  /**
   * @param {string} code Stable identity, `EZKL_BOOTSTRAP_…`.
   * @param {{ what: string, where?: string, remedy: string, cause?: unknown }} parts
   */
  constructor(code, { what, where, remedy, cause }) {
    const lines = [
      `${code}: ${what}`,
      ...(where === undefined ? [] : [`  where:  ${where}`]),
      `  remedy: ${remedy}`,
    ];
    super(lines.join("\n"), { cause });
    this.name = "BootstrapError";
    this.code = code;
  }
}

/**
 * One message and no stack trace; set HARDHAT_EZKL_DEBUG for the trace.
 * @param {unknown} error
 * @returns {string}
 */
export function formatError(error) {
  if (process.env["HARDHAT_EZKL_DEBUG"] && error instanceof Error) return error.stack ?? error.message;
  if (error instanceof BootstrapError) return error.message;
  const detail = error instanceof Error ? error.message : String(error);
  return new BootstrapError("EZKL_BOOTSTRAP_FAILED", {
    what: detail,
    remedy: "run the command again with HARDHAT_EZKL_DEBUG=1 for the trace, and report it",
  }).message;
}
