import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { allowAtLeast } from "../../samples/chain/allowance.ts";
import { parseAmount } from "../../samples/chain/currency.ts";
import { explainFailure } from "../../samples/chain/explain.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import type { VaultArguments } from "../arguments.ts";
import { VAULT } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { VaultStateError } from "../errors.ts";
import { show } from "../format/amount.ts";
import { practiceTokens } from "../practice/faucet.ts";
import { readPosition } from "../read/position.ts";
import { readState } from "../read/state.ts";
import { findVault, type Vault } from "../vault.ts";

interface DepositArguments extends VaultArguments {
  amount?: string;
}

const depositSchema = z.object({ assets: z.bigint(), shares: z.bigint() });

const action: NewTaskActionFunction<DepositArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => deposit(args, await openDesk(hre)));

/**
 * Buys as many shares as `amount` surely pays for. They cost what their part of the risk token costs on the market; what is not needed stays with
 * the depositor. In practice, missing tokens are made.
 */
export async function deposit(args: DepositArguments, desk: Desk): Promise<TaskOutput> {
  const vault = await findVault(desk, args.vault);
  const { contract, address, stable, shares: shareToken } = vault;
  if (args.amount === undefined)
    throw new InputInvalidError(
      "--amount",
      "no amount was given",
      `give --amount NUMBER of ${stable.symbol}`,
    );
  const amount = parseAmount(args.amount, stable, "--amount");
  const from = await accountOf(desk, args.account);
  const shares = await sharesFor(vault, amount, from);
  const made = await practiceTokens(desk, vault, from, amount);
  const before = await stable.balanceOf(from.address);
  await allowAtLeast(VAULT, stable.token, from, address, amount);
  const receipt = await send(VAULT, { contract, from, method: "mint", args: [shares, from.address] });
  const event = depositSchema.parse(eventOf(receipt, vault, "Deposit"));
  const position = await readPosition(vault, await readState(vault), from.address);
  return {
    json: {
      ...{ vault: address, account: from.address, most: amount, paid: event.assets, shares: event.shares },
      ...{ made, balanceBefore: before, balanceAfter: position.stable },
      ...{ sharesAfter: position.shares, worth: position.worth },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      ...(made > 0n ? [`${show(stable, made, "stable")} made for ${from.address}: it is practice.`] : []),
      `${show(stable, event.assets, "stable")} paid for ${show(shareToken, event.shares, "share")}${event.assets < amount ? `; the rest of ${show(stable, amount, "stable")} stays with you` : ""} (${receipt.gasUsed} gas).`,
      `Balance: ${formatChange(stable, before, position.stable)}`,
      `Your shares: ${show(shareToken, position.shares, "share")}, worth ${show(stable, position.worth, "stable")} at the oracle's price.`,
      nextCommand(desk, `status --account ${args.account ?? "0"}`),
    ],
  };
}

/** As many shares as the amount pays for at the worst price that the vault allows. @throws VaultStateError, RefusedError */
async function sharesFor(
  { contract, address, stable }: Vault,
  amount: bigint,
  from: HardhatEthersSigner,
): Promise<bigint> {
  const shares = await contract
    .getFunction("previewDeposit")
    .staticCall(amount)
    .then((answer) => z.bigint().parse(answer))
    .catch((error: unknown) => {
      throw explainFailure(VAULT, error, contract.interface, `deposit by ${from.address}`, from.address);
    });
  if (shares > 0n) return shares;
  throw new VaultStateError(
    address,
    `${stable.format(amount)} is worth less than the smallest share`,
    "deposit more",
  );
}

export default action;
