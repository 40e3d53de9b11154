import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { DeploymentCheckError } from "../../../src/errors/deployment.ts";
import { R } from "../../../src/field/scalar.ts";
import type { ProofResult } from "../../../src/pipeline/prove.ts";
import { askVerifier } from "../../on-chain.ts";

type Asked = Pick<ProofResult, "proof" | "instances">;

/**
 * Asks a deployed verifier, by eth_call, about one good proof and several bad ones.
 * @returns the gas of a verification
 * @throws DeploymentCheckError
 */
export async function checkDeployed(
  connection: NetworkConnection<ChainType | string>,
  address: string,
  codeHash: string,
  sample: Asked,
): Promise<bigint> {
  const good = await askVerifier(connection, address, codeHash, sample);
  if (!good.codeMatches) throw new DeploymentCheckError(address, "its code is not the compiled verifier's");
  if (!good.accepted) throw new DeploymentCheckError(address, `it refuses a good proof (${good.reason})`);
  for (const [how, forged] of forgeriesOf(sample)) {
    const { accepted } = await askVerifier(connection, address, codeHash, forged);
    if (accepted) throw new DeploymentCheckError(address, `it accepts a forged proof (${how})`);
  }
  return good.gas;
}

function forgeriesOf({ proof, instances }: Asked): [how: string, forged: Asked][] {
  const [first = 0n, ...others] = instances;
  const flipped = (at: number): `0x${string}` => {
    const other = proof[at] === "0" ? "1" : "0";
    return `0x${proof.slice(2, at)}${other}${proof.slice(at + 1)}`;
  };
  return [
    ["last byte changed", { proof: flipped(proof.length - 1), instances }],
    ["first point changed", { proof: flipped(2 + 63), instances }],
    ["another statement", { proof, instances: [first ^ 1n, ...others] }],
    ["an instance beyond the field", { proof, instances: [first + R, ...others] }],
    ["one instance more", { proof, instances: [...instances, 0n] }],
    ["nothing but zeros", { proof: `0x${"00".repeat((proof.length - 2) / 2)}`, instances }],
  ];
}
