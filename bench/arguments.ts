import { ArgumentType } from "hardhat/types/arguments";

/** An option that may be left out. */
export function textOption<Name extends string>(name: Name, description: string) {
  return {
    name,
    description,
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  } as const;
}

export function numberOption<Name extends string>(name: Name, description: string, defaultValue: number) {
  return { name, description, type: ArgumentType.INT, defaultValue } as const;
}

export const ONLY_OPTION = textOption("only", "Names of models, comma-separated");
export const RUNS_OPTION = numberOption("runs", "Measurements of each side; the median counts", 3);
