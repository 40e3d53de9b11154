import { expect } from "chai";
import { Signature, toBeHex, TypedDataEncoder, ZeroHash } from "ethers";

import { ENROLL, MOVE, openRegistry, type CaptureOptions } from "../../../helpers/uniqueness-registry.ts";
import { generator, randomCode } from "../../../helpers/uniqueness-registry-codes.ts";

const random = generator(7);
const A = randomCode(random);
/** Order of the curve that Ethereum signs on. */
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("Attack on the uniqueness registry: signatures of devices", () => {
  it("for another account, image, act or deadline, another chain or registry are some stranger's", async () => {
    const { registry, alice, bob, enroll, requestMove } = await openRegistry();
    const wrong: Record<string, CaptureOptions> = {
      account: { signed: { account: bob.address } },
      image: { signed: { imageHash: 77n } },
      act: { signed: { act: MOVE } },
      deadline: { signed: { deadline: 2n ** 50n } },
      chain: { domain: { chainId: 1 } },
      registry: { domain: { verifyingContract: bob.address } },
    };
    for (const [what, options] of Object.entries(wrong)) {
      await expect(enroll(alice, A, options), what).to.be.revertedWithCustomError(registry, "UnknownDevice");
    }
    await enroll(alice, A);
    await expect(requestMove(bob, A, { signed: { act: ENROLL } })).to.be.revertedWithCustomError(
      registry,
      "UnknownDevice",
    );
  });

  it("are data that a wallet shows: EIP-712 of this chain and contract", async () => {
    const { registry, alice } = await openRegistry();
    const capture = { imageHash: 5n, account: alice.address, act: MOVE, deadline: 9n };
    const [, name, version, chainId, verifyingContract] = await registry.eip712Domain();
    const types = {
      Capture: [
        { name: "imageHash", type: "uint256" },
        { name: "account", type: "address" },
        { name: "act", type: "bytes32" },
        { name: "deadline", type: "uint64" },
      ],
    };
    const digest = TypedDataEncoder.hash({ name, version, chainId, verifyingContract }, types, capture);
    expect(await registry.captureDigest(5n, alice.address, MOVE, 9n)).to.equal(digest);
    expect([name, version, chainId, verifyingContract]).to.deep.equal([
      "Uniqueness Registry",
      "1",
      31337n,
      await registry.getAddress(),
    ]);
    expect([await registry.ACT_ENROLL(), await registry.ACT_MOVE()]).to.deep.equal([ENROLL, MOVE]);
  });

  it("have one form: no mirrored, short or empty one, and none by nobody", async () => {
    const { registry, alice, capture } = await openRegistry();
    const [proof, instances, deadline, signature] = await capture(alice.address, ENROLL, A);
    const send = (bytes: string) => registry.connect(alice).enroll(proof, instances, deadline, bytes);
    const { r, s, v, compactSerialized } = Signature.from(signature);
    const mirrored = r + toBeHex(N - BigInt(s), 32).slice(2) + toBeHex(55 - v).slice(2);
    await expect(send(mirrored)).to.be.revertedWithCustomError(registry, "ECDSAInvalidSignatureS");
    for (const bytes of [compactSerialized, "0x", `${signature}00`])
      await expect(send(bytes)).to.be.revertedWithCustomError(registry, "ECDSAInvalidSignatureLength");
    await expect(send(ZeroHash + ZeroHash.slice(2) + "1b")).to.be.revertedWithCustomError(
      registry,
      "ECDSAInvalidSignature",
    );
    await send(signature);
  });

  it("buy no second use: the same capture is spent, whatever came between", async () => {
    const { registry, alice, capture } = await openRegistry();
    const call = await capture(alice.address, ENROLL, A);
    await registry.connect(alice).enroll(...call);
    await registry.connect(alice).leave();
    await expect(registry.connect(alice).enroll(...call)).to.be.revertedWithCustomError(
      registry,
      "EzklConsumerNullifierSpent",
    );
  });

  it("spend a capture for a move as well", async () => {
    const { registry, alice, bob, enroll, capture } = await openRegistry();
    await enroll(alice, A);
    const call = await capture(bob.address, MOVE, A, { deadline: 2n ** 40n });
    await registry.connect(bob).requestMove(...call);
    await registry.connect(alice).leave();
    await enroll(alice, A);
    await expect(registry.connect(bob).requestMove(...call)).to.be.revertedWithCustomError(
      registry,
      "EzklConsumerNullifierSpent",
    );
  });
});
