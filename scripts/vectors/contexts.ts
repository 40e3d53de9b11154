import { readFileSync } from "node:fs";

import { AbiCoder, getCreateAddress, id, keccak256, toBeHex } from "ethers";
import { z } from "zod";

/**
 * The contexts that the recorded proofs carry, computed here with ethers alone so that the vectors do not depend on the code they test. The
 * recording scripts run this file with the model digest as its argument and read the JSON that it prints. A second argument names a file of
 * proofs wanted of contest tickets, of a vault's epochs or of a registry's captures: their contexts are printed instead, by the proofs' names.
 */
const CHAIN_ID = 31337;
/** Hardhat's default account 19. The consumer is its first deployment, so its address does not depend on its bytecode. */
const DEPLOYER = "0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199";
/** Hardhat's default accounts 1 and 2. */
const ALICE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const BOB = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

const LIMBS = 6;
const LIMB_BITS = 27n;

const requestSchema = z.object({
  proofs: z.array(
    z
      .object({ name: z.string(), account: z.string() })
      .and(
        z.union([
          z.object({ ticket: z.number().int(), recordingHash: z.string() }),
          z.object({ epoch: z.number().int() }),
          z.object({ act: z.enum(["enroll", "move"]), imageHash: z.coerce.bigint() }),
        ]),
      ),
  ),
});

const [, , modelDigest, requestFile] = process.argv;
if (modelDigest === undefined || !/^0x[0-9a-f]{64}$/.test(modelDigest)) {
  throw new Error("usage: node contexts.ts 0x<model digest, 64 hex digits> [request.json]");
}

const consumer = getCreateAddress({ from: DEPLOYER, nonce: 0 });

const round = (number: number) => toBeHex(number, 32);
const ticketScope = (ticket: number, recordingHash: string) =>
  keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "bytes32"], [ticket, recordingHash]));

const captureScope = (act: string, imageHash: bigint) =>
  keccak256(AbiCoder.defaultAbiCoder().encode(["string", "uint256"], [act, imageHash]));

function scopeOf(proof: z.infer<typeof requestSchema>["proofs"][number]): string {
  if ("epoch" in proof) return round(proof.epoch);
  return "act" in proof
    ? captureScope(proof.act, proof.imageHash)
    : ticketScope(proof.ticket, proof.recordingHash);
}

function context(account: string, scope: string) {
  const hash = keccak256(
    AbiCoder.defaultAbiCoder().encode(
      ["bytes32", "uint256", "address", "bytes32", "address", "bytes32"],
      [id("hardhat-ezkl/context/v1"), CHAIN_ID, consumer, modelDigest, account, scope],
    ),
  );
  const limbs = Array.from({ length: LIMBS }, (_, index) =>
    Number((BigInt(hash) >> (BigInt(index) * LIMB_BITS)) & ((1n << LIMB_BITS) - 1n)),
  );
  return { chainId: CHAIN_ID, deployer: DEPLOYER, consumer, modelDigest, account, scope, hash, limbs };
}

function requested(file: string) {
  const { proofs } = requestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.fromEntries(proofs.map((proof) => [proof.name, context(proof.account, scopeOf(proof))]));
}

console.log(
  JSON.stringify(
    requestFile !== undefined
      ? requested(requestFile)
      : {
          alice1: context(ALICE, round(1)),
          alice2: context(ALICE, round(2)),
          alice3: context(ALICE, round(3)),
          bob1: context(BOB, round(1)),
        },
  ),
);
