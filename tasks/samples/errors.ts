import { EzklError } from "../../src/errors/base.ts";

import { commandOf, type Dapp } from "./dapp.ts";

const codeOf = ({ scope }: Dapp, name: string): string => `EZKL_${scope.toUpperCase()}_${name}`;

/** No contract was named, and none was deployed from here on this chain. */
export class NoneDeployedError extends EzklError {
  constructor(dapp: Dapp, chainId: bigint) {
    const { scope, create, created } = dapp;
    super(codeOf(dapp, "UNKNOWN"), {
      what: `no ${scope} was ${created} from this project on chain ${chainId}`,
      where: `--${scope}`,
      remedy: `${create} one (${commandOf(dapp, create)}), name another with --${scope} ADDRESS, or choose the right --network`,
    });
  }
}

/** A remembered contract without code: a development node that was started anew forgets its contracts. */
export class GoneError extends EzklError {
  constructor(dapp: Dapp, address: string, chainId: bigint, remembered: boolean) {
    const { scope, create, created } = dapp;
    super(codeOf(dapp, "GONE"), {
      what: remembered
        ? `the ${scope} that was ${created} here is no longer on chain ${chainId}: the node was started anew`
        : `there is no contract at this address on chain ${chainId}`,
      where: address,
      remedy: remembered
        ? `${create} another: ${commandOf(dapp, create)}`
        : `check the address and --network; \`${scope} ${create}\` tells a ${scope}'s address`,
    });
  }
}

/** Some contract stands at the address, and it is not one of this project's. */
export class OtherContractError extends EzklError {
  constructor(dapp: Dapp, address: string, detail: string) {
    super(codeOf(dapp, "OTHER"), {
      what: `the contract there is not a ${dapp.title} on this project's model: ${detail}`,
      where: address,
      remedy: `check the address; a ${dapp.scope} on another version of the model needs that version of the project`,
    });
  }
}

/** The contract refused the call with an error of its own, told as a sentence. */
export class RefusedError extends EzklError {
  /** Name of the contract's error. */
  readonly refusal: string;

  constructor(
    dapp: Dapp,
    refusal: string,
    { what, remedy, where }: { what: string; remedy: string; where?: string },
  ) {
    super(codeOf(dapp, "REFUSED"), { what: `${what} [${refusal}]`, where, remedy });
    this.refusal = refusal;
  }
}

/** A transaction that was mined and failed (the chain changed between the check and the block), or a call refused without a reason. */
export class TransactionError extends EzklError {
  constructor(dapp: Dapp, where: string, what: string, remedy: string, cause?: unknown) {
    super(codeOf(dapp, "TRANSACTION"), { what, where, remedy, cause });
  }
}

/** The account cannot pay for what it was to do. */
export class FundsError extends EzklError {
  constructor(dapp: Dapp, account: string, what: string) {
    super(codeOf(dapp, "FUNDS"), {
      what,
      where: account,
      remedy: "fund the account, or act with another one: --account NUMBER or ADDRESS",
    });
  }
}

/** Something that only a chain for development can do was asked of another one. */
export class DevelopmentChainError extends EzklError {
  constructor(dapp: Dapp, chainId: bigint, network: string) {
    super(codeOf(dapp, "DEVELOPMENT_ONLY"), {
      what: `time moves by itself on chain ${chainId} (network ${network}); only a development node can be forwarded`,
      where: `${dapp.scope} forward`,
      remedy: "wait, or practise on `npx hardhat node` with --network localhost",
    });
  }
}
