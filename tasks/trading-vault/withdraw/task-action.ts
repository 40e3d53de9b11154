import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { parseAmount } from "../../samples/chain/currency.ts";
import { explainFailure } from "../../samples/chain/explain.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import type { VaultArguments } from "../arguments.ts";
import { VAULT } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { show } from "../format/amount.ts";
import { sharesToGive } from "../shares-to-give.ts";
import { readPosition } from "../read/position.ts";
import { readState } from "../read/state.ts";
import { findVault, type Vault } from "../vault.ts";

interface WithdrawArguments extends VaultArguments {
  amount?: string;
  shares?: string;
}

const withdrawSchema = z.object({ assets: z.bigint(), shares: z.bigint() });

const action: NewTaskActionFunction<WithdrawArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => withdraw(args, await openDesk(hre)));

/** Sells shares: their part of the risk token goes to the market, and what it brings is paid out with their part of the stable one. */
export async function withdraw(args: WithdrawArguments, desk: Desk): Promise<TaskOutput> {
  if (args.amount !== undefined && args.shares !== undefined) {
    throw new InputInvalidError(
      "--shares",
      "both an amount and shares were given",
      "give one of --amount and --shares, or neither for all",
    );
  }
  const vault = await findVault(desk, args.vault);
  const { contract, address, stable, shares: shareToken } = vault;
  const from = await accountOf(desk, args.account);
  const where = `withdrawal by ${from.address}`;
  const held = await sharesToGive(vault, from.address, args.shares);
  const [method, given] =
    args.amount === undefined
      ? (["redeem", held] as const)
      : (["withdraw", parseAmount(args.amount, stable, "--amount")] as const);
  const expected = method === "redeem" ? await previewRedeem(vault, given, where) : given;
  const before = await stable.balanceOf(from.address);
  const receipt = await send(VAULT, {
    ...{ contract, from, method },
    args: [given, from.address, from.address],
  });
  const event = withdrawSchema.parse(eventOf(receipt, vault, "Withdraw"));
  const position = await readPosition(vault, await readState(vault), from.address);
  return {
    json: {
      ...{ vault: address, account: from.address, shares: event.shares, atLeast: expected },
      ...{ received: event.assets, balanceBefore: before, balanceAfter: position.stable },
      ...{ sharesLeft: position.shares, worthLeft: position.worth },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `${show(shareToken, event.shares, "share")} sold for ${show(stable, event.assets, "stable")}${method === "redeem" ? ` (at least ${show(stable, expected, "stable")} was sure)` : ""}, ${receipt.gasUsed} gas.`,
      `Balance: ${formatChange(stable, before, position.stable)}`,
      position.shares === 0n
        ? "No shares are left: this account is out of the vault."
        : `Shares left: ${show(shareToken, position.shares, "share")}, worth ${show(stable, position.worth, "stable")} at the oracle's price.`,
      nextCommand(desk, "status"),
    ],
  };
}

/** What the shares bring at the worst price that the vault allows. */
async function previewRedeem({ contract, address }: Vault, shares: bigint, where: string): Promise<bigint> {
  const answer: unknown = await contract
    .getFunction("previewRedeem")
    .staticCall(shares)
    .catch((error: unknown) => {
      throw explainFailure(VAULT, error, contract.interface, where, address);
    });
  return z.bigint().parse(answer);
}

export default action;
