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

/** The model's verifier as `ezkl deploy` deploys it, with all of its checks; the recorded one when it is there already. */
export async function ensureVerifier(
  {
    workspace,
    artifacts,
    connection,
    places,
  }: Pick<Desk, "workspace" | "artifacts" | "connection" | "places">,
  built: Built,
  from: HardhatEthersSigner,
): Promise<string> {
  return (await deployVerifier({ workspace, built, connection, artifacts, places, from })).address;
}
