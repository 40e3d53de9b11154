import { z } from "zod";

import { RegistryStateError } from "../errors.ts";
import { ask, type OpenRegistry } from "../open-registry.ts";

export async function readOwner(registry: OpenRegistry): Promise<string> {
  return ask(registry, z.string(), "owner");
}

/** @throws RegistryStateError when somebody else owns the registry */
export async function requireOwner(registry: OpenRegistry, account: string): Promise<void> {
  const owner = await readOwner(registry);
  if (owner === account) return;
  throw new RegistryStateError(
    account,
    `only the registry's owner, ${owner}, adds and revokes devices`,
    "act as the owner: --account NUMBER or ADDRESS",
  );
}
