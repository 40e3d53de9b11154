/** One sentence about a refusal, and what to do about it. */
export interface Sentence {
  what: string;
  remedy: string;
}

/** A value of a contract's error by the name of its parameter. */
export type ArgumentOf = <Value = bigint>(name: string) => Value;

/** Sentences by the Solidity name of the error. */
export type Refusals = Readonly<Record<string, (argument: ArgumentOf) => Sentence>>;

/** What sets one sample's tasks apart from another's, for all that they share. */
export interface Dapp {
  /** First word of its tasks (`npx hardhat contest …`), name of the option that names a contract (`--contest`), part of its errors' codes. */
  scope: string;
  /** What its contract is, in prose. */
  title: string;
  /** Name of its contract in Solidity. */
  contractName: string;
  /** Contracts that it calls and whose errors it passes on. */
  alsoErrorsOf?: readonly string[];
  /** Name of the model whose proofs it takes. */
  model: string;
  /** The task that deploys one, and its participle. */
  create: string;
  created: string;
  /** Every error that its contract, libraries or tokens answer with. */
  refusals: Refusals;
}

/** A command of the dapp. */
export function commandOf({ scope }: Pick<Dapp, "scope">, command: string): string {
  return `npx hardhat ${scope} ${command}`;
}

/** Where to look when the state is not what a task expected. */
export function lookAtStatus(dapp: Pick<Dapp, "scope">): string {
  return `look at \`${commandOf(dapp, "status")}\``;
}
