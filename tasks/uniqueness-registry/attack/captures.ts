import { Signature, Wallet } from "ethers";

import { act, argumentsOf, attempt, attemptWith, present } from "./acts.ts";
import { sign, type Scene } from "./scene.ts";

/** Order of the curve's group: a signature (r, s) has the twin (r, order - s). */
const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const SIBLING = `0x${"51".repeat(20)}`;
/** Instance 0 is the image's hash, 2 to 9 are the code. */
const FIRST_CHUNK = 2;

/** Attacks on what a device signs and a proof says. */
export const CAPTURE_ATTACKS = {
  "send a proof and a signature that were another's": async (scene: Scene) =>
    attemptWith(scene, scene.accomplice, scene.own),

  "have a device sign for another's proof": async (scene: Scene) => {
    const { own, accomplice } = scene;
    const message = { ...own.message, account: accomplice.address };
    return attemptWith(scene, accomplice, { ...own, message, signature: await sign(scene, message) });
  },

  "sign with a key of one's own": async (scene: Scene) => {
    const signer = Wallet.createRandom();
    const signature = await sign(
      { ...scene, device: { address: signer.address, signer } },
      scene.own.message,
    );
    return attemptWith(scene, scene.thief, { ...scene.own, signature });
  },

  "keep a capture until it has expired": async (scene: Scene) => {
    const message = { ...scene.own.message, deadline: 1n };
    return attemptWith(scene, scene.thief, { ...scene.own, message, signature: await sign(scene, message) });
  },

  "bring a signature from another chain": async (scene: Scene) => {
    const signature = await sign(scene, scene.own.message, { chainId: scene.desk.chainId + 1n });
    return attemptWith(scene, scene.thief, { ...scene.own, signature });
  },

  "bring a signature from a sibling registry": async (scene: Scene) => {
    const signature = await sign(scene, scene.own.message, { registry: SIBLING });
    return attemptWith(scene, scene.thief, { ...scene.own, signature });
  },

  "swap the image after it was signed": async (scene: Scene) =>
    attemptWith(scene, scene.thief, { ...scene.own, signature: scene.twin.signature }),

  "state the signed image's hash in the proof of another": async (scene: Scene) => {
    const { own, twin, thief } = scene;
    const [, ...rest] = own.instances;
    return attemptWith(scene, thief, {
      ...twin,
      proof: own.proof,
      instances: [twin.message.imageHash, ...rest],
    });
  },

  "flip a bit of the code": async (scene: Scene) => {
    const instances = scene.twin.instances.map((felt, index) => (index === FIRST_CHUNK ? felt ^ 1n : felt));
    return attemptWith(scene, scene.thief, { ...scene.twin, instances });
  },

  "turn a signature into its twin": async (scene: Scene) => {
    const { r, s, v } = Signature.from(scene.own.signature);
    const twin = (CURVE_ORDER - BigInt(s)).toString(16).padStart(64, "0");
    const signature = `${r}${twin}${v === 27 ? "1c" : "1b"}`;
    return attemptWith(scene, scene.thief, { ...scene.own, signature });
  },

  "enrol with a signature that was for a move": async (scene: Scene) => {
    const message = { ...scene.own.message, act: "move" as const };
    const signature = await sign(scene, message);
    return attempt(scene, scene.thief, "enroll", ...argumentsOf({ ...scene.own, signature }));
  },

  "use a capture twice": async (scene: Scene) => {
    await present(scene, scene.thief, scene.own);
    await act(scene, scene.thief, "leave");
    return attemptWith(scene, scene.thief, scene.own);
  },

  "enrol through a device that was revoked": async (scene: Scene) => {
    await act(scene, scene.owner, "revokeDevice", scene.device.address, 0n);
    return attemptWith(scene, scene.thief, scene.own);
  },

  "sign more captures a day with a stolen key than a device may": async (scene: Scene) => {
    const signer = Wallet.createRandom();
    const stolen = { ...scene, device: { address: signer.address, signer } };
    await act(scene, scene.owner, "addDevice", signer.address, 1n);
    const signed = async (given: Scene["own"]) => ({
      ...given,
      signature: await sign(stolen, given.message),
    });
    await present(scene, scene.thief, await signed(scene.own));
    return attemptWith(scene, scene.accomplice, await signed(scene.accomplicesMove));
  },

  "have the registry accept a device of one's own": async (scene: Scene) =>
    attempt(scene, scene.thief, "addDevice", scene.thief.address, 1000n),
};
