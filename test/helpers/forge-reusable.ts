import { AbiCoder, concat, dataLength, dataSlice, toBeHex } from "ethers";

import { rawCall } from "./call.ts";
import { verifyCallWithLayout } from "./calldata.ts";
import { compileSolidity } from "./compile.ts";
import { EC_MUL, inverse } from "./forge.ts";
import { loadReusableSource, reusableInterface } from "./reusable.ts";
import { deployCompiled, type Connection } from "./scorer.ts";

/** Where the opening commitment W is read, and its factor, as the source has them. */
const W_POINTER = "and(ec_points_cptr_packed, PTR_BITMASK)";
const W_READ = `mstore(add(0x80, vka_end), calldataload(${W_POINTER}))`;
const W_TERM = `success := ec_mul_tmp(success, sub(R, mload(add(${W_POINTER}, vka_end))))`;
const PAIRING = "// Perform pairing\n";
/** Where the artifact has the proof's bytes. */
const PROOF_AT = 0x84;

/**
 * Forges an accepting call of the engine's reusable verifier for instances of one's own, without any witness: as `forgeCall`, with a third argument.
 *
 * @param decoy any proof-shaped bytes whose points lie on the curve
 * @returns the call, and one of the same kind for a verifier of two arguments
 */
export async function forgeReusableCall(
  connection: Connection,
  decoy: string,
  instances: readonly bigint[],
  vka: readonly string[],
): Promise<{ engines: string; ours: string }> {
  const probeSource = [
    [W_READ, `mstore(0x60, ${W_POINTER})\n${W_READ}`],
    [W_TERM, `mstore(0x20, mload(add(${W_POINTER}, vka_end)))\n${W_TERM}`],
    [
      PAIRING,
      "mstore(0x00, mload(add(theta_mptr, 0x2c0))) mstore(0x40, mload(add(theta_mptr, 0x2e0))) return(0x00, 0x80)\n",
    ],
    ['require(registeredVkas[vka_digest], "VKA not registered");', ""],
  ].reduce((source, [from, to]) => {
    const parts = source.split(from!);
    if (parts.length !== 2) throw new Error(`the source does not have exactly one ${from}`);
    return parts.join(to);
  }, loadReusableSource());
  const probe = await deployCompiled(connection, compileSolidity(probeSource, "Halo2VerifierReusable"));

  const length = dataLength(decoy);
  const zeros = toBeHex(0, length);
  const decoyTail = concat([toBeHex(length, 32), decoy]);
  const call = (fixed: string): string => {
    const canonical = reusableInterface.encodeFunctionData("verifyProof", [fixed, instances, vka]);
    const offset = toBeHex(dataLength(canonical) - 4, 32);
    return concat([dataSlice(canonical, 0, 4), offset, dataSlice(canonical, 36), decoyTail]);
  };
  const probed = await rawCall(connection, probe, call(zeros));
  const [x, z, y, at] = AbiCoder.defaultAbiCoder().decode(
    ["uint256", "uint256", "uint256", "uint256"],
    probed.data,
  ) as unknown as bigint[];
  const product = [x!, y!, inverse(z!)].map((value) => toBeHex(value, 32));
  const left = await rawCall(connection, EC_MUL, concat(product));
  const place = Number(at) - PROOF_AT;
  const fixed = concat([dataSlice(zeros, 0, place), left.data, dataSlice(zeros, place + 0x40)]);
  return {
    engines: call(fixed),
    ours: verifyCallWithLayout(decoy, instances, {
      before: concat([toBeHex(length, 32), fixed]),
      instancesFirst: true,
    }),
  };
}
