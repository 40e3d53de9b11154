import { expect } from "chai";
import { concat, keccak256, MaxUint256, ZeroAddress } from "ethers";

import { deployMock } from "../helpers/mock-verifiers.ts";
import {
  connect,
  consumerArguments,
  deployCompiled,
  engineVerifier,
  hardenedVerifier,
  INSTANCES,
  SCORES,
  type Connection,
} from "../helpers/scorer.ts";
import { loadProof } from "../helpers/vectors.ts";

const { modelDigest } = loadProof("scorer", "alice-1").context;
const EMPTY_CODE_HASH = keccak256("0x");

describe("the verifier that a consumer pins", () => {
  let connection: Connection;
  const consumers = async () => connection.ethers.getContractFactory("ScorerConsumer");
  const deployOver = async (verifier: string, codeHash: string) =>
    (await consumers()).deploy(verifier, codeHash, modelDigest, INSTANCES, SCORES);
  const codeHashOf = async (address: string) => keccak256(await connection.ethers.provider.getCode(address));
  const refused = async (verifier: string, codeHash: string, error: string, args: unknown[]) => {
    await expect(deployOver(verifier, codeHash))
      .to.be.revertedWithCustomError(await consumers(), error)
      .withArgs(...args);
  };
  /** Runtime code of one's own at a fresh address. */
  const deployRuntime = async (runtime: string) => {
    const [signer] = await connection.ethers.getSigners();
    const size = ((runtime.length - 2) / 2).toString(16).padStart(4, "0");
    const receipt = await (
      await signer!.sendTransaction({ data: concat([`0x61${size}80600a3d393df3`, runtime]) })
    ).wait();
    return receipt!.contractAddress!;
  };

  before(async () => {
    connection = await connect();
  });

  it("is the generated one of either engine", async () => {
    for (const [model, version] of [
      ["scorer", "21.0.0"],
      ["scorer-v23", "23.0.5"],
    ] as const) {
      const compiled = hardenedVerifier(model, version);
      const verifier = await deployCompiled(connection, compiled);
      const consumer = await connection.ethers.deployContract("ScorerConsumer", [
        ...consumerArguments(verifier, compiled, modelDigest),
      ]);
      expect(await consumer.verifier()).to.equal(verifier);
      expect(await consumer.verifierCodeHash()).to.equal(keccak256(compiled.runtime));
      expect(await consumer.modelDigest()).to.equal(modelDigest);
    }
  });

  it("is no plain account and no empty one", async () => {
    const [eoa] = await connection.ethers.getSigners();
    const unused = "0x00000000000000000000000000000000DeaDBeef";
    for (const at of [eoa!.address, unused, ZeroAddress]) {
      for (const hash of [EMPTY_CODE_HASH, `0x${"00".repeat(32)}`])
        await refused(at, hash, "EzklVerifierPinNoCode", [at]);
    }
  });

  it("is no account that delegates", async () => {
    const { ethers } = connection;
    const verifier = await deployCompiled(connection, hardenedVerifier("scorer"));
    const [sponsor] = await ethers.getSigners();
    const wallet = ethers.Wallet.createRandom();
    const authorization = wallet.authorizeSync({ address: verifier, nonce: 0, chainId: 31337 });
    const relayer = ethers.Wallet.createRandom(ethers.provider);
    await sponsor!.sendTransaction({ to: relayer.address, value: ethers.parseEther("1") });
    const delegation = {
      type: 4,
      to: relayer.address,
      authorizationList: [authorization],
      gasLimit: 100_000n,
    };
    await (await relayer.sendTransaction(delegation)).wait();
    expect(await ethers.provider.getCode(wallet.address)).to.equal(
      concat(["0xef0100", verifier]).toLowerCase(),
    );
    await refused(wallet.address, await codeHashOf(wallet.address), "EzklVerifierPinDelegatedAccount", [
      wallet.address,
      verifier,
    ]);
  });

  it("has the code that was built", async () => {
    const verifier = await deployCompiled(connection, hardenedVerifier("scorer"));
    const other = keccak256(hardenedVerifier("scorer-reweighted").runtime);
    await refused(verifier, other, "EzklVerifierPinCodeHash", [verifier, other, await codeHashOf(verifier)]);
  });

  it("does not accept an empty proof, even when its own hash was given", async () => {
    const verifier = await deployMock(connection, "AlwaysTrueVerifier");
    await refused(verifier, await codeHashOf(verifier), "EzklVerifierPinAcceptsAnything", [verifier]);
  });

  it("answers with a boolean", async () => {
    const verifier = await deployMock(connection, "SilentVerifier");
    await expect(deployOver(verifier, await codeHashOf(verifier))).to.be.revertedWithoutReason(
      connection.ethers,
    );
  });

  describe("does not reach beyond its own code, even when its own hash was given", () => {
    const OPCODES = { sload: 0x54, delegatecall: 0xf4, staticcall: 0xfa } as const;
    const refusedFor = async (verifier: string, opcode: number) => {
      await expect(deployOver(verifier, await codeHashOf(verifier)))
        .to.be.revertedWithCustomError(await consumers(), "EzklVerifierPinNotSelfContained")
        .withArgs(verifier, (position: bigint) => position > 0n, opcode);
    };

    it("a proxy with an address in storage", async () => {
      const target = await deployCompiled(connection, hardenedVerifier("scorer"));
      const proxy = await deployMock(connection, "DelegatingProxy", target);
      await refusedFor(proxy, OPCODES.sload);
    });

    it("a minimal proxy, whose hash and target are fixed", async () => {
      const target = await deployCompiled(connection, hardenedVerifier("scorer"));
      const proxy = await deployRuntime(
        concat(["0x363d3d373d3d3d363d73", target, "0x5af43d82803e903d91602b57fd5bf3"]),
      );
      await refusedFor(proxy, OPCODES.delegatecall);
    });

    it("a forwarder that calls without the right to change state", async () => {
      const target = await deployMock(connection, "SwitchedVerifier");
      const forwarder = await deployMock(connection, "StaticForwarder", target);
      await refusedFor(forwarder, OPCODES.staticcall);
    });

    it("a verifier that answers what its storage says", async () => {
      const verifier = await deployMock(connection, "SwitchedVerifier");
      await refusedFor(verifier, OPCODES.sload);
    });

    // Each is JUMPDEST, code, STOP. The typed probe gets no boolean from them, so only the sweep can refuse with its own error.
    const suspects: [name: string, code: string, opcode: number][] = [
      ["CREATE", "f0", 0xf0],
      ["CALL", "f1", 0xf1],
      ["CALLCODE", "f2", 0xf2],
      ["DELEGATECALL", "f4", 0xf4],
      ["CREATE2", "f5", 0xf5],
      ["SELFDESTRUCT", "ff", 0xff],
      ["SLOAD", "54", 0x54],
      ["TLOAD", "5c", 0x5c],
      ["STATICCALL of an address from the stack", "5afa", 0xfa],
      ["STATICCALL of address 0", "60005afa", 0xfa],
      ["STATICCALL beyond the precompiles", "600b5afa", 0xfa],
      ["a precompile's pattern that begins in push data", "61006001" + "5afa", 0xfa],
      ["a precompile's pattern that can be jumped into", "60065b5afa", 0xfa],
      ["a precompile's pattern with a JUMPDEST for its GAS", "60065bfa", 0xfa],
      ["code behind a jump and a JUMPDEST", "600556fe5bf4", 0xf4],
      [
        "code behind what looks like metadata",
        "fea2646970667358221220" + "5b54" + "00".repeat(30) + "64736f6c634300081e0033",
        0x54,
      ],
    ];
    for (const [name, code, opcode] of suspects) {
      it(`${name}`, async () => {
        await refusedFor(await deployRuntime(`0x5b${code}00`), opcode);
      });
    }

    const harmless: [name: string, code: string][] = [
      ["push data", "63f4f1f254"],
      ["dead code behind an end", "00f4f154"],
      ["dead code behind a jump", "600056f4"],
      ["a JUMPDEST in push data behind an end", "00615b5bf4"],
      ["a call of a precompile", "60065afa"],
    ];
    for (const [name, code] of harmless) {
      it(`and is not suspected for ${name}`, async () => {
        // PUSH0 PUSH0 REVERT answers the probe; the rest is there to be swept.
        const at = await deployRuntime(`0x5f5ffd5b${code}`);
        const harness = await connection.ethers.deployContract("LibraryHarness");
        await harness.requirePinnable(at, await codeHashOf(at), 0);
      });
    }
  });

  it("may be the engine's own, because typed calls are canonical", async () => {
    const compiled = engineVerifier("scorer");
    const verifier = await deployCompiled(connection, compiled);
    await deployOver(verifier, keccak256(compiled.runtime));
  });

  it("belongs to a model whose instances hold a context", async () => {
    const compiled = hardenedVerifier("scorer");
    const verifier = await deployCompiled(connection, compiled);
    const factory = await consumers();
    for (const [count, offset] of [
      [8n, 3n],
      [5n, 0n],
      [8n, MaxUint256],
    ] as const) {
      await expect(factory.deploy(verifier, keccak256(compiled.runtime), modelDigest, count, offset))
        .to.be.revertedWithCustomError(factory, "EzklContextOutOfBounds")
        .withArgs(offset, count);
    }
  });
});
