import { tasks } from "hardhat";
import pc from "picocolors";

import { EzklError } from "../../src/errors/base.ts";
import { RefusedError } from "../../tasks/samples/errors.ts";

/** Runs a sample's task as the command line does; it prints what it did. */
export async function play(
  scope: string,
  verb: string,
  args: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  console.log(pc.dim(`$ npx hardhat ${scope} ${verb}${flags(args)}`));
  return tasks.getTask([scope, verb]).run({ json: false, ...args });
}

/** Tells by what name an attempt was refused. @throws Error when it was accepted */
export async function refused(what: string, attempt: () => Promise<unknown>): Promise<void> {
  const reason = await attempt().then(
    () => undefined,
    (error: unknown) => refusalOf(error),
  );
  if (reason === undefined) throw new Error(`accepted: ${what}`);
  console.log(`${pc.green("✓")} ${what}: refused, ${pc.cyan(reason)}`);
}

function flags(args: Readonly<Record<string, unknown>>): string {
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.entries(args)
    .map(([name, value]) => ` --${kebab(name)}${value === true ? "" : ` ${String(value)}`}`)
    .join("");
}

function refusalOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const known = [error, cause].find((candidate) => candidate instanceof EzklError);
  if (known === undefined) throw error;
  return known instanceof RefusedError ? known.refusal : `${known.code} (${known.what})`;
}
