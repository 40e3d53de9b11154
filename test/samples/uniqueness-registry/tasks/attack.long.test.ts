import { expect } from "chai";

import { ATTACKS } from "../../../../tasks/uniqueness-registry/attack/attacks.ts";
import { attack } from "../../../../tasks/uniqueness-registry/attack/task-action.ts";
import { create } from "../../../../tasks/uniqueness-registry/create/task-action.ts";

import { DEFAULTS, setSwiftStage, told, type Stage } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

const CAST = { victim: "17", thief: "18", accomplice: "19" };

/** What each attempt meets, by its name in the task. */
const MET: Readonly<Record<keyof typeof ATTACKS, string>> = {
  "enrol a finger again, pressed anew, for another account": "AlreadyEnrolled",
  "enrol an account twice": "AccountEnrolled",
  "take out somebody who is not frozen": "NotFrozen",
  "claim without being enrolled": "AccountNotEnrolled",
  "claim in the period of the enrolment": "PaidFromPeriod",
  "claim twice in a period": "AlreadyPaid",
  "claim, leave, enrol again, and claim again": "PaidFromPeriod",
  "claim for an enrolment whose device was revoked": "EnrolmentFrozen",
  "send a proof and a signature that were another's": "UnknownDevice",
  "have a device sign for another's proof": "EzklContextMismatch",
  "sign with a key of one's own": "UnknownDevice",
  "keep a capture until it has expired": "CaptureExpired",
  "bring a signature from another chain": "UnknownDevice",
  "bring a signature from a sibling registry": "UnknownDevice",
  "swap the image after it was signed": "UnknownDevice",
  "state the signed image's hash in the proof of another": "EzklContextMismatch",
  "flip a bit of the code": "EzklConsumerProofRejected",
  "turn a signature into its twin": "ECDSAInvalidSignatureS",
  "enrol with a signature that was for a move": "UnknownDevice",
  "use a capture twice": "EzklConsumerNullifierSpent",
  "enrol through a device that was revoked": "DeviceIsRevoked",
  "sign more captures a day with a stolen key than a device may": "DeviceDayFull",
  "have the registry accept a device of one's own": "OwnableUnauthorizedAccount",
  "take an enrolment over before its account could object": "MoveNotReady",
  "ask for an enrolment that another has asked for": "MovePending",
  "ask again after its account has objected": "MoveCooling",
  "finish another's move": "MoveOfAnother",
  "claim, move to another account, and claim again": "AlreadyPaid",
};

describe("uniqueness registry: the thief of practice", function () {
  this.timeout(400_000);
  let stage: Stage;

  before(async () => {
    stage = await setSwiftStage();
    await told(create(DEFAULTS, stage.desk));
  });
  after(async () => stage.close());

  it("is refused by name each time, and leaves the chain as it was; it is said when an attack succeeds", async () => {
    const { desk } = stage;
    const { provider } = desk.connection.ethers;
    const before = await provider.getBlock("latest");
    const theft = "take what is given";
    const { json, failed, text } = await attack(CAST, desk, { ...ATTACKS, [theft]: async () => "the money" });
    const attacks = json["attacks"] as { attack: string; refusal: string | null }[];
    expect(Object.fromEntries(attacks.map(({ attack: name, refusal }) => [name, refusal]))).to.deep.equal({
      ...MET,
      [theft]: null,
    });
    expect(failed).to.equal(true);
    expect(render(text)).to.contain(`1 of ${Object.keys(MET).length + 1} attacks succeeded`);
    const after = await provider.getBlock("latest");
    expect([after?.number, after?.hash]).to.deep.equal([before?.number, before?.hash]);
  });
});
