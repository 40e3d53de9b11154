import { expect } from "chai";
import { AbiCoder, id, keccak256, sha256, toUtf8Bytes } from "ethers";
import fc from "fast-check";

import { CONTEXT_DOMAIN, contextHash, scopeOf } from "../../../src/context/hash.ts";
import { modelDigest, settingsSha256 } from "../../../src/context/model-digest.ts";
import { expectCode } from "../expect-code.ts";

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((array) => `0x${Buffer.from(array).toString("hex")}`);

const contexts = fc.record({
  chainId: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  consumer: hex(20),
  modelDigest: hex(32),
  account: hex(20),
  scope: hex(32),
});

const sample = {
  chainId: 31337,
  consumer: `0x${"11".repeat(20)}`,
  modelDigest: `0x${"22".repeat(32)}`,
  account: `0x${"33".repeat(20)}`,
  scope: `0x${"44".repeat(32)}`,
};

describe("context hash", () => {
  it("is keccak256 of the ABI encoding of its six words", () => {
    const types = ["bytes32", "uint256", "address", "bytes32", "address", "bytes32"];
    fc.assert(
      fc.property(contexts, (context) => {
        const words = [id("hardhat-ezkl/context/v1"), ...Object.values(context)];
        expect(contextHash(context)).to.equal(keccak256(AbiCoder.defaultAbiCoder().encode(types, words)));
      }),
    );
    expect(CONTEXT_DOMAIN).to.equal(id("hardhat-ezkl/context/v1"));
  });

  it("does not depend on the case of an address, nor on the type of the chain id", () => {
    const mixed = "0xAbCdEf0123456789aBcDeF0123456789AbCdEf01";
    expect(contextHash({ ...sample, account: mixed })).to.equal(
      contextHash({ ...sample, account: mixed.toLowerCase() }),
    );
    expect(contextHash({ ...sample, chainId: 31337n })).to.equal(contextHash(sample));
  });

  it("refuses arguments of another form, naming them", () => {
    const wrong = {
      chainId: -1n,
      consumer: `0x${"11".repeat(19)}`,
      modelDigest: "22".repeat(32),
      account: `0x${"11".repeat(32)}`,
      scope: `0x${"4g".repeat(32)}`,
    };
    for (const [argument, value] of Object.entries(wrong)) {
      const error = expectCode("EZKL_CONTEXT_ARGUMENT", () => contextHash({ ...sample, [argument]: value }));
      expect(error.where).to.equal(argument);
    }
    for (const chainId of [1.5, 2 ** 53, 2n ** 256n]) {
      expectCode("EZKL_CONTEXT_ARGUMENT", () => contextHash({ ...sample, chainId }));
    }
  });

  it("takes scopes from integers, words and labels", () => {
    expect(scopeOf(7)).to.equal(`0x${"0".repeat(63)}7`);
    expect(scopeOf(2n ** 256n - 1n)).to.equal(`0x${"f".repeat(64)}`);
    expect(scopeOf(`0x${"AB".repeat(32)}`)).to.equal(`0x${"ab".repeat(32)}`);
    expect(scopeOf("round 7")).to.equal(id("round 7"));
    expect(scopeOf("7")).to.equal(id("7"));
    for (const value of [-1n, 2n ** 256n, 0.5]) expectCode("EZKL_CONTEXT_ARGUMENT", () => scopeOf(value));
  });
});

describe("model digest", () => {
  const onnxSha256 = "aa".repeat(32);
  const settings = { b: [2, 1], a: { y: null, x: "é" }, timestamp: 5 };

  it("is sha256 of tag, ONNX hash and settings hash", () => {
    const settingsHash = "bb".repeat(32);
    const tag = Buffer.from(toUtf8Bytes("hardhat-ezkl/model/v1")).toString("hex");
    expect(modelDigest({ onnxSha256, settingsSha256: settingsHash })).to.equal(
      sha256(`0x${tag}${onnxSha256}${settingsHash}`),
    );
    expectCode("EZKL_CONTEXT_ARGUMENT", () =>
      modelDigest({ onnxSha256: `0x${onnxSha256}`, settingsSha256: settingsHash }),
    );
  });

  it("hashes settings by content: not by stamp or key order, but by everything else", () => {
    const hash = settingsSha256(settings);
    expect(`0x${hash}`).to.equal(sha256(toUtf8Bytes('{"a":{"x":"é","y":null},"b":[2,1]}')));
    expect(settingsSha256({ timestamp: 6, a: { x: "é", y: null }, b: [2, 1] })).to.equal(hash);
    expect(settingsSha256({ ...settings, b: [1, 2] })).to.not.equal(hash);
    expect(settingsSha256({ ...settings, c: false })).to.not.equal(hash);
    expect(settingsSha256({ ...settings, a: { y: null, x: "é", timestamp: 1 } })).to.not.equal(hash);
  });

  it("refuses integers that JSON parsing may have rounded", () => {
    expectCode("EZKL_ARTIFACT_INVALID", () => settingsSha256({ a: { b: [2 ** 53] } }));
  });
});
