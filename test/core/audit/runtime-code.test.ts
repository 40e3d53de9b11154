import { expect } from "chai";
import { id } from "ethers";

import { indirectionOf, PROXY_SLOTS } from "../../../src/audit/proxy.ts";
import { compareCode, holdsWord, ownerOf, solcOf } from "../../../src/audit/runtime-code.ts";
import { readVerifierFacts } from "../../../src/verifier/index.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { hardenedVerifier } from "../../helpers/scorer.ts";
import { loadEngineSource } from "../../helpers/vectors.ts";

const NO_SLOTS = Object.fromEntries(Object.keys(PROXY_SLOTS).map((name) => [name, "0x0"])) as Record<
  keyof typeof PROXY_SLOTS,
  string
>;

describe("code on chain against code that was built", function () {
  this.timeout(60_000);
  const { negSG2 } = readVerifierFacts(loadEngineSource("scorer"));
  const own = hardenedVerifier("scorer").runtime;
  const compare = (onChain: string) => compareCode(onChain, own, negSG2);

  it("tells one changed weight from another SRS and another compiler", () => {
    expect(compare(own)).to.equal("same");
    expect(compare(hardenedVerifier("scorer-reweighted").runtime)).to.equal("other-key");
    expect(compare(hardenedVerifier("scorer-other-srs").runtime)).to.equal("other-srs");
    expect(compare(`${own.slice(0, 100)}00${own.slice(102)}`)).to.equal("other-compiler");
    expect(compare("0x600160005260206000f3")).to.equal("other-code");
  });

  it("does not take another compiler's name in the metadata for chance", () => {
    expect(solcOf(own)).to.equal("0.8.30");
    const renamed = own.replace("64736f6c634300081e", "64736f6c634300081d");
    expect(solcOf(renamed)).to.equal("0.8.29");
    expect(compare(renamed)).to.equal("other-compiler");
  });

  it("knows whose verifier it is by its constants", () => {
    const sources = Object.fromEntries(
      ["scorer-foreign", "scorer"].map((name) => [name, loadEngineSource(name)]),
    );
    expect(ownerOf(own, sources)).to.equal("scorer");
    expect(ownerOf("0x600160005260206000f3", sources)).to.equal(undefined);
  });

  it("finds a constant that begins with zeros, as the compiler shortens it", () => {
    const word = `0x0000${"ab".repeat(30)}`;
    const source = `contract C { function f() external pure returns (uint256) { return ${word}; } }`;
    const { runtime } = compileSolidity(`pragma solidity ^0.8.28; ${source}`, "C");
    expect(runtime).to.not.contain(word.slice(2));
    expect(holdsWord(runtime, word)).to.equal(true);
    expect(holdsWord(runtime, `0x0000${"ac".repeat(30)}`)).to.equal(false);
  });

  it("knows the storage slots of proxies by their names", () => {
    for (const [name, slot] of Object.entries(PROXY_SLOTS)) {
      const word = BigInt(id(`eip1967.proxy.${name.split(" ")[1]}`)) - 1n;
      expect(BigInt(slot), name).to.equal(word);
    }
    expect(indirectionOf(own, NO_SLOTS)).to.deep.equal({ kind: "none" });
  });
});
