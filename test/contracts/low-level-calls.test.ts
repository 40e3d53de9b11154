import { readdirSync, readFileSync } from "node:fs";

import { expect } from "chai";

const CONTRACTS = new URL("../../contracts/", import.meta.url);
const LOW_LEVEL = /\.(?:call|staticcall|delegatecall)\b|\b(?:call|staticcall|delegatecall|callcode)\s*\(/g;
/** A plain transfer of ether carries no bytes. */
const TRANSFER = /\.call\{value: \w+\}\(""\)/g;

const withoutComments = (source: string) => source.replace(/\/\/.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
const sourcesIn = (folder: string) =>
  readdirSync(new URL(folder, CONTRACTS), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sol"))
    .map((path) => ({
      path: `${folder}${path}`,
      source: readFileSync(new URL(folder + path, CONTRACTS), "utf8"),
    }));

describe("the contracts", () => {
  const lowLevel = (source: string) => withoutComments(source).replace(TRANSFER, "").match(LOW_LEVEL) ?? [];

  for (const folder of ["base/", "interfaces/", "libraries/", "samples/"]) {
    it(`in ${folder} make no call with bytes of their own`, () => {
      const sources = sourcesIn(folder);
      expect(sources).to.not.be.empty;
      for (const { path, source } of sources) expect(lowLevel(source), path).to.deep.equal([]);
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
    expect(sourcesIn("mocks/").flatMap(({ source }) => lowLevel(source))).to.not.be.empty;
  });
});
