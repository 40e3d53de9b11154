import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import hre, { network } from "hardhat";

import { EzklError } from "../../src/errors/base.ts";
import { sha256 } from "../../src/pipeline/files.ts";
import { hardenVerifier } from "../../src/verifier/index.ts";
import { openMeter, type OpenMeter } from "../../tasks/evm/meter.ts";
import { verifyCall } from "../helpers/calldata.ts";
import { compileSolidity } from "../helpers/compile.ts";
import { deployCompiled } from "../helpers/scorer.ts";
import { loadEngineSource, loadProof } from "../helpers/vectors.ts";

/** Twice what a chain stores. */
const LARGE_BYTES = 50_000;

describe("the meter of verifiers", function () {
  this.timeout(60_000);
  const contractName = "MeteredVerifier";
  const { proof, instances } = loadProof("scorer", "alice-1");
  const calldata = verifyCall(proof, instances) as `0x${string}`;
  const { source } = hardenVerifier(loadEngineSource("scorer"), {
    model: "scorer",
    engineVersion: "21.0.0",
    contractName,
  });
  let meter: OpenMeter;

  before(() => {
    meter = openMeter(hre);
  });
  after(async () => meter.close());

  it("finds the gas, size and deployment gas that a plain compile and other chain give", async function () {
    // What --coverage adds to every source that Hardhat compiles costs gas and bytes.
    if (hre.globalOptions.coverage) this.skip();
    const found = await meter.measure({ source, contractName, calldata });
    const compiled = compileSolidity(source, contractName);
    const connection = await network.create({ network: "default", override: { hardfork: "osaka" } });
    const to = await deployCompiled(connection, compiled);
    const [sender] = await connection.ethers.getSigners();
    const gas = async (request: { to?: string; data: string }) =>
      (await (await sender!.sendTransaction(request)).wait())!.gasUsed;
    expect(found.accepted).to.equal(true);
    expect(found.verifierBytes).to.equal((compiled.runtime.length - 2) / 2);
    expect(found.gas).to.equal(Number(await gas({ to, data: calldata })));
    // The metadata hash is of other paths: 32 bytes of code whose calldata may cost 12 gas a byte more or less.
    expect(Math.abs(found.deployGas - Number(await gas({ data: compiled.bytecode })))).to.be.lessThan(400);
    await connection.close();
  });

  it("tells that a proof is refused, and leaves no source behind", async () => {
    const other = instances.map((felt, index) => (index === 0 ? felt + 1n : felt));
    const wrong = verifyCall(proof, other) as `0x${string}`;
    const found = await meter.measure({ source, contractName, calldata: wrong });
    expect(found).to.include({ accepted: false, gas: 0 });
    const left = await readdir(join(hre.config.paths.cache, "ezkl", "measured"));
    expect(left).to.not.contain(`${sha256(source)}.sol`);
  });

  it("does not take any answer but true for a yes", async () => {
    const liar = `pragma solidity ^0.8.0; contract Liar {
      function verifyProof(bytes calldata, uint256[] calldata) external pure returns (uint256) { return 2; } }`;
    const found = await meter.measure({ source: liar, contractName: "Liar", calldata });
    expect(found.accepted).to.equal(false);
  });

  it("measures code that no chain would store", async () => {
    const large = `pragma solidity ^0.8.0; contract Large {
      function verifyProof(bytes calldata, uint256[] calldata) external pure returns (bool) {
        bytes memory filler = hex"${"5b".repeat(LARGE_BYTES)}";
        return filler.length > 0; } }`;
    const found = await meter.measure({ source: large, contractName: "Large", calldata });
    expect(found.accepted).to.equal(true);
    expect(found.verifierBytes).to.be.greaterThan(LARGE_BYTES);
  });

  for (const [what, text] of [
    ["a source that does not compile", "pragma solidity ^0.8.0; contract Broken { function }"],
    ["one for a compiler that the project does not have", "pragma solidity 0.4.11; contract Broken {}"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const error = await meter.measure({ source: text, contractName: "Broken", calldata }).then(
        () => undefined,
        (caught: unknown) => caught,
      );
      expect(error).to.be.instanceOf(EzklError).with.property("code", "EZKL_SOURCE_NOT_COMPILED");
    });
  }
});
