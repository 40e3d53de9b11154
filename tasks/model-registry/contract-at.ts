import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { getAddress, isAddress, keccak256 } from "ethers";

import { InputInvalidError } from "../../src/errors/pipeline.ts";

/** A contract that an option names, and keccak256 of its code. */
export interface ContractAt {
  address: string;
  codeHash: string;
}

/** @throws InputInvalidError when nothing was named, or no contract */
export async function contractAt(
  { ethers }: NetworkConnection<ChainType | string>,
  named: string | undefined,
  option: string,
): Promise<ContractAt> {
  const wellFormed: boolean = named !== undefined && isAddress(named);
  if (named === undefined || !wellFormed) {
    const what = named === undefined ? "no address was given" : `"${named}" is no address`;
    throw new InputInvalidError(option, what, `give ${option} and 0x and 20 bytes`);
  }
  const address = getAddress(named);
  const code = await ethers.provider.getCode(address);
  if (code !== "0x") return { address, codeHash: keccak256(code) };
  throw new InputInvalidError(
    option,
    `there is no contract at ${address} on this network`,
    "check --network and the address",
  );
}
