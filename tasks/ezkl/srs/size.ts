import { SrsSizeError } from "../../../src/errors/srs.ts";
import { HIGHEST_K, LOWEST_K } from "../../../src/srs/format.ts";

export const K_ARGUMENT = {
  name: "k",
  description: "For circuits of 2^K rows: the settings' logrows",
} as const;

/** @throws SrsSizeError */
export function readSize(text: string): number {
  const k = /^[0-9]{1,2}$/.test(text) ? Number(text) : NaN;
  if (!(k >= LOWEST_K && k <= HIGHEST_K)) throw new SrsSizeError(text, LOWEST_K, HIGHEST_K);
  return k;
}
