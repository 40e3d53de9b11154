import { expect } from "chai";
import { getBytes, hexlify } from "ethers";

import { rawCall } from "../helpers/call.ts";
import { R, verifyCall } from "../helpers/calldata.ts";
import { connect, deployCompiled, hardenedVerifier, type Connection } from "../helpers/scorer.ts";
import { share } from "../helpers/share.ts";
import { loadProof } from "../helpers/vectors.ts";

describe("a tampered proof", () => {
  const { proof, instances } = loadProof("scorer", "alice-1");
  const bytes = getBytes(proof);
  let connection: Connection;
  let verifier: string;

  before(async () => {
    connection = await connect();
    verifier = await deployCompiled(connection, hardenedVerifier("scorer"));
    expect(
      (await rawCall(connection, verifier, verifyCall(proof, instances))).ok,
      "the proof itself",
    ).to.equal(true);
  });

  const refused = async (name: string, tamperedProof: string, tamperedInstances: readonly bigint[]) => {
    const outcome = await rawCall(connection, verifier, verifyCall(tamperedProof, tamperedInstances));
    expect(outcome.ok, `${name} was accepted`).to.equal(false);
  };
  const withInstance = (index: number, value: bigint) =>
    instances.map((old, i) => (i === index ? value : old));

  it("is refused with any byte flipped", async function () {
    this.timeout(180_000);
    // Some of each word.
    for (const [index, byte] of share([...bytes.entries()], 9)) {
      const tampered = bytes.slice();
      tampered[index] = byte ^ (1 << (index % 8));
      await refused(`byte ${index} flipped`, hexlify(tampered), instances);
    }
  });

  it("is refused with any instance moved by one, by the modulus, or to the largest word", async () => {
    for (const [index, value] of instances.entries()) {
      const others = [
        (value + 1n) % R,
        (value + R - 1n) % R,
        value + R,
        value + 2n * R,
        2n ** 256n - 1n,
        R - value,
        0n,
      ];
      for (const other of others) {
        if (other !== value) await refused(`instance ${index} = ${other}`, proof, withInstance(index, other));
      }
    }
  });

  it("is refused with a byte or a word more or less", async () => {
    for (const extra of ["00", "ff", "00".repeat(32)])
      await refused("a longer proof", proof + extra, instances);
    for (const cut of [1, 32, 64, bytes.length])
      await refused("a shorter proof", hexlify(bytes.slice(0, bytes.length - cut)), instances);
    await refused("a proof shifted by a byte", hexlify(bytes.slice(1)) + "00", instances);
  });

  it("is refused with an instance more or less", async () => {
    await refused("an instance more", proof, [...instances, 0n]);
    await refused("the last one twice", proof, [...instances, instances.at(-1)!]);
    await refused("an instance less", proof, instances.slice(0, -1));
    await refused("the first one missing", proof, instances.slice(1));
    await refused("none", proof, []);
  });

  it("is refused with its instances in any other order", async () => {
    const swapped = (a: number, b: number) =>
      withInstance(a, instances[b]!).map((old, i) => (i === b ? instances[a]! : old));
    for (let a = 0; a < instances.length; a++) {
      for (let b = a + 1; b < instances.length; b++)
        await refused(`${a} and ${b} swapped`, proof, swapped(a, b));
    }
    for (let by = 1; by < instances.length; by++) {
      await refused(`rotated by ${by}`, proof, [...instances.slice(by), ...instances.slice(0, by)]);
    }
    await refused("reversed", proof, instances.toReversed());
  });

  it("is refused with two of its points or evaluations swapped", async () => {
    for (let at = 0; at + 128 <= bytes.length; at += 64) {
      const tampered = bytes.slice();
      tampered.set(bytes.slice(at + 64, at + 128), at);
      tampered.set(bytes.slice(at, at + 64), at + 64);
      if (hexlify(tampered) !== proof) await refused(`blocks at ${at} swapped`, hexlify(tampered), instances);
    }
  });

  it("is refused when all of it is zero", async () => {
    await refused("a proof of zeros", hexlify(new Uint8Array(bytes.length)), instances);
    await refused(
      "zeros for zeros",
      hexlify(new Uint8Array(bytes.length)),
      instances.map(() => 0n),
    );
  });
});
