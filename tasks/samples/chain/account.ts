import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { parseAddress } from "../parse/address.ts";

/**
 * The account that acts: by number or address among the network's accounts, the first by default.
 * @throws InputInvalidError
 */
export function chooseAccount(
  signers: readonly HardhatEthersSigner[],
  wanted: string | undefined,
): HardhatEthersSigner {
  const [first] = signers;
  if (first === undefined) {
    throw new InputInvalidError(
      "--network",
      "the network has no accounts to act with",
      "give it some in hardhat.config.ts (networks.NAME.accounts)",
    );
  }
  if (wanted === undefined) return first;
  const chosen = /^\d{1,6}$/.test(wanted)
    ? signers[Number(wanted)]
    : signers.find(({ address }) => address === parseAddress(wanted, "--account"));
  if (chosen !== undefined) return chosen;
  throw new InputInvalidError(
    "--account",
    `the network has no account ${wanted}`,
    `give a number from 0 to ${signers.length - 1}, or the address of one of them`,
  );
}
