import { Interface, type ErrorDescription } from "ethers";

import { EzklError } from "../../../src/errors/base.ts";
import { lookAtStatus, type Dapp, type Sentence } from "../dapp.ts";
import { FundsError, RefusedError, TransactionError } from "../errors.ts";

import { decodeRevert } from "./decode-revert.ts";

/** ERC-6093: why a token did not move. */
const TOKEN_ERRORS = new Interface([
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
]);

/**
 * What a failed call means to the one who made it; anything that is no answer of the chain stays as it is.
 * @param where named in the error: what was called and by whom
 * @param account whose funds it was about
 */
export function explainFailure(
  dapp: Dapp,
  error: unknown,
  contract: Interface,
  where: string,
  account: string,
): unknown {
  if (error instanceof EzklError) return error;
  const refusal = decodeRevert(error, [contract, TOKEN_ERRORS]);
  if (refusal !== undefined)
    return new RefusedError(dapp, refusal.name, { ...sentenceOf(dapp, refusal), where });
  if (isPoor(error)) return new FundsError(dapp, account, "the account cannot pay for this and its gas");
  if (!isRevert(error)) return error;
  if ((error as { receipt?: unknown }).receipt) {
    return new TransactionError(
      dapp,
      where,
      `the transaction was mined and reverted: the ${dapp.scope} changed meanwhile`,
      `${lookAtStatus(dapp)} and try again`,
      error,
    );
  }
  return new TransactionError(
    dapp,
    where,
    "the call was refused without a reason",
    `check that --${dapp.scope} names a ${dapp.title} on this network, and ${lookAtStatus(dapp)}`,
    error,
  );
}

function sentenceOf(dapp: Dapp, refusal: ErrorDescription): Sentence {
  const args = refusal.args.toObject();
  const explain = dapp.refusals[refusal.name];
  if (explain !== undefined) return explain((name) => args[name] as never);
  const told = Object.entries(args).map(([name, value]) => `${name} ${String(value)}`);
  return {
    what: `the contract refused it${told.length === 0 ? "" : `: ${told.join(", ")}`}`,
    remedy: lookAtStatus(dapp),
  };
}

function isPoor(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "INSUFFICIENT_FUNDS" || /insufficient funds|doesn't have enough funds/i.test(String(error));
}

function isRevert(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "CALL_EXCEPTION" || /revert/i.test(String(error));
}
