import { compileTogether, type CompiledContract } from "../../helpers/compile.ts";

export type Compiled = Record<string, CompiledContract>;

/**
 * Compiles several generated sources in one run.
 * @returns contracts by name; throws all messages when there is any, warnings too
 */
export function compileAll(sources: Record<string, string>): Compiled {
  const { contracts, warnings } = compileTogether(sources);
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
  return Object.assign({}, ...Object.values(contracts)) as Compiled;
}
