import { InputInvalidError } from "../../../src/errors/pipeline.ts";

/** The path given for an option that a task cannot do without. @throws InputInvalidError */
export function requirePath(path: string | undefined, option: string, what: string): string {
  if (path === undefined) throw new InputInvalidError(option, `no ${what} was given`, `give ${option} FILE`);
  return path;
}
