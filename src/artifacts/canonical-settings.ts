import { ArtifactInvalidError } from "../errors/artifact.ts";

/**
 * The settings as one line of JSON that depends on their content only: keys sorted, `timestamp` left out (the engine stamps
 * every file it writes). Arrays keep their order: the order of `required_range_checks` changes the verifying key.
 * @param settings parsed settings, with every key that the file had
 * @throws ArtifactInvalidError when an integer is too large to have survived JSON parsing unchanged.
 */
export function canonicalSettings(settings: Readonly<Record<string, unknown>>): string {
  return write({ ...settings, timestamp: undefined }, "");
}

function write(value: unknown, path: string): string {
  if (Array.isArray(value))
    return `[${value.map((item, index) => write(item, join(path, index))).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${write(item, join(path, key))}`);
    return `{${entries.join(",")}}`;
  }
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new ArtifactInvalidError("settings", "settings", [
      { field: path, problem: `${value} is beyond 2^53` },
    ]);
  }
  return JSON.stringify(value);
}

function join(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}
