import { RegistryStateError } from "../errors.ts";
import type { RememberedRegistry } from "../memory.ts";
import type { Registry } from "../registry.ts";

/** What a registry of practice has beside it. @throws RegistryStateError when it has nothing that is known here */
export function requirePractice({
  address,
  remembered,
}: Pick<Registry, "address" | "remembered">): NonNullable<RememberedRegistry["practice"]> {
  if (remembered?.practice !== undefined) return remembered.practice;
  throw new RegistryStateError(
    address,
    "this registry was not created for practice from here: no device of it can be played",
    "create one to practise on: npx hardhat registry create --practice",
  );
}
