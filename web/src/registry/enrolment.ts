import type { ContractTransaction } from "ethers";

import { feltFromBe, parseFeltBe } from "../../../src/index.ts";
import type { SignedCapture } from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import type { Wallet } from "../chain/wallet.tsx";
import type { MadeProof } from "../prover/types.ts";
import { registryAt } from "./registry-at.ts";

interface Enrolment {
  /** With the proof as it was made. */
  transaction: () => Promise<ContractTransaction>;
  /** With any other. */
  call: (proof: string, instances: bigint[]) => Promise<ContractTransaction>;
}

/** The enrolment that a proof and the device's word make. */
export function enrolmentOf(
  { address }: OpenRegistry,
  { provider }: Wallet,
  { file }: MadeProof,
  { deadline, signature }: SignedCapture,
): Enrolment {
  const contract = registryAt(address, provider);
  const call: Enrolment["call"] = async (proof, instances) =>
    contract.enroll.populateTransaction(proof, instances, deadline, signature);
  const instances = file.instances.map((felt, index) => feltFromBe(parseFeltBe(felt, `instances[${index}]`)));
  return { call, transaction: async () => call(file.proof, instances) };
}
