import { readdirSync, readFileSync } from "node:fs";

import { expect } from "chai";

const CONTRACTS = new URL("../../contracts/", import.meta.url);
const LOW_LEVEL = /\.(?:call|staticcall|delegatecall)\b|\b(?:call|staticcall|delegatecall|callcode)\s*\(/g;
/** A plain transfer of ether carries no bytes. */
const TRANSFER = /\.call\{value: \w+\}\(""\)/g;
/** The one library that asks precompiles, and how: at an address that stands there as a number, with no way to change state. */
const ASKS_PRECOMPILES = "libraries/EzklPrecompiles.sol";
const PRECOMPILE = /\bstaticcall\((?:gas\(\)|_\w+_GAS), 0x0[5-8],/g;

const withoutComments = (source: string) => source.replace(/\/\/.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
const sourcesIn = (folder: string) =>
  readdirSync(new URL(folder, CONTRACTS), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sol"))
    .map((path) => ({
      path: `${folder}${path}`,
      source: readFileSync(new URL(folder + path, CONTRACTS), "utf8"),
    }));

describe("the contracts", () => {
  const lowLevel = (source: string, path = "") =>
    withoutComments(source)
      .replace(TRANSFER, "")
      .replace(path === ASKS_PRECOMPILES ? PRECOMPILE : /$^/, "")
      .match(LOW_LEVEL) ?? [];

  for (const folder of ["base/", "interfaces/", "libraries/", "samples/"]) {
    it(`in ${folder} make no call with bytes of their own`, () => {
      const sources = sourcesIn(folder);
      expect(sources).to.not.be.empty;
      for (const { path, source } of sources) expect(lowLevel(source, path), path).to.deep.equal([]);
    });
  }

  it("would be caught making one", () => {
    for (const call of [
      "verifier.staticcall(data)",
      "verifier.call(data)",
      "a.call{gas: 5}(data)",
      "staticcall(gas(), v, 0, n, 0, 0)",
    ]) {
      expect(lowLevel(call), call).to.not.be.empty;
    }
    for (const call of [
      "staticcall(gas(), at, 0, n, 0, 0)",
      "staticcall(gas(), 0x0a, 0, n, 0, 0)",
      "call(gas(), 0x06, 0, 0, n, 0, 0)",
    ])
      expect(lowLevel(call, ASKS_PRECOMPILES), call).to.not.be.empty;
    const asking = sourcesIn("libraries/").find(({ path }) => path === ASKS_PRECOMPILES);
    expect(lowLevel(asking?.source ?? ""), "asking a precompile elsewhere").to.not.be.empty;
    expect(sourcesIn("mocks/").flatMap(({ source }) => lowLevel(source))).to.not.be.empty;
  });
});
