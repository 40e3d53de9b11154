import { expect } from "chai";

import { calldataGas, countEcMul, floorGas } from "../../../bench/compare/floor.ts";

describe("bench floor of the gas", () => {
  it("is the hand-computed sum of the transaction, its call data, the terms and the pairing", () => {
    // 1l_mlp in one column: 29 terms. 100 zero bytes and 2,112 others: 400 + 33,792.
    const calldata = Uint8Array.from({ length: 2_212 }, (_, index) => (index < 100 ? 0 : 0xff));
    expect(calldataGas(calldata)).to.equal(34_192);
    expect(floorGas(calldata, 29)).to.equal(21_000 + 34_192 + 178_350 + 113_000);
    expect(floorGas(new Uint8Array(), 0)).to.equal(134_000);
  });

  it("counts the calls of the multiplication precompile, and of no other", () => {
    const word = (value: number): string => `0x${value.toString(16)}`;
    const call = (address: string): { op: string; stack: string[] } => ({
      op: "STATICCALL",
      // Top last: gas, address, offset and length in, offset and length out.
      stack: ["0x40", "0x0", "0x60", "0x0", address, "0x5208"],
    });
    const steps = [
      call(word(7)),
      call("0000000000000000000000000000000000000000000000000000000000000007"),
      call(word(6)),
      call(word(8)),
      { op: "MUL", stack: ["0x7", "0x7"] },
      { op: "STATICCALL", stack: [] },
      { op: "STOP" },
    ];
    expect(countEcMul(steps)).to.equal(2);
  });
});
