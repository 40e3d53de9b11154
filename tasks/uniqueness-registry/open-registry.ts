import type { Provider } from "ethers";
import { z } from "zod";

import { currencyOf, type Currency } from "../samples/chain/currency.ts";
import { explainFailure } from "../samples/chain/explain.ts";
import { isTransport } from "../samples/chain/transport.ts";
import { firstLine, type Deployed } from "../samples/deployed.ts";
import { OtherContractError } from "../samples/errors.ts";

import { REGISTRY } from "./dapp.ts";

/** What holds for a registry from its making on. */
export interface Terms {
  /** Units of the token for each account and period, at most. */
  payout: bigint;
  /** Seconds. */
  period: bigint;
  /** Bits in which two codes of one person differ at most. */
  threshold: bigint;
  moveThreshold: bigint;
  /** Seconds in which a move can be objected to, and then as many in which it can be finished. */
  moveDelay: bigint;
}

/** A registry on a chain that a provider reaches. */
export interface OpenRegistry extends Deployed {
  terms: Terms;
  /** Unix seconds at which period 0 began. */
  start: bigint;
  /** What the pool pays. */
  token: Currency;
  /** Identity of the model whose proofs it takes. */
  modelDigest: string;
  /** Block in which its history begins, where that is known; else 0. */
  since: number;
}

const partsSchema = z.tuple([
  ...[z.string(), z.string()],
  ...[z.bigint(), z.bigint(), z.bigint(), z.bigint(), z.bigint(), z.bigint()],
] as const);

const PARTS = [
  ...["TOKEN", "modelDigest"],
  ...["START", "PAYOUT", "PERIOD", "THRESHOLD", "MOVE_THRESHOLD", "MOVE_DELAY"],
];

/** Reads what holds for a registry; runs in a page too. @throws OtherContractError */
export async function openRegistry(
  { contract, address }: Deployed,
  provider: Provider,
  since = 0,
): Promise<OpenRegistry> {
  const ask = async (name: string): Promise<unknown> => contract.getFunction(name).staticCall();
  const told = await Promise.all(PARTS.map(ask)).catch((error: unknown) => {
    if (isTransport(error)) throw error;
    throw new OtherContractError(REGISTRY, address, `it does not tell its terms (${firstLine(error)})`);
  });
  const [token, modelDigest, start, payout, period, threshold, moveThreshold, moveDelay] =
    partsSchema.parse(told);
  return {
    ...{ contract, address, modelDigest, start },
    terms: { payout, period, threshold, moveThreshold, moveDelay },
    token: await currencyOf(provider, token),
    since,
  };
}

/** Asks one of the registry's views. @throws RefusedError, TransactionError */
export async function ask<S extends z.ZodTypeAny>(
  { contract, address }: Pick<OpenRegistry, "contract" | "address">,
  schema: S,
  view: string,
  ...args: readonly unknown[]
): Promise<z.output<S>> {
  const answer: unknown = await contract
    .getFunction(view)
    .staticCall(...args)
    .catch((error: unknown) => {
      throw explainFailure(REGISTRY, error, contract.interface, `${view} of ${address}`, address);
    });
  return schema.parse(plain(answer)) as z.output<S>;
}

/** A struct or several values as a record by name; one value as it is. */
function plain(answer: unknown): unknown {
  const { toObject } = Object(answer) as { toObject?: (deep: boolean) => unknown };
  return typeof toObject === "function" ? toObject.call(answer, true) : answer;
}
