import { expect } from "chai";
import { Interface, toBeHex, zeroPadValue } from "ethers";

import type { BareEvm, Outcome, Precompile } from "./bare-evm.ts";
import type { BrokenChain } from "./broken-precompiles.ts";

const NOT_WORKING = new Interface(["error EzklPrecompilesNotWorking(address precompile)"]);

/** PUSH0 PUSH0 REVERT: a verifier that refuses everything, for what pins one and asks it nothing more. */
export const REFUSER = "0x5f5ffd";
/** PUSH3 of it PUSH0 MSTORE, PUSH1 3 PUSH1 29 RETURN. */
export const REFUSER_CREATION = { abi: [], bytecode: "0x625f5ffd5f526003601df3" };

export const addressOf = (at: Precompile) => zeroPadValue(toBeHex(at), 20);

/** Something that pins a verifier, on a chain of one's choice. */
export type Pin = (chain: BareEvm) => Promise<Outcome>;

/** Expects the library's error, with the precompile that is at fault. @param evm in which the contracts stand */
export async function refuses(
  evm: BareEvm,
  pin: Pin,
  { name, found, replacements }: BrokenChain,
): Promise<void> {
  const { ok, data } = await pin(await evm.with(replacements));
  const refusal = NOT_WORKING.encodeErrorResult("EzklPrecompilesNotWorking", [addressOf(found)]);
  expect({ ok, data }, `on a chain ${name}`).to.deep.equal({ ok: false, data: refusal });
}
