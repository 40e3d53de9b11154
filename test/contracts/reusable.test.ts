import { expect } from "chai";
import { concat, getBytes, getCreateAddress, hexlify, id, keccak256, toBeHex } from "ethers";
import { network } from "hardhat";

import { findOutside } from "../../src/verifier/index.ts";
import { requireDeployable } from "../../tasks/verifier-code.ts";
import { rawCall } from "../helpers/call.ts";
import { R, verifyCall } from "../helpers/calldata.ts";
import { loadVka, reusableVerifier, WIDE } from "../helpers/reusable.ts";
import {
  connect,
  consumerArguments,
  deployCompiled,
  DEPLOYER,
  engineVerifier,
  type Connection,
} from "../helpers/scorer.ts";
import { share } from "../helpers/share.ts";
import { loadProof } from "../helpers/vectors.ts";

const KEY_MISSING = id("EzklVerifyingKeyMissing()").slice(0, 10);
const YES = { ok: true, data: toBeHex(1, 32) };

/** What a deployment was refused with; undefined when it was not. */
const refusal = async (deployment: Promise<string>): Promise<string | undefined> =>
  deployment.then(() => undefined, String);

describe("a verifier for a circuit whose own is too large", () => {
  const recorded = loadProof(WIDE, "alice-1");
  const { proof, instances, context } = recorded;
  const compiled = reusableVerifier();
  const call = verifyCall(proof, instances);
  let connection: Connection;
  let verifier: string;
  /** The account that holds the artifact. */
  let store: string;

  before(async () => {
    connection = await connect();
    verifier = await deployCompiled(connection, compiled);
    store = getCreateAddress({ from: verifier, nonce: 1 });
  });
  after(async () => connection.close());

  it("stands on a chain that refuses the circuit's own", async () => {
    const own = engineVerifier(WIDE);
    expect((own.runtime.length - 2) / 2).to.be.greaterThan(24_576);
    const strict = await network.create({ override: { allowUnlimitedContractSize: false } });
    expect(await deployCompiled(strict, compiled)).to.match(/^0x/);
    expect(await refusal(deployCompiled(strict, own))).to.match(/too large|code size/i);
    await strict.close();
  });

  it("accepts the recorded proof", async () => {
    expect(await rawCall(connection, verifier, call)).to.deep.equal(YES);
  });

  it("has the compiler's own code hash wherever it stands", async () => {
    const second = await deployCompiled(connection, compiled, [], 3);
    for (const address of [verifier, second]) {
      expect(keccak256(await connection.ethers.provider.getCode(address))).to.equal(
        keccak256(compiled.runtime),
      );
      expect(await rawCall(connection, address, call)).to.deep.equal(YES);
    }
    expect(findOutside(getBytes(compiled.runtime))).to.equal(undefined);
  });

  it("is pinned by a consumer, which takes the proof", async () => {
    const own = await connect();
    const address = await deployCompiled(own, compiled);
    const signers = await own.ethers.getSigners();
    const args = consumerArguments(address, compiled, context.modelDigest);
    const consumer = await own.ethers.deployContract("ScorerConsumer", [...args], signers[DEPLOYER]);
    expect(await consumer.getAddress()).to.equal(context.consumer);
    await consumer.consume(proof, instances, context.account, context.scope);
    expect(await consumer.isSpent(context.hash)).to.equal(true);
    await own.close();
  });

  describe("keeps the artifact in an account", () => {
    const artifact = loadVka().slice(8);
    const setCode = async (code: string): Promise<void> => {
      await connection.provider.request({ method: "hardhat_setCode", params: [store, code] });
    };
    const refused = async (name: string) =>
      expect(await rawCall(connection, verifier, call), name).to.include({ ok: false, data: KEY_MISSING });

    after(async () => setCode(concat(["0x00", artifact])));

    it("behind a STOP", async () => {
      expect(await connection.ethers.provider.getCode(store)).to.equal(concat(["0x00", artifact]));
      const next = getCreateAddress({ from: verifier, nonce: 2 });
      expect(await connection.ethers.provider.getCode(next)).to.equal("0x");
    });

    it("and refuses every proof when a word of it is another", async () => {
      for (let at = 0; at < artifact.length; at += 32) {
        const changed = artifact.slice();
        changed[at + ((at / 32) % 32)]! ^= 1;
        await setCode(concat(["0x00", changed]));
        await refused(`word ${at / 32}`);
      }
    });

    it("and when it is that of another circuit", async () => {
      const other = loadVka("vka-reweighted").slice(8);
      expect(other.length).to.equal(artifact.length);
      await setCode(concat(["0x00", other]));
      await refused("reweighted");
    });

    it("and when it is cut short, moved, or gone", async () => {
      await setCode(concat(["0x00", artifact.slice(0, -1)]));
      await refused("a byte less"); // the last byte is not zero
      await setCode(hexlify(artifact));
      await refused("without the STOP");
      await setCode("0x");
      await refused("no code");
      await setCode(concat(["0x00", artifact]));
      expect(await rawCall(connection, verifier, call)).to.deep.equal(YES);
    });
  });

  it("does not come to be when the artifact cannot be stored", async () => {
    const [sender] = await connection.ethers.getSigners();
    const at = getCreateAddress({ from: sender!.address, nonce: await sender!.getNonce() });
    const taken = getCreateAddress({ from: at, nonce: 1 });
    await connection.provider.request({ method: "hardhat_setCode", params: [taken, "0x00"] });
    expect(await refusal(deployCompiled(connection, compiled))).to.match(/revert/i);
  });

  it("is not deployed when it takes more code to create than a chain runs", () => {
    const code = {
      contractName: "ScorerVerifier",
      runtimeCode: compiled.runtime,
      codeHash: keccak256(compiled.runtime),
      runtimeBytes: (compiled.runtime.length - 2) / 2,
    };
    requireDeployable({ ...code, bytecode: `0x${"00".repeat(49_152)}` });
    expect(() => requireDeployable({ ...code, bytecode: `0x${"00".repeat(49_153)}` })).to.throw(
      /EZKL_INIT_CODE_SIZE/,
    );
  });

  it("refuses a flipped bit in every second word of the proof", async function () {
    this.timeout(120_000);
    const bytes = getBytes(proof);
    const words = Array.from({ length: Math.ceil(bytes.length / 64) }, (_, index) => 64 * index);
    for (const word of share(words, 3)) {
      const tampered = bytes.slice();
      const place = word + ((word / 64) % 32);
      tampered[place] = tampered[place]! ^ (1 << ((word / 64) % 8));
      const outcome = await rawCall(connection, verifier, verifyCall(hexlify(tampered), instances));
      expect(outcome.ok, `byte ${place}`).to.equal(false);
    }
  });

  it("refuses other instances, and other lengths", async () => {
    const refused = async (name: string, otherProof: string, others: readonly bigint[]) =>
      expect((await rawCall(connection, verifier, verifyCall(otherProof, others))).ok, name).to.equal(false);
    for (const [index, value] of instances.entries()) {
      for (const other of [value + 1n, (value + R - 1n) % R, value + R, 2n ** 256n - 1n]) {
        const others = instances.map((old, i) => (i === index ? other : old));
        await refused(`instance ${index} = ${other}`, proof, others);
      }
    }
    await refused("an instance less", proof, instances.slice(1));
    await refused("an instance more", proof, [...instances, 0n]);
    await refused("a word more", `${proof}${"00".repeat(32)}`, instances);
    await refused("a word less", proof.slice(0, -64), instances);
  });
});
