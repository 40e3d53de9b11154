import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { getAddress, isAddress } from "ethers";

import { InputInvalidError } from "../../src/errors/pipeline.ts";

import { signerOf } from "./registry.ts";

/** Whose model a name is: `--publisher`'s, or the network's first account's. @throws InputInvalidError */
export async function publisherOf(
  connection: NetworkConnection<ChainType | string>,
  { publisher }: { publisher?: string | undefined },
  option = "--publisher",
): Promise<string> {
  if (publisher === undefined) return (await signerOf(connection)).address;
  const wellFormed: boolean = isAddress(publisher); // as a type guard it would leave nothing to name in the error
  if (wellFormed) return getAddress(publisher);
  throw new InputInvalidError(option, `"${publisher}" is no address`, "give 0x and 20 bytes");
}
