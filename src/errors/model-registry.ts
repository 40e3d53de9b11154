import { EzklError } from "./base.ts";

/** Some contract stands at the address, and it is no model registry. */
export class NotModelRegistryError extends EzklError {
  constructor(address: string) {
    super("EZKL_MODEL_REGISTRY", {
      what: "the contract there is not a model registry",
      where: address,
      remedy: "check --network and the address, or make a registry: ezkl publish NAME --new-registry",
    });
  }
}

/** The project has not compiled the registry that it was to deploy. */
export class RegistryNotCompiledError extends EzklError {
  constructor() {
    super("EZKL_REGISTRY_NOT_COMPILED", {
      what: "the registry's contract is not among this project's artifacts",
      where: "ModelRegistry",
      remedy:
        'add "hardhat-ezkl/contracts/registry/ModelRegistry.sol" to solidity.npmFilesToBuild and run `npx hardhat build`',
    });
  }
}

/** The registry has no such model, or no such version of it. */
export class NotPublishedError extends EzklError {
  constructor(model: string, detail: string, where: string) {
    super("EZKL_NOT_PUBLISHED", {
      what: `${model}: ${detail}`,
      where,
      remedy:
        "check the registry and --publisher (a model belongs to an account), or publish it: npx hardhat ezkl publish NAME",
    });
  }
}

/** Only a model's publisher revokes its versions. */
export class NotPublisherError extends EzklError {
  constructor(model: string, publisher: string, account: string) {
    super("EZKL_NOT_PUBLISHER", {
      what: `${model} was published by ${publisher}; ${account} cannot revoke it`,
      where: model,
      remedy:
        "act with the publisher's account: the first of the network's accounts (networks.NAME.accounts)",
    });
  }
}

/** The version was revoked. */
export class RevokedError extends EzklError {
  constructor(model: string, version: bigint, revokedAt: bigint) {
    super("EZKL_MODEL_REVOKED", {
      what: `version ${version} was revoked on ${new Date(Number(revokedAt) * 1000).toISOString()}`,
      where: model,
      remedy: "a revocation is for good; publish another version, or use one that holds (ezkl published)",
    });
  }
}

/** The registry refused a call that was expected to pass, or the account cannot pay. */
export class RegistryTransactionError extends EzklError {
  constructor(address: string, what: string, cause: unknown) {
    super("EZKL_REGISTRY_TRANSACTION", {
      what: `the transaction failed: ${what}`,
      where: address,
      remedy: "check the account's funds, look at the entry with `npx hardhat ezkl published`, and try again",
      cause,
    });
  }
}
