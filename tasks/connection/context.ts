import type { NetworkConnection, ChainType } from "hardhat/types/network";

import { z } from "zod";

import { proofContextSchema, type ProofContext } from "../../src/artifacts/proof-file.ts";
import { scopeOf } from "../../src/context/hash.ts";
import { InputInvalidError } from "../../src/errors/pipeline.ts";

import type { ProofFor } from "./types.ts";

export async function chainIdOf({
  provider,
}: Pick<NetworkConnection<ChainType | string>, "provider">): Promise<bigint> {
  const answer = z.string().parse(await provider.request({ method: "eth_chainId" }));
  return BigInt(answer);
}

/** Checks and completes what a proof is for. @throws InputInvalidError naming the part */
export async function resolveContext(purpose: ProofFor, chainId: bigint): Promise<ProofContext> {
  const context = {
    chainId: chainId.toString(),
    consumer: await addressOf(purpose.consumer),
    account: await addressOf(purpose.account),
    scope: scopeOf(purpose.scope),
  };
  const result = proofContextSchema.safeParse(context);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InputInvalidError(
    `context.${issue?.path.join(".") ?? ""}`,
    issue?.message ?? "invalid",
    "give 0x and 20 bytes for addresses",
  );
}

async function addressOf(value: string | { getAddress(): Promise<string> }): Promise<string> {
  return typeof value === "string" ? value : value.getAddress();
}
