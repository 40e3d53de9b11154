import { expect } from "chai";

import { withPtau } from "../../../src/srs/ptau.ts";
import { refuses } from "../pipeline/refuses.ts";
import { useFolder } from "./folder.ts";
import { madeHeader, madePtau, madeSections, type MadeSection } from "./made-setup.ts";

const sections = madeSections(5n, 2);
const BLS12_381_FIELD = BigInt(
  "0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab",
);

/** The sections with one replaced. */
function but(id: number, content: (old: Buffer) => Buffer): MadeSection[] {
  return sections.map(([number, old]) => [number, number === id ? content(old) : old]);
}

const good = madePtau(sections);
const bls = Buffer.alloc(4 + 48 + 8);
bls.writeUInt32LE(48);
Buffer.from(BLS12_381_FIELD.toString(16).padStart(96, "0"), "hex").reverse().copy(bls, 4);
bls.writeUInt32LE(2, 52);
bls.writeUInt32LE(2, 56);

const damaged: [what: string, file: Uint8Array][] = [
  ["is empty", Buffer.alloc(0)],
  ["is something else", Buffer.from("PK\x03\x04 and so on, and on")],
  ["is of another version", madePtau(sections, "ptau", 2n)],
  [
    "claims a million sections",
    Buffer.concat([good.subarray(0, 8), Buffer.from("40420f00", "hex"), good.subarray(12)]),
  ],
  ["is cut short in its table", good.subarray(0, 20)],
  ["is cut short in its last section", good.subarray(0, -1)],
  ["has a byte too many", Buffer.concat([good, Buffer.alloc(1)])],
  ["has a section twice", madePtau([...sections, ...sections.slice(1, 2)])],
  ["has no header", madePtau(sections.slice(1))],
  ["has a short header", madePtau(but(1, (old) => old.subarray(0, -4)))],
  ["is of BLS12-381", madePtau(but(1, () => bls))],
  ["is of a field of the same length", madePtau(but(1, () => madeHeader(2, 2, 2n ** 255n - 19n)))],
  ["says another power than its sections have", madePtau(but(1, () => madeHeader(3)))],
  ["says power 0", madePtau(but(1, () => madeHeader(0, 2)))],
  ["says power 29", madePtau(but(1, () => madeHeader(29, 29)))],
  ["has more powers than its ceremony", madePtau(but(1, () => madeHeader(2, 1)))],
  ["has too few powers in G1", madePtau(but(2, (old) => old.subarray(64)))],
  ["has too few powers in G2", madePtau(but(3, (old) => old.subarray(128)))],
  ["has too few Lagrange points", madePtau(but(12, (old) => old.subarray(64)))],
  ["has no powers in G2", madePtau(sections.filter(([id]) => id !== 3))],
];

describe("a .ptau file", () => {
  const folder = useFolder();
  const read = async (file: Uint8Array): Promise<unknown> =>
    withPtau(await folder.write("x.ptau", file), async ({ power }) => Promise.resolve(power));

  it("is read", async () => {
    expect(await read(good)).to.equal(2);
  });

  for (const [what, file] of damaged) {
    it(`EZKL_PTAU_INVALID: it ${what}`, async () => {
      const { where } = await refuses("EZKL_PTAU_INVALID", async () => read(file));
      expect(where).to.contain("x.ptau");
    });
  }

  it("EZKL_PTAU_UNPREPARED: it has no Lagrange points", async () => {
    await refuses("EZKL_PTAU_UNPREPARED", async () => read(madePtau(sections.slice(0, 3))));
  });
});
