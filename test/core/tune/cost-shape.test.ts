import { expect } from "chai";
import fc from "fast-check";

import {
  circuitShape,
  CircuitTooLargeError,
  smallestK,
  smallestKOfOneBlock,
} from "../../../src/tune/cost/index.ts";
import { blocksFor, tableColumns, usableRows } from "../../../src/tune/cost/columns.ts";
import { einsumSize } from "../../../src/tune/cost/einsums.ts";
import { lookupArguments, lookupDegree } from "../../../src/tune/cost/lookups.ts";
import { packSelectors, type Selector } from "../../../src/tune/cost/selectors.ts";
import type { CircuitFacts } from "../../../src/tune/facts.ts";

const FACTS: CircuitFacts = {
  engine: "21.0.0",
  k: 10,
  innerColumns: 1,
  rows: 700,
  assignments: 700,
  constants: 20,
  lookups: [],
  lookupRange: [-1000, 1000],
  rangeChecks: [
    [0, 127],
    [-1, 1],
  ],
  dynamicLookups: { count: 0, cells: 0 },
  shuffles: { count: 0, cells: 0 },
  einsums: [],
  instances: 4,
  hashes: 0,
  hashRows: 0,
  decompBase: 128,
  decompLegs: 4,
};

const k = fc.integer({ min: 6, max: 16 });
const cells = fc.integer({ min: 0, max: 20_000 });
const columns = fc.integer({ min: 1, max: 6 });

describe("shape of a circuit", () => {
  it("has room for every cell, and a block more only when the ones before are full", () => {
    fc.assert(
      fc.property(cells, columns, k, (count, wide, logRows) => {
        const blocks = blocksFor(count, wide, logRows);
        const room = wide * usableRows(logRows);
        expect(blocks * room).to.be.at.least(count);
        // Each block but the first repeats a cell of the one before.
        expect((blocks - 1) * room).to.be.at.most(count + blocks);
      }),
    );
  });

  it("splits a table when it is longer than a column: 8 rows below 2^k", () => {
    fc.assert(
      fc.property(k, (logRows) => {
        const room = 2 ** logRows - 8;
        expect(tableColumns([0, room - 1], logRows)).to.equal(1);
        expect(tableColumns([-1, room - 1], logRows)).to.equal(2);
      }),
    );
  });

  it("never grows with k", () => {
    fc.assert(
      fc.property(cells, columns, k, (count, wide, logRows) => {
        const facts = { ...FACTS, assignments: count, innerColumns: wide };
        fc.pre(logRows >= smallestK(facts));
        const [small, large] = [logRows, logRows + 1].map((each) => circuitShape({ ...facts, k: each }));
        for (const figure of [
          "advice",
          "lookups",
          "permutationColumns",
          "evaluations",
          "commitments",
        ] as const) {
          expect(large![figure], figure).to.be.at.most(small![figure]);
        }
      }),
    );
  });

  it("puts all permutation columns in chunks of degree - 2, and no chunk stays empty", () => {
    fc.assert(
      fc.property(cells, columns, k, (count, wide, logRows) => {
        const facts = { ...FACTS, assignments: count, innerColumns: wide, k: logRows };
        fc.pre(logRows >= smallestK(facts));
        const { permutationColumns, permutationChunks, degree } = circuitShape(facts);
        expect(permutationChunks * (degree - 2)).to.be.at.least(permutationColumns);
        expect((permutationChunks - 1) * (degree - 2)).to.be.below(permutationColumns);
      }),
    );
  });

  it("is refused when instances, hashes or cells have no room, and smallestK is the first k where they have", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (instances, hashRows, assignments) => {
          const facts = { ...FACTS, instances, hashRows, assignments };
          const first = smallestK(facts);
          circuitShape({ ...facts, k: first });
          if (first > 6) {
            expect(() => circuitShape({ ...facts, k: first - 1 })).to.throw(CircuitTooLargeError);
          }
        },
      ),
    );
  });

  it("is one block without split tables from smallestKOfOneBlock on, and not below", () => {
    fc.assert(
      fc.property(cells, columns, fc.integer({ min: 2, max: 20_000 }), (count, wide, base) => {
        const facts: CircuitFacts = {
          ...FACTS,
          assignments: count,
          innerColumns: wide,
          rangeChecks: [[0, base - 1]],
        };
        const whole = (logRows: number): boolean =>
          circuitShape({ ...facts, k: logRows }).blocks === 1 && tableColumns([0, base - 1], logRows) === 1;
        const first = smallestKOfOneBlock(facts);
        expect(whole(first)).to.equal(true);
        if (first > smallestK(facts)) expect(whole(first - 1)).to.equal(false);
      }),
    );
  });
});

describe("packing of selectors", () => {
  const selector = (degree: number, lane = "one", crowded = false): Selector => ({
    degree,
    lane,
    crowded,
    gates: 1,
    products: 0,
    idle: false,
  });

  it("fills a column with gates until their degree would pass the circuit's", () => {
    // Three products of degree 3 and room for degree 5: 3 + 2 - 1 more.
    expect(
      packSelectors(
        [3, 3, 3].map((degree) => selector(degree)),
        5,
      ).columns,
    ).to.equal(1);
    expect(
      packSelectors(
        [3, 3, 3, 3].map((degree) => selector(degree)),
        5,
      ).columns,
    ).to.equal(2);
    expect(
      packSelectors(
        [2, 2, 2, 2].map((degree) => selector(degree)),
        5,
      ).columns,
    ).to.equal(1);
  });

  it("gives selectors of lookups, and those on in the same row, columns of their own", () => {
    expect(packSelectors([selector(0), selector(0)], 5).columns).to.equal(2);
    expect(packSelectors([selector(2, "a", true), selector(2, "b", true)], 5).columns).to.equal(2);
    expect(packSelectors([selector(2, "a", true), selector(2, "a", true)], 5).columns).to.equal(1);
  });

  it("never needs more columns than there are selectors, nor fewer than the degree allows", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 5 }), { maxLength: 30 }), (degrees) => {
        const { columns: found } = packSelectors(
          degrees.map((degree) => selector(degree)),
          6,
        );
        expect(found).to.be.at.most(degrees.length);
        expect(found).to.be.at.least(Math.ceil(degrees.length / 5));
      }),
    );
  });
});

describe("lookup arguments", () => {
  it("have one input each at their own degree, and more when the circuit's leaves room", () => {
    const lookup = { tables: 2, inputs: 6, tableDegree: 1, inputDegree: 2 };
    expect(lookupDegree(lookup)).to.equal(5);
    expect([5, 6, 7, 8, 9].map((degree) => lookupArguments(lookup, degree))).to.deep.equal([12, 12, 6, 6, 4]);
  });
});

describe("size of einsum checks", () => {
  it("folds the output, then each input, axis by axis", () => {
    // Output mn: 8*8 + 8. Input mk with m: 8*8; kn with n: 8*8; k: 8.
    const matrices = { equation: "mk,kn->mn", axes: { m: 8, k: 8, n: 8 } };
    expect(einsumSize([matrices])).to.deep.equal({ cells: 72 + 64 + 64 + 8, outputAxes: 2 });
  });

  it("multiplies inputs that share an output axis, and leaves out axes of length 1", () => {
    // Output ab: 8*8 + 8. Pairwise abc: 320; with a: 320; with b: 40; c: 5.
    const elements = { equation: "abc,abc->ab", axes: { a: 8, b: 8, c: 5 } };
    expect(einsumSize([elements])).to.deep.equal({ cells: 72 + 320 + 320 + 40 + 5, outputAxes: 2 });
    const flat = { equation: "zmk,kn->zmn", axes: { z: 1, m: 2, k: 3, n: 2 } };
    expect(einsumSize([flat]).outputAxes).to.equal(2);
  });
});
