import { z } from "zod";

/** What the vault tells about one epoch's trade; amounts in units. */
export const rebalancedSchema = z.object({
  epoch: z.bigint(),
  keeper: z.string(),
  targetPercent: z.bigint(),
  /** What the trade changed of the vault's tokens. */
  stableDelta: z.bigint(),
  riskDelta: z.bigint(),
  /** The oracle's, with the feed's decimals. */
  price: z.bigint(),
  /** New shares of the keeper. */
  feeShares: z.bigint(),
});

export type Rebalanced = z.infer<typeof rebalancedSchema>;
