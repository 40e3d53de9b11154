import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { allowAtLeast } from "../../samples/chain/allowance.ts";
import { parseAmount } from "../../samples/chain/currency.ts";
import { send } from "../../samples/chain/send.ts";
import type { RegistryArguments } from "../arguments.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { practiceTokens } from "../practice/faucet.ts";
import { readPool } from "../read/pool.ts";
import { findRegistry } from "../registry.ts";

interface FundArguments extends RegistryArguments {
  amount?: string;
}

const action: NewTaskActionFunction<FundArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => fund(args, await openDesk(hre)));

/** Gives tokens to the pool. In practice, missing tokens are made. */
export async function fund(args: FundArguments, desk: Desk): Promise<TaskOutput> {
  const registry = await findRegistry(desk, args.registry);
  const { contract, address, token } = registry;
  const amount = args.amount === undefined ? 0n : parseAmount(args.amount, token, "--amount");
  if (amount === 0n) {
    throw new InputInvalidError(
      "--amount",
      "nothing was to be given",
      `give --amount NUMBER of ${token.symbol}`,
    );
  }
  const from = await accountOf(desk, args.account);
  const made = await practiceTokens(desk, registry, from, amount);
  await allowAtLeast(REGISTRY, token.token, from, address, amount);
  const receipt = await send(REGISTRY, { contract, from, method: "fund", args: [amount] });
  const pool = await readPool(registry);
  return {
    json: {
      ...{ registry: address, account: from.address, amount, made, pool: pool.balance },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      ...(made > 0n ? [`${token.format(made)} made for ${from.address}: it is practice.`] : []),
      `${token.format(amount)} given (${receipt.gasUsed} gas); the pool has ${token.format(pool.balance)}. Only payouts take any out.`,
      nextCommand(desk, "status"),
    ],
  };
}

export default action;
