import { expect } from "chai";
import fc from "fast-check";

import type { TableFunction } from "../../../src/circuit/op.ts";
import { applyFunction } from "../../../src/envelope/element-functions.ts";
import { scanTable } from "../../../src/envelope/table-windows.ts";

const TABLES: TableFunction[] = [
  { name: "sigmoid", scale: 16 },
  { name: "sin", scale: 4 },
  { name: "hardSwish", scale: 8 },
  { name: "div", denominator: 3 },
  { name: "isOdd" },
];

describe("how far a table's answers lie apart", () => {
  it("is what comparing all pairs gives", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TABLES),
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 0, max: 90 }),
        (table, from, width, gap) => {
          const entries = Array.from({ length: width + 1 }, (_, i) =>
            applyFunction({ name: "table", table }, from + i),
          );
          let variation = 0;
          entries.forEach((a, i) => {
            for (const b of entries.slice(i + 1, i + gap + 1))
              variation = Math.max(variation, Math.abs(a - b));
          });
          const expected = { low: Math.min(...entries), high: Math.max(...entries), variation };
          // Where an entry sits on a rounding edge, the scan may count one more.
          const scanned = scanTable(table, from, from + width, gap);
          expect(scanned.low).to.be.within(expected.low - 1, expected.low);
          expect(scanned.high).to.be.within(expected.high, expected.high + 1);
          expect(scanned.variation).to.be.within(
            expected.variation,
            expected.variation + (gap === 0 ? 0 : 1),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("counts both roundings of an entry on the edge, because libraries differ in the last digits", () => {
    // sigmoid(0) is 0.5 at scale 1; the entry is 1 here and 0 for an engine whose exp(0) is a little more than 1.
    expect(scanTable({ name: "sigmoid", scale: 1 }, 0, 0, 1)).to.deep.equal({
      low: 0,
      high: 1,
      variation: 1,
    });
    expect(scanTable({ name: "sigmoid", scale: 1 }, 0, 0, 0).variation).to.equal(0);
  });

  it("is unlimited over ranges that are not scanned", () => {
    expect(scanTable({ name: "isOdd" }, 0, Infinity, 1).variation).to.equal(Infinity);
    expect(scanTable({ name: "isOdd" }, 0, 2 ** 30, 1).variation).to.equal(Infinity);
  });
});
