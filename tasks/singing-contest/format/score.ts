import { formatUnits } from "ethers";

/** A score of the contract (1e18 is 1) in points of 100. */
export function formatPoints(score: bigint): string {
  return `${Number(formatUnits(score, 16)).toFixed(2)} points`;
}

/** The exact decimal number. */
export function exactScore(score: bigint): string {
  return formatUnits(score, 18).replace(/\.0$/, "");
}
