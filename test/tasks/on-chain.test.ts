import { expect } from "chai";
import { keccak256 } from "ethers";

import { EzklError } from "../../src/errors/base.ts";
import { askVerifier } from "../../tasks/on-chain.ts";
import { deployMock } from "../helpers/mock-verifiers.ts";
import { connect, deployCompiled, hardenedVerifier, type Connection } from "../helpers/scorer.ts";
import { loadProof } from "../helpers/vectors.ts";

describe("asking a deployed verifier", () => {
  const recorded = loadProof("scorer", "alice-1");
  const proof = { proof: recorded.proof as `0x${string}`, instances: recorded.instances };
  const compiled = hardenedVerifier("scorer");
  const codeHash = keccak256(compiled.runtime);
  let connection: Connection;
  let address: string;

  before(async () => {
    connection = await connect();
    address = await deployCompiled(connection, compiled);
  });
  after(async () => connection.close());

  it("tells that it accepts, and the gas", async () => {
    const verdict = await askVerifier(connection, address, codeHash, proof);
    expect(verdict).to.include({ accepted: true, codeMatches: true, chainId: 31337n, address, reason: null });
    expect(verdict.gas > 300_000n).to.equal(true);
  });

  it("tells that it refuses another statement", async () => {
    const instances = proof.instances.map((felt, index) => (index === 0 ? felt + 1n : felt));
    const verdict = await askVerifier(connection, address, codeHash, { ...proof, instances });
    expect(verdict).to.include({ accepted: false, codeMatches: true, gas: 0n, reason: "the call reverted" });
  });

  it("does not believe a contract that is not the build's verifier", async () => {
    const always = await deployMock(connection, "AlwaysTrueVerifier");
    const verdict = await askVerifier(connection, always, codeHash, proof);
    expect(verdict).to.include({ accepted: false, codeMatches: false });
  });

  it("refuses an address without code, and what is no address", async () => {
    const empty = `0x${"11".repeat(20)}`;
    for (const wrong of [empty, "0x12"]) {
      const error: unknown = await askVerifier(connection, wrong, codeHash, proof).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(EzklError).with.property("code", "EZKL_INPUT_INVALID");
    }
  });
});
