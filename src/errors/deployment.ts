import type { PrecompileFault } from "../precompiles/judge.ts";

import { EzklError } from "./base.ts";

export class CodeTooLargeError extends EzklError {
  constructor(contract: string, bytes: number, limit: number) {
    super("EZKL_CODE_SIZE", {
      what: `the verifier has ${bytes} bytes of code; chains store at most ${limit} (EIP-170)`,
      where: contract,
      remedy:
        'use fewer inner columns or a smaller decomposition base (runArgs in model.json) and pin anew (--repin); or set "verifier": "reusable" in model.json',
    });
  }
}

export class InitCodeTooLargeError extends EzklError {
  constructor(contract: string, bytes: number, limit: number) {
    super("EZKL_INIT_CODE_SIZE", {
      what: `the verifier takes ${bytes} bytes of code to create; chains run at most ${limit} (EIP-3860)`,
      where: contract,
      remedy: "use fewer inner columns or fewer lookup tables (runArgs in model.json) and pin anew (--repin)",
    });
  }
}

export class DevSrsError extends EzklError {
  constructor(model: string, chainId: bigint) {
    super("EZKL_DEV_SRS", {
      what: `the verifier stands on a dev SRS, whose maker can forge proofs, and chain ${chainId} is not a local one`,
      where: model,
      remedy:
        "deploy to a local chain; a live one needs a verifier that stands on a ceremony SRS (docs/deploying.md)",
    });
  }
}

export class DeploymentCheckError extends EzklError {
  constructor(address: string, what: string) {
    super("EZKL_DEPLOYMENT_CHECK", {
      what: `the deployed contract failed its check: ${what}`,
      where: address,
      remedy: "do not use this address; check that the build is current and that the RPC tells the truth",
    });
  }
}

/** A chain on which no proof means anything; nothing is sent there. */
export class PrecompilesError extends EzklError {
  constructor({ address, name, why }: PrecompileFault, network: string) {
    super("EZKL_CHAIN_PRECOMPILES", {
      what: `this chain cannot verify proofs: its precompile ${name} (${address}) ${why}`,
      where: `network ${network}`,
      remedy:
        "use a chain that has MODEXP and the BN254 precompiles (addresses 5 to 8), as Ethereum and most chains like it do; check --network and the RPC: `npx hardhat ezkl doctor --network NAME`",
    });
  }
}

export class ChainIdError extends EzklError {
  constructor(network: string, what: string, remedy: string) {
    super("EZKL_CHAIN_ID", { what, where: `network ${network}`, remedy });
  }
}

export class NoOwnAccountError extends EzklError {
  constructor(network: string, chainId: bigint, what: string) {
    super("EZKL_NO_OWN_ACCOUNT", {
      what: `${what}, and chain ${chainId} is not a local one`,
      where: `network ${network}`,
      remedy:
        'give the network a key of your own: `npx hardhat keystore set DEPLOYER_KEY`, then accounts: [configVariable("DEPLOYER_KEY")]',
    });
  }
}

export class DeploymentFundsError extends EzklError {
  constructor(account: string, contract: string, needed: bigint | undefined, balance: bigint) {
    super("EZKL_FUNDS", {
      what: `the account has ${balance} wei, too little to deploy ${contract}${needed === undefined ? "" : `, which may take ${needed} wei`}`,
      where: account,
      remedy:
        "send it some of the chain's currency, then run the same command again: it goes on where it stopped",
    });
  }
}

export class DeploymentPendingError extends EzklError {
  constructor(contract: string, detail: string) {
    super("EZKL_DEPLOYMENT_PENDING", {
      what: `${contract} is on its way: ${detail}`,
      where: contract,
      remedy: "wait until the transaction is mined, then run the same command again: no second copy is sent",
    });
  }
}

export class NonceGapError extends EzklError {
  constructor(account: string, contract: string, sent: number, next: number) {
    super("EZKL_NONCE_GAP", {
      what: `the deployment of ${contract} was sent with nonce ${sent}, and the chain waits for nonce ${next} of this account first`,
      where: account,
      remedy: `send the transactions with nonces ${next} to ${sent - 1} (an empty one to yourself will do), then run the same command again`,
    });
  }
}

export class LostTransactionError extends EzklError {
  constructor(contract: string, account: string, nonce: number, deploymentId: string) {
    super("EZKL_LOST_TRANSACTION", {
      what: `a transaction with nonce ${nonce}, which may have deployed ${contract}, was mined, and this RPC cannot find it`,
      where: account,
      remedy: `look its hash up in a block explorer, then: npx hardhat ignition track-tx HASH ${deploymentId} --network …; or use an RPC that keeps older state`,
    });
  }
}

export class DeploymentStoppedError extends EzklError {
  constructor(contract: string, detail: string, cause?: unknown) {
    super("EZKL_DEPLOYMENT_STOPPED", {
      what: `the deployment of ${contract} stopped: ${detail}`,
      where: contract,
      remedy: "run the same command again: it goes on where it stopped, and never sends a second copy",
      cause,
    });
  }
}
