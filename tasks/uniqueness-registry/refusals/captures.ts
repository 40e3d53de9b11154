import type { Refusals } from "../../samples/dapp.ts";
import { malformedProofs } from "../../samples/refusals/malformed.ts";
import { formatTime } from "../../samples/format/time.ts";
import { formatCode } from "../format/code.ts";

const CAPTURE_AGAIN =
  "capture again for this account, act and registry: npx hardhat registry capture --for ACCOUNT";
const OTHER_DEVICE = "capture again with another of the registry's devices: npx hardhat registry device list";

/** Signatures of devices, and proofs. */
export const CAPTURE_REFUSALS: Refusals = {
  ...malformedProofs(CAPTURE_AGAIN),
  UnknownDevice: (value) => ({
    what: `no device of the registry has signed for this image, account, act and deadline (the signature would be ${value<string>("device")}'s)`,
    remedy: CAPTURE_AGAIN,
  }),
  DeviceIsRevoked: (value) => ({
    what: `the device ${value<string>("device")} was revoked: nothing that it signs counts any more`,
    remedy: OTHER_DEVICE,
  }),
  DeviceDayFull: (value) => ({
    what: `the device ${value<string>("device")} has signed for ${value("dailyLimit")} accepted captures today, as many as it may`,
    remedy: `wait until midnight UTC, or ${OTHER_DEVICE}`,
  }),
  CaptureExpired: (value) => ({
    what: `the capture was good until ${formatTime(value("deadline"))}, and it is ${formatTime(value("timestamp"))}`,
    remedy: CAPTURE_AGAIN,
  }),
  ECDSAInvalidSignature: () => ({ what: "the device's signature is none", remedy: CAPTURE_AGAIN }),
  ECDSAInvalidSignatureLength: (value) => ({
    what: `the device's signature has ${value("length")} bytes instead of 65`,
    remedy: CAPTURE_AGAIN,
  }),
  ECDSAInvalidSignatureS: () => ({
    what: "the device's signature was turned into its twin, which does not count",
    remedy: CAPTURE_AGAIN,
  }),
  CodeDegenerate: (value) => ({
    what: `the code ${formatCode(value("code"))} has too few bits set, or too many, for a finger's`,
    remedy: "clean the sensor, press again and capture anew",
  }),
  CodeChunkOutOfRange: (value) => ({
    what: `chunk ${value("chunk")} of the code is ${value("value")}, which has no 16 bits`,
    remedy: CAPTURE_AGAIN,
  }),
  EzklConsumerVerifierChanged: () => ({
    what: "the code of the registry's verifier is no longer the pinned one",
    remedy: "nothing can be proven to this registry any more: do not enrol in it",
  }),
  EzklConsumerNullifierSpent: () => ({
    what: "this capture was used already: each counts once",
    remedy: CAPTURE_AGAIN,
  }),
  EzklConsumerProofRejected: () => ({
    what: "the verifier refused the proof",
    remedy: "build the model that the registry names (ezkl build biometric-code) and prove again",
  }),
  EzklContextMismatch: () => ({
    what: "the proof was made for another account, capture, act, registry or chain",
    remedy: CAPTURE_AGAIN,
  }),
};
