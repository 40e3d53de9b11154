export interface Sentence {
  what: string;
  remedy: string;
}

/** A value of the error by the name of its parameter. */
export type ArgumentOf = <Value = bigint>(name: string) => Value;

export type Refusals = Readonly<Record<string, (argument: ArgumentOf) => Sentence>>;

/** Where to look when the state is not what the task expected. */
export const LOOK = "look at `npx hardhat contest status`";
