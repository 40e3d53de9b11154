import { expect } from "chai";
import { concat, getCreateAddress, hexlify, keccak256 } from "ethers";

import { loadLines, storeLines } from "../../../src/reusable/storage.ts";
import { rawCall } from "../../helpers/call.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { connect, deployCompiled, type Connection } from "../../helpers/scorer.ts";

const LIMIT = 24_575;
const TO = 0xa0;

/** Stores its bytes when it is created and returns them from the accounts when it is called. */
const keeper = (bytes: Uint8Array) => `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
contract Keeper {
    constructor() {
        bytes memory data = hex"${hexlify(bytes).slice(2)}";
        bytes32 before_ = keccak256(data);
        assembly {
            let at
            let before
            let stored
            ${storeLines("data", bytes.length).join("\n")}
        }
        require(keccak256(data) == before_, "the bytes changed in memory");
    }
    fallback() external {
        assembly {
            ${loadLines(TO, bytes.length).join("\n")}
            return(${TO}, ${bytes.length})
        }
    }
}`;

describe("bytes kept as code of accounts", () => {
  let connection: Connection;
  before(async () => {
    connection = await connect();
  });
  after(async () => connection.close());

  for (const [size, accounts] of [
    [1, 1],
    [500, 1],
    [LIMIT, 1],
    [LIMIT + 1, 2],
    [30_000, 2],
  ] as const) {
    it(`come back: ${size} in ${accounts}`, async () => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8) + 1) & 0xff);
      const at = await deployCompiled(connection, compileSolidity(keeper(bytes), "Keeper"));
      expect(await rawCall(connection, at, "0x")).to.deep.equal({ ok: true, data: hexlify(bytes) });
      const codes = await Promise.all(
        [1, 2, 3].map(async (nonce) =>
          connection.ethers.provider.getCode(getCreateAddress({ from: at, nonce })),
        ),
      );
      expect(codes.filter((code) => code !== "0x").length).to.equal(accounts);
      expect(keccak256(codes[0]!)).to.equal(keccak256(concat(["0x00", bytes.slice(0, LIMIT)])));
      for (const code of codes) expect(code === "0x" || code.startsWith("0x00")).to.equal(true);
    });
  }
});
