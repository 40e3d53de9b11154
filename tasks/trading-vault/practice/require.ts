import { VaultStateError } from "../errors.ts";
import type { RememberedVault } from "../memory.ts";
import type { Vault } from "../vault.ts";

/** The world of a vault of practice. @throws VaultStateError when the vault has none that is known here */
export function requirePractice({
  address,
  remembered,
}: Pick<Vault, "address" | "remembered">): NonNullable<RememberedVault["practice"]> {
  if (remembered?.practice !== undefined) return remembered.practice;
  throw new VaultStateError(
    address,
    "this vault was not created for practice from here: its prices come by themselves",
    "wait for the next day, or create one to practise on: npx hardhat vault create --practice",
  );
}
