import { expect } from "chai";
import fc from "fast-check";

import { runs } from "../../../helpers/share.ts";
import {
  feeShares,
  leastFor,
  maxWithdraw,
  mostFor,
  partsDown,
  partsUp,
  sharesFor,
  sharesTaken,
  worth,
} from "../../../helpers/trading-vault-model.ts";
import { VIRTUAL } from "../../../helpers/trading-vault.ts";

/** Amounts from one unit to more than there is of anything, evenly over their sizes. */
const amounts = (most: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.bigInt({ min: 0n, max: 2n ** 64n }))
    .map(([bits, salt]) => (((1n << BigInt(bits)) | 1n) * (2n ** 64n + salt)) >> 65n);
const held = fc.record({
  stable: amounts(100),
  risk: amounts(100),
  total: amounts(120).map((shares) => shares + VIRTUAL),
});
const quotes = fc.record({
  stable: amounts(120).map((price) => price + 1n),
  risk: fc.integer({ min: 14, max: 26 }).map((digits) => 10n ** BigInt(digits)),
  slippage: fc.bigInt({ min: 1n, max: 300n }),
});

/** The model of the rules that the contract is compared with, at any holdings and prices, dust and riches. */
describe("Rounding in the trading vault", () => {
  const check = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns: runs(20_000, 3_000) });

  it("leaves a deposit enough for the parts of its shares at the worst price", () => {
    check(
      fc.property(held, quotes, amounts(110), (held, quote, assets) => {
        const shares = sharesFor(held, quote, assets);
        if (shares === 0n) return;
        const parts = partsUp(held, shares);
        expect(parts.stable + mostFor(quote, parts.risk) <= assets).to.equal(true);
      }),
    );
  });

  it("has a withdrawal sell enough at the worst price", () => {
    check(
      fc.property(held, quotes, amounts(110), (held, quote, assets) => {
        if (held.stable === 0n && leastFor(quote, held.risk) === 0n) return;
        const parts = partsDown(held, sharesTaken(held, quote, assets));
        expect(parts.stable + leastFor(quote, parts.risk) >= assets).to.equal(true);
      }),
    );
  });

  it("lets everybody withdraw to the limit", () => {
    check(
      fc.property(held, quotes, fc.double({ min: 0, max: 1, noNaN: true }), (held, quote, part) => {
        const shares = ((held.total - VIRTUAL) * BigInt(Math.floor(part * 1e9))) / 10n ** 9n;
        const most = maxWithdraw(held, quote, shares);
        if (most > 0n) expect(sharesTaken(held, quote, most) <= shares).to.equal(true);
      }),
    );
  });

  it("never lets shares come and go with a gain, in either asset", () => {
    check(
      fc.property(held, amounts(120), (held, shares) => {
        const parts = partsUp(held, shares);
        const after = {
          stable: held.stable + parts.stable,
          risk: held.risk + parts.risk,
          total: held.total + shares,
        };
        const back = partsDown(after, shares);
        expect(back.stable <= parts.stable && back.risk <= parts.risk).to.equal(true);
      }),
    );
  });

  it("never pays a keeper more than the fee, nor than a basis point", () => {
    check(
      fc.property(held, quotes, amounts(110), (held, quote, keeperFee) => {
        const nav = held.stable + worth(quote, held.risk);
        const shares = feeShares(held, quote, keeperFee);
        const paid = (shares * nav) / (held.total + shares);
        expect(paid <= keeperFee && paid <= nav / 10_000n).to.equal(true);
      }),
    );
  });
});
