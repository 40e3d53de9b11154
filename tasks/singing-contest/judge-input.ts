import type { Features } from "../../models/singing-judge/audio/features.ts";
import type { Melody } from "../../models/singing-judge/melody/melody.ts";
import type { InputData } from "../../src/pipeline/input.ts";

/** Name of the model that judges. */
export const JUDGE = "singing-judge";

const WAD = 10n ** 18n;

/** The model's inputs, in its order. */
export function judgeInput({ pitch, energy }: Features, melody: Melody): InputData {
  return [[...pitch], [...energy], [...melody]];
}

/** As the contract counts: raw / 2^scale with 18 decimals, rounded down. */
export function rawToWad(raw: bigint, scale: number): bigint {
  return (raw * WAD) >> BigInt(scale);
}
