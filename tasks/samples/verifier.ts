import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { keccak256 } from "ethers";

import { DeploymentCheckError } from "../../src/errors/deployment.ts";
import type { Built } from "../../src/pipeline/built.ts";
import { deployVerifier } from "../ezkl/deploy/deploy-verifier.ts";
import type { VerifierCode } from "../verifier-code.ts";

import type { Desk } from "./desk.ts";
import { parseAddress } from "./parse/address.ts";

/** A verifier that is there already, when it is the built one. @throws InputInvalidError, DeploymentCheckError */
export async function existingVerifier(
  { connection }: Pick<Desk, "connection">,
  named: string,
  { codeHash }: VerifierCode,
): Promise<string> {
  const address = parseAddress(named, "--verifier");
  const code = await connection.ethers.provider.getCode(address);
  if (code === "0x") throw new DeploymentCheckError(address, "there is no contract on this network");
  if (keccak256(code) !== codeHash)
    throw new DeploymentCheckError(address, "its code is not the built verifier's");
  return address;
}

/** Deploys a model's verifier with all the checks of `ezkl deploy`: code size, SRS, a good proof and bad ones. */
export async function newVerifier(
  { workspace, artifacts, connection }: Pick<Desk, "workspace" | "artifacts" | "connection">,
  built: Built,
  from: HardhatEthersSigner,
): Promise<string> {
  return (await deployVerifier(workspace, built, connection, artifacts, from)).address;
}
