import { ArgumentType } from "hardhat/types/arguments";

/** `--json`, on every task. */
export const JSON_FLAG = { name: "json", description: "Print the result as JSON" } as const;

export const SKIP_PREFLIGHT_FLAG = {
  name: "skipPreflight",
  description: "Begin even where disk or memory seem too small",
} as const;

export const MODEL_ARGUMENT = { name: "model", description: "Name of the model" } as const;

/** An option that takes a text and may be left out. */
export function optionalText<const Name extends string>(name: Name, description: string) {
  return { name, description, type: ArgumentType.STRING_WITHOUT_DEFAULT, defaultValue: undefined } as const;
}

/** What an option that takes several texts was given. */
export function commaSeparated(given: string | undefined): string[] {
  return (given ?? "").split(",").filter((part) => part !== "");
}

/** Of the tasks that work with a model registry. */
export const REGISTRY_OPTION = optionalText(
  "registry",
  "Address of the model registry; default: the one on record, made by publish --new-registry",
);

export const PUBLISHER_OPTION = optionalText(
  "publisher",
  "Account that published the model; default: the network's first account",
);

export const PUBLISHED_ARGUMENT = {
  name: "model",
  description: "Name of the model, or its id in the registry (0x and 32 bytes)",
} as const;
