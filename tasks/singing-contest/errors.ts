import { EzklError } from "../../src/errors/base.ts";

/** No contest was named, and none was opened from here on this chain. */
export class ContestUnknownError extends EzklError {
  constructor(chainId: bigint) {
    super("EZKL_CONTEST_UNKNOWN", {
      what: `no contest was opened from this project on chain ${chainId}`,
      where: "--contest",
      remedy:
        "open one (npx hardhat contest open), name another with --contest ADDRESS, or choose the right --network",
    });
  }
}

/** A remembered contest without code: a development node that was started anew forgets its contracts. */
export class ContestGoneError extends EzklError {
  constructor(address: string, chainId: bigint, remembered: boolean) {
    super("EZKL_CONTEST_GONE", {
      what: remembered
        ? `the contest that was opened here is no longer on chain ${chainId}: the node was started anew`
        : `there is no contract at this address on chain ${chainId}`,
      where: address,
      remedy: remembered
        ? "open another: npx hardhat contest open"
        : "check the address and --network; `contest open` tells a contest's address",
    });
  }
}

/** Some contract stands at the address, and it is no singing contest on this project's judge. */
export class NotAContestError extends EzklError {
  constructor(address: string, detail: string) {
    super("EZKL_CONTEST_OTHER", {
      what: `the contract there is not a singing contest that this project's judge decides: ${detail}`,
      where: address,
      remedy:
        "check the address; a contest of another version of the judge needs that version of the project",
    });
  }
}

/** The contract refused the call with an error of its own, told as a sentence. */
export class ContestRefusedError extends EzklError {
  /** Name of the contract's error. */
  readonly refusal: string;

  constructor(refusal: string, { what, remedy, where }: { what: string; remedy: string; where: string }) {
    super("EZKL_CONTEST_REFUSED", { what: `${what} [${refusal}]`, where, remedy });
    this.refusal = refusal;
  }
}

/** A transaction that was mined and failed: the chain changed between the check and the block. */
export class ContestTransactionError extends EzklError {
  constructor(where: string, detail: string, remedy: string, cause?: unknown) {
    super("EZKL_CONTEST_TRANSACTION", { what: detail, where, remedy, cause });
  }
}

export class ContestFundsError extends EzklError {
  constructor(account: string, what: string) {
    super("EZKL_CONTEST_FUNDS", {
      what,
      where: account,
      remedy: "fund the account, or act with another one: --account NUMBER or ADDRESS",
    });
  }
}

/** Something that only a chain for development can do was asked of another one. */
export class DevelopmentChainError extends EzklError {
  constructor(chainId: bigint, network: string) {
    super("EZKL_CONTEST_DEVELOPMENT_ONLY", {
      what: `time moves by itself on chain ${chainId} (network ${network}); only a development node can be forwarded`,
      where: "contest forward",
      remedy: "wait, or practise on `npx hardhat node` with --network localhost",
    });
  }
}

/** A ticket that is not in the state that the task needs. */
export class TicketStateError extends EzklError {
  constructor(ticket: bigint, what: string, remedy: string) {
    super("EZKL_CONTEST_TICKET", { what, where: `ticket ${ticket}`, remedy });
  }
}

/** A recording or a proof that does not belong to the ticket. */
export class ContestFileError extends EzklError {
  constructor(where: string, what: string, remedy: string) {
    super("EZKL_CONTEST_FILE", { what, where, remedy });
  }
}
