import { readFileSync } from "node:fs";

import { AssertionError, expect } from "chai";
import { makeError, type Contract } from "ethers";
import { network } from "hardhat";

import { parseSettings } from "../../src/artifacts/settings.ts";
import { decodeStatement } from "../../src/statement/decode.ts";
import { layoutOf } from "../../src/statement/layout.ts";
import "../../tasks/testing/index.ts";
import { connect, deployCompiled, hardenedVerifier, type Connection } from "../helpers/scorer.ts";
import { loadProof, type RecordedProof } from "../helpers/vectors.ts";

const EIP_170 = 0x6000;

/** What a matcher throws or rejects with; fails when it does neither. */
async function failureOf(assertion: () => unknown): Promise<Error> {
  try {
    await assertion();
  } catch (error) {
    return error as Error;
  }
  return expect.fail("the matcher passes");
}

/** Expects an assertion's own failure, whose message has `text`. */
async function fails(assertion: () => unknown, text: string): Promise<void> {
  const error = await failureOf(assertion);
  expect(error).to.be.instanceOf(AssertionError);
  expect(error.message).to.include(text);
}

/** Expects an error that is no assertion's: the matcher has let it through. */
async function letsThrough(assertion: () => unknown, text: string): Promise<void> {
  const error = await failureOf(assertion);
  expect(error).to.not.be.instanceOf(AssertionError);
  expect(error.message).to.include(text);
}

const valid = loadProof("scorer", "alice-1");
const forged: Record<string, Pick<RecordedProof, "proof" | "instances">> = {
  "a moved instance": { ...valid, instances: valid.instances.with(0, (valid.instances[0] ?? 0n) + 1n) },
  "an instance too many": { ...valid, instances: [...valid.instances, 0n] },
  "a flipped bit": { ...valid, proof: valid.proof.slice(0, -1) + (valid.proof.endsWith("0") ? "1" : "0") },
  "no bytes": { ...valid, proof: "0x" },
  "another proof's bytes": { ...valid, proof: loadProof("scorer", "bob-1").proof },
  "another circuit": loadProof("scorer-foreign", "alice-1"),
};

describe("matchers of proofs on a contract", () => {
  let connection: Connection;
  let verifier: Contract;

  const at = (address: string) =>
    new connection.ethers.Contract(address, hardenedVerifier("scorer").abi, connection.ethers.provider);

  before(async () => {
    connection = await connect();
    verifier = at(await deployCompiled(connection, hardenedVerifier("scorer")));
  });

  it("verifyOn passes for recorded proofs, and beRejectedBy fails for them", async () => {
    for (const name of ["alice-1", "alice-1-again", "alice-3-negative", "bob-1"]) {
      const proof = loadProof("scorer", name);
      await expect(proof).to.verifyOn(verifier);
      await fails(() => expect(proof).to.beRejectedBy(verifier), "and it accepts it");
    }
  });

  for (const [title, proof] of Object.entries(forged)) {
    it(`beRejectedBy passes for ${title}, and verifyOn fails for it`, async () => {
      await expect(proof).to.beRejectedBy(verifier);
      await fails(() => expect(proof).to.verifyOn(verifier), "and it refuses it");
    });
  }

  it("takes a verifier that returns false for one that refuses", async () => {
    const refusing = await connection.ethers.deployContract("AlwaysFalseVerifier");
    await expect(valid).to.beRejectedBy(refusing);
    await fails(() => expect(valid).to.verifyOn(refusing), "and it refuses it");
  });

  it("takes a custom error of the verifier for a refusal", async () => {
    const permissive = await connection.ethers.deployContract("PermissiveVerifier");
    await expect(valid).to.verifyOn(permissive);
    await expect({ ...valid, proof: "0x" }).to.beRejectedBy(permissive);
  });

  it("takes the error that ethers makes of a node's revert for a refusal", async () => {
    const error = makeError("no data", "CALL_EXCEPTION", {
      action: "call",
      data: "0x",
      reason: null,
      transaction: { to: null, data: "0x" },
      invocation: null,
      revert: null,
    });
    const refusing = { getFunction: () => ({ staticCall: () => Promise.reject(error) }) };
    await expect(valid).to.beRejectedBy(refusing);
    await fails(() => expect(valid).to.verifyOn(refusing), "and it refuses it");
  });

  it("takes neither an address without code nor an empty answer for a refusal", async () => {
    const silent = at(await (await connection.ethers.deployContract("SilentVerifier")).getAddress());
    for (const other of [at(`0x${"77".repeat(20)}`), silent]) {
      for (const assertion of [
        () => expect(valid).to.beRejectedBy(other),
        () => expect(valid).to.verifyOn(other),
      ]) {
        expect(await failureOf(assertion)).to.not.be.instanceOf(AssertionError);
      }
    }
  });

  it("lets errors through that are no verifier's answer", async () => {
    const wrongType = { ...valid, instances: [-1n] };
    const lost = {
      getFunction: () => ({ staticCall: () => Promise.reject(new Error("socket hang up")) }),
    };
    await letsThrough(() => expect(wrongType).to.beRejectedBy(verifier), "value out-of-bounds");
    await letsThrough(() => expect(wrongType).to.verifyOn(verifier), "value out-of-bounds");
    await letsThrough(() => expect(valid).to.beRejectedBy(lost), "socket hang up");
    await letsThrough(() => expect(valid).to.verifyOn(lost), "socket hang up");
  });

  it("cannot be negated, whatever the verifier says", async () => {
    for (const proof of [valid, { ...valid, proof: "0x" }]) {
      await fails(() => expect(proof).to.not.verifyOn(verifier), "cannot be negated");
      await fails(() => expect(proof).to.not.beRejectedBy(verifier), "cannot be negated");
    }
  });

  it("refuses what is no proof or no verifier", async () => {
    for (const proof of [undefined, null, valid.proof, {}, { proof: valid.proof }, { ...valid, proof: 7 }]) {
      await fails(() => expect(proof).to.verifyOn(verifier), "needs a proof");
      await fails(() => expect(proof).to.beRejectedBy(verifier), "needs a proof");
    }
    for (const other of [undefined, null, {}, await verifier.getAddress()]) {
      await fails(() => expect(valid).to.verifyOn(other), "must be a contract");
      await fails(() => expect(valid).to.beRejectedBy(other), "must be a contract");
    }
  });
});

describe("matcher of a statement", () => {
  const settingsFile = new URL("../vectors/scorer/settings.json", import.meta.url);
  const value = (name: string, elementType: string, size: number) => ({
    name,
    elementType,
    shape: [1, size],
  });
  const layout = layoutOf({
    model: "scorer",
    settings: parseSettings(readFileSync(settingsFile, "utf8"), "settings.json"),
    signature: {
      irVersion: 8,
      opset: 13,
      nodeCount: 6,
      opTypes: [],
      inputs: [value("features", "float32", 3), value("ezkl_context", "int64", 6)],
      outputs: [value("scores", "float32", 2), value("ezkl_context_out", "int64", 6)],
    },
    context: true,
  });
  const decoded = (name: string) => {
    const { outputs, instances } = loadProof("scorer", name);
    return { outputs, proof: { statement: decodeStatement(layout, instances) } };
  };

  it("passes for the numbers that the engine decodes, of either sign", () => {
    for (const name of ["alice-1", "alice-3-negative"]) {
      const { proof, outputs } = decoded(name);
      expect(outputs.some((output) => output < 0)).to.equal(true);
      expect(proof).to.decodeTo("scores", outputs);
    }
  });

  it("fails for any other number, order or count", async () => {
    const { proof, outputs } = decoded("alice-1");
    const [first = 0, second = 0] = outputs;
    for (const other of [
      [first + 2 ** -8, second],
      [first, -second],
      [second, first],
      [first],
      [first, second, 0],
      [],
    ]) {
      await fails(() => expect(proof).to.decodeTo("scores", other), "expected scores to decode to");
    }
    await fails(() => expect(proof).to.decodeTo("scores", first), "expected scores to decode to");
    await fails(() => expect(proof).to.decodeTo("scores", [NaN, NaN], 1), "expected scores to decode to");
  });

  it("holds every element to the tolerance, its end included", async () => {
    const { proof, outputs } = decoded("alice-1");
    const moved = outputs.map((output) => output + 0.5);
    expect(proof).to.decodeTo("scores", moved, 0.5);
    await fails(() => expect(proof).to.decodeTo("scores", moved, 0.49), "(±0.49)");
    const [first = 0, ...rest] = moved;
    await fails(() => expect(proof).to.decodeTo("scores", [first + 0.5, ...rest], 0.5), "(±0.5)");
  });

  it("takes one number for a tensor of one element", async () => {
    const proof = { statement: { allocation: { raw: -3n, scale: 2 } } };
    expect(proof).to.decodeTo("allocation", -0.75);
    await fails(() => expect(proof).to.decodeTo("allocation", 0.75), "and it is -0.75");
  });

  it("names what there is when a number is not there", async () => {
    const { proof } = decoded("alice-1");
    for (const name of ["score", "context", "toString", "__proto__"]) {
      await fails(() => expect(proof).to.decodeTo(name, 0), "it has scores, context");
    }
  });

  it("cannot be negated, and refuses what has no statement", async () => {
    const { proof } = decoded("alice-1");
    await fails(() => expect(proof).to.not.decodeTo("scores", 5), "cannot be negated");
    for (const other of [undefined, null, {}, { statement: null }, valid]) {
      await fails(() => expect(other).to.decodeTo("scores", 0), "needs a proof with its statement");
    }
  });
});

describe("matcher of a contract's size", () => {
  let unlimited: Connection;

  before(async () => {
    unlimited = await network.create({
      network: "default",
      override: { allowUnlimitedContractSize: true },
    });
  });

  /** A contract whose runtime code is so many zero bytes: PUSH2 size, PUSH0, RETURN. */
  async function deploySized(bytes: number): Promise<Contract> {
    const [signer] = await unlimited.ethers.getSigners();
    const code = `0x61${bytes.toString(16).padStart(4, "0")}5ff3`;
    return (await new unlimited.ethers.ContractFactory([], code, signer).deploy()) as Contract;
  }

  it("passes up to the limit and fails one byte above", async () => {
    await expect(await deploySized(EIP_170)).to.fitEip170();
    await fails(
      async () => expect(await deploySized(EIP_170 + 1)).to.fitEip170(),
      "expected at most 24576 bytes of code, and it has 24577",
    );
  });

  it("passes for the scorer's verifier", async () => {
    const compiled = hardenedVerifier("scorer");
    const address = await deployCompiled(unlimited, compiled);
    const contract = new unlimited.ethers.Contract(address, compiled.abi, unlimited.ethers.provider);
    await expect(contract).to.fitEip170();
  });

  it("fails where there is no code", async () => {
    const { Contract, provider } = { ...unlimited.ethers };
    await fails(
      () => expect(new Contract(`0x${"77".repeat(20)}`, [], provider)).to.fitEip170(),
      "no code at the contract's address",
    );
  });

  it("cannot be negated, and refuses what is no contract", async () => {
    const large = await deploySized(EIP_170 + 1);
    await fails(() => expect(large).to.not.fitEip170(), "cannot be negated");
    for (const other of [undefined, null, {}, await large.getAddress()]) {
      await fails(() => expect(other).to.fitEip170(), "needs a deployed contract");
    }
  });

  it("lets errors of the connection through", async () => {
    const lost = { getDeployedCode: () => Promise.reject(new Error("socket hang up")) };
    await letsThrough(() => expect(lost).to.fitEip170(), "socket hang up");
  });
});
