import { readFile, writeFile } from "node:fs/promises";

import { expect } from "chai";
import wavefile from "wavefile";

import type { Audio } from "../../../../models/singing-judge/audio/audio.ts";
import { decodeAudio } from "../../../../models/singing-judge/audio/decode.ts";
import { FRAMES, RECORDING_SAMPLES } from "../../../../models/singing-judge/audio/format.ts";
import { recordingBytes, recordingHash } from "../../../../models/singing-judge/audio/recording.ts";
import { melodyFromSeed, type Melody } from "../../../../models/singing-judge/melody/melody.ts";
import type { PerformOptions } from "../../../../models/singing-judge/singer/perform.ts";
import type { SkillName } from "../../../../models/singing-judge/singer/skill.ts";
import { scopeOfAttempt } from "../../../../tasks/singing-contest/attempt.ts";
import { challenge } from "../../../../tasks/singing-contest/challenge/task-action.ts";
import { check } from "../../../../tasks/singing-contest/check/task-action.ts";
import { claim } from "../../../../tasks/singing-contest/claim/task-action.ts";
import { close } from "../../../../tasks/singing-contest/close/task-action.ts";
import { findContest } from "../../../../tasks/singing-contest/contest.ts";
import { enter } from "../../../../tasks/singing-contest/enter/task-action.ts";
import { forward } from "../../../../tasks/singing-contest/forward/task-action.ts";
import { withJudge, type ListeningJudge } from "../../../../tasks/singing-contest/judge.ts";
import { melody } from "../../../../tasks/singing-contest/melody/task-action.ts";
import { open } from "../../../../tasks/singing-contest/open/task-action.ts";
import { perform } from "../../../../tasks/singing-contest/perform/task-action.ts";
import { refund } from "../../../../tasks/singing-contest/refund/task-action.ts";
import { reveal } from "../../../../tasks/singing-contest/reveal/task-action.ts";
import { sing } from "../../../../tasks/singing-contest/sing/task-action.ts";
import { standings } from "../../../../tasks/singing-contest/standings/task-action.ts";
import { status } from "../../../../tasks/singing-contest/status/task-action.ts";
import { submit } from "../../../../tasks/singing-contest/submit/task-action.ts";
import { firstTake, type Take } from "../../../../tasks/singing-contest/take.ts";

import { encodeFlac, FLAC_RATE } from "./flac.ts";
import { failsWith, refusedBy, setSwiftStage, TERMS, told, type Stage } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

/** Odd, so that shares do not divide evenly. */
const FEE = 10_000_000_000_000_007n;
const BOND = 50_000_000_000_000_000n;
/** Of the four tickets whose melodies are drawn. */
const POOL = 4n * FEE;
/** 2.5 % of the pool; 30 % and 10 % of the rest, rounded down; all that is left. */
const HOST = (POOL * 25n) / 1000n;
const SECOND = ((POOL - HOST) * 3n) / 10n;
const THIRD = (POOL - HOST) / 10n;
const FIRST = POOL - HOST - SECOND - THIRD;

/** Scores that are well apart: a singer sings until a take lies between these, whatever the melody is. */
const SCORES = { good: [0.87, 1], middling: [0.5, 0.8], "off-key": [0.02, 0.4] } as const;

describe("singing contest, task by task: from the opening to the last payment", function () {
  this.timeout(240_000);
  let stage: Stage;
  const melodies = new Map<number, Melody>();
  const sung = (account: number): Melody => melodies.get(account) ?? [];
  const at = (name: string): string => stage.file(name);
  const of = (account: number) => ({ ticket: String(account), account: String(account) });
  const submitted = (account: number) => submit({ ...of(account), proof: at(`${account}.json`) }, stage.desk);

  /** A take that is as good as it should be, whatever the melody is. */
  const take = async (
    judge: ListeningJudge,
    skill: SkillName,
    to: Melody,
    options: PerformOptions = {},
  ): Promise<Take> => {
    const [least, most] = SCORES[skill];
    const wanted = (score: bigint): boolean => Number(score) >= least * 1e18 && Number(score) <= most * 1e18;
    return firstTake(judge, to, skill, 1, { ...options, wanted });
  };

  before(async () => {
    stage = await setSwiftStage();
  });
  after(async () => stage.close());

  it("opens on terms that the chain repeats", async () => {
    const host = await stage.address(9);
    const terms = { ...TERMS, fee: "0.010000000000000007", host, hostShare: "2.5", threshold: "0.01" };
    const answer = await told(open({ ...terms, account: "8" }, stage.desk));
    expect(answer).to.include.keys("contest", "verifier", "chainId", "modelDigest", "terms", "phases");
    const contest = await findContest(stage.desk, undefined);
    expect(contest.address).to.equal(answer["contest"]);
    expect(contest.terms).to.include({ fee: FEE, host, hostShare: 250n, disputeWindow: 86_400n });
    expect(contest.terms.submissionsCloseAt - contest.terms.entriesCloseAt).to.equal(7200n);
  });

  it("sells tickets for exactly the fee", async () => {
    for (const account of [1, 2, 3, 4, 5]) {
      const answer = await told(enter({ account: String(account) }, stage.desk));
      expect(answer).to.include({ ticket: String(account), payment: "native", fee: FEE.toString() });
      expect(answer["singer"]).to.equal(await stage.address(account));
    }
    const { address } = await findContest(stage.desk, undefined);
    expect(await stage.balance(address)).to.equal(5n * FEE);
  });

  it("draws melodies when their blocks are there, the ones that their seeds give", async () => {
    const early = await refusedBy("ContestDrawTooEarly", melody({ ticket: "5" }, stage.desk));
    expect(early.remedy).to.contain("forward --until draw");
    await failsWith("EZKL_CONTEST_TICKET", perform({ ticket: "1" }, stage.desk));
    await forward({ until: "draw" }, stage.desk);
    for (const account of [1, 2, 3, 4]) {
      const ticket = String(account);
      const first = await told(melody({ ticket, wav: at(`${ticket}-tune.wav`) }, stage.desk));
      expect(first).to.include({ drawn: true, tonic: "C4" });
      melodies.set(account, first["melody"] as number[]);
      const again = await told(melody({ ticket, key: "F#3" }, stage.desk));
      expect(again).to.deep.include({ drawn: false, tonic: "F#3", melody: first["melody"] });
    }
    const { contract } = await findContest(stage.desk, undefined);
    const drawn = await contract.queryFilter("MelodyDrawn");
    expect(drawn).to.have.length(4);
    for (const event of drawn) {
      const [ticket, seed] = contract.interface.parseLog(event)?.args.toArray() as [bigint, bigint];
      expect(sung(Number(ticket))).to.deep.equal(melodyFromSeed(seed));
    }
    const guide = await decodeAudio(await readFile(at("1-tune.wav")));
    expect(guide.samples.length / guide.rate).to.be.greaterThan(4 * 0.4 + 6.4);
  });

  it("proves what was sung into a 44.1 kHz stereo WAV, a mono WAV and a FLAC file", async () => {
    const seed = await withJudge(stage.desk.workspace, async (judge) => {
      const singer = async (...of: [SkillName, Melody, PerformOptions?]): Promise<Audio> =>
        decodeAudio((await take(judge, ...of)).wav);
      await writeFile(at("1.wav"), stereoWav(await singer("good", sung(1))));
      const third = await singer("off-key", sung(3), { rate: FLAC_RATE });
      await writeFile(at("3.flac"), encodeFlac(third.samples));
      await writeFile(at("3-better.wav"), stereoWav(await singer("good", sung(3))));
      return String((await take(judge, "middling", sung(2))).seed);
    });
    const middling = { ticket: "2", skill: "middling", seed, out: at("2.wav") };
    expect(await told(perform(middling, stage.desk))).to.include({
      skill: "middling",
      seed: Number(seed),
      rate: 44_100,
    });

    for (const [account, file] of [
      [1, "1.wav"],
      [2, "2.wav"],
      [3, "3.flac"],
    ] as const) {
      const args = { ticket: String(account), wav: at(file), out: at(`${account}.json`) };
      const answer = await told(sing(args, stage.desk));
      const recording = at(`${account}.recording.pcm`);
      expect(answer).to.include({ singer: await stage.address(account), recording, out: args.out });
      expect(Number(answer["score"])).to.be.within(0, 1);
      expect(await readFile(recording)).to.have.length(102_400);
    }
  });

  it("refuses by name what is copied, forged, or for another melody or recording", async () => {
    // Whoever sees the singer's transaction has the proof and the commitment, and may be mined first.
    const stolen = { proof: at("1.json"), recording: at("1.recording.pcm") };
    await refusedBy("ContestNotTicketHolder", submit({ ticket: "1", account: "4", ...stolen }, stage.desk));
    await refusedBy("ContestMelodyMismatch", submit({ ...of(4), ...stolen }, stage.desk));
    await refusedBy("ContestMelodyNotDrawn", submit({ ...of(5), ...stolen }, stage.desk));
    await refusedBy("ContestTicketUnknown", submit({ ...of(6), ...stolen }, stage.desk));
    const swapped = submit({ ...of(1), proof: at("1.json"), recording: at("2.recording.pcm") }, stage.desk);
    const mismatch = await refusedBy("EzklContextMismatch", swapped);
    expect(mismatch.what).to.contain("another ticket or another recording");

    const proof = JSON.parse(await readFile(at("1.json"), "utf8")) as { instances: string[] };
    const instances = proof.instances.with(0, `0x${"0fffffff".padStart(64, "0")}`);
    await writeFile(at("forged.json"), JSON.stringify({ ...proof, instances }));
    const forged = submit({ ...of(1), ...stolen, proof: at("forged.json") }, stage.desk);
    await refusedBy("EzklConsumerProofRejected", forged);
  });

  it("ranks good before middling before off-key, in whatever order they come", async () => {
    for (const [account, place] of [
      [3, 1],
      [1, 1],
      [2, 2],
    ] as const) {
      expect(await told(submitted(account))).to.include({ ticket: String(account), place });
    }
    await refusedBy("EzklConsumerNullifierSpent", submitted(1));
    const answer = await told(standings({}, stage.desk));
    expect(answer).to.include({ outcome: "undecided", pool: POOL.toString(), host: HOST.toString() });
    const places = answer["places"] as { ticket: string; prize: string }[];
    expect(places.map(({ ticket }) => ticket)).to.deep.equal(["1", "2", "3"]);
    expect(places.map(({ prize }) => BigInt(prize))).to.deep.equal([FIRST, SECOND, THIRD]);
  });

  it("proves no attempt that would not count, and keeps the recording of the one that does", async () => {
    const again = sing({ ticket: "1", wav: at("1.wav"), out: at("again.json") }, stage.desk);
    expect((await failsWith("EZKL_CONTEST_FILE", again)).what).to.contain("already");
    const better = sing({ ticket: "3", wav: at("3-better.wav"), out: at("3.json") }, stage.desk);
    const kept = await failsWith("EZKL_CONTEST_FILE", better);
    expect(kept.where).to.equal(at("3.recording.pcm"));
    expect(kept.remedy).to.contain("--out");
  });

  it("cannot see that nobody sang: what is proven of invented pitches stands until it is challenged", async () => {
    const silence = new Int16Array(RECORDING_SAMPLES);
    const hash = recordingHash(silence);
    const slot = (frame: number): number => Math.floor((frame * sung(4).length) / FRAMES);
    const invented = {
      pitch: Float64Array.from({ length: FRAMES }, (_, frame) => sung(4)[slot(frame)] ?? 0),
      energy: new Float64Array(FRAMES).fill(1),
    };
    const { address } = await findContest(stage.desk, undefined);
    const account = await stage.address(4);
    const proof = await withJudge(stage.desk.workspace, async (judge) =>
      judge.prove(invented, sung(4), {
        ...{ chainId: "31337", consumer: address, account, scope: scopeOfAttempt(4n, hash) },
      }),
    );
    await writeFile(at("4.json"), JSON.stringify(proof));
    await writeFile(at("4.recording.pcm"), recordingBytes(silence));
    expect((await told(submitted(4)))["place"]).to.be.oneOf([1, 2]);
    const verdict = await check({ ticket: "4", recording: at("4.recording.pcm") }, stage.desk);
    expect(verdict.json).to.include({ committed: true, agrees: false });
    expect(verdict.failed).to.equal(true);
  });

  it("refuses late entries and late attempts", async () => {
    await refusedBy("ContestTicketStillDrawable", refund({ ticket: "5" }, stage.desk));
    await refusedBy("ContestSubmissionsOpen", challenge({ ticket: "1" }, stage.desk));
    await forward({ until: "entries-closed" }, stage.desk);
    await refusedBy("ContestEntriesClosed", enter({ account: "6" }, stage.desk));
    await forward({ until: "submissions-closed" }, stage.desk);
    await refusedBy("ContestSubmissionsClosed", submitted(2));
    const late = sing({ ticket: "2", wav: at("2.wav"), out: at("late.json") }, stage.desk);
    expect((await failsWith("EZKL_CONTEST_TICKET", late)).what).to.contain("submissions closed");
    await refusedBy("ContestSubmissionsClosed", melody({ ticket: "5" }, stage.desk));
  });

  it("lets a challenged singer publish the recording, which anybody checks against the proven score", async () => {
    await refusedBy("ContestTicketNotPlaced", challenge({ ticket: "5", account: "7" }, stage.desk));
    await refusedBy(
      "ContestNotChallenged",
      reveal({ ticket: "1", recording: at("1.recording.pcm") }, stage.desk),
    );
    const challenged = await told(challenge({ ticket: "1", account: "7" }, stage.desk));
    expect(challenged).to.include({ bond: BOND.toString(), challenger: await stage.address(7) });
    await refusedBy("ContestAlreadyChallenged", challenge({ ticket: "1", account: "6" }, stage.desk));
    await refusedBy("ContestNotClosable", close({}, stage.desk));
    await failsWith("EZKL_CONTEST_TICKET", check({ ticket: "1" }, stage.desk));
    const other = { ticket: "1", recording: at("2.recording.pcm") };
    await refusedBy("ContestRecordingMismatch", reveal(other, stage.desk));
    const sound = reveal({ ticket: "1", recording: at("1.wav") }, stage.desk);
    await failsWith("EZKL_AUDIO_RECORDING_LENGTH", sound);

    expect(await told(reveal({ ticket: "1", recording: at("1.recording.pcm") }, stage.desk))).to.include({
      bytes: 102_400,
      bond: BOND.toString(),
    });
    const verdict = await check({ ticket: "1" }, stage.desk);
    expect(verdict.json).to.include({ committed: true, agrees: true });
    expect(verdict.failed).to.equal(false);
    expect(verdict.json["counted"]).to.equal(verdict.json["proven"]);
    const wrong = await check(other, stage.desk);
    expect(wrong.json).to.include({ committed: false, agrees: false });
    expect(wrong.failed).to.equal(true);
  });

  it("strikes the place whose singer publishes nothing, and pays the others to the unit", async () => {
    await told(challenge({ ticket: "4", account: "7" }, stage.desk));
    await refusedBy("ContestNothingOwed", claim({ account: "2" }, stage.desk));
    await forward({ until: "disputes-closed" }, stage.desk);
    const late = reveal({ ticket: "4", recording: at("4.recording.pcm") }, stage.desk);
    await refusedBy("ContestRevealsClosed", late);
    const answer = await told(close({ account: "6" }, stage.desk));
    expect(answer).to.deep.include({
      outcome: "won",
      pool: POOL.toString(),
      host: HOST.toString(),
      struck: ["4"],
    });
    const prizes = answer["prizes"] as { ticket: string; place: string; amount: string }[];
    expect(prizes.map(({ ticket, place, amount }) => [ticket, place, BigInt(amount)])).to.deep.equal([
      ["1", "1", FIRST],
      ["2", "2", SECOND],
      ["3", "3", THIRD],
    ]);
    await refusedBy("ContestAlreadyClosed", close({}, stage.desk));

    const paid: bigint[] = [];
    for (const account of ["1", "2", "3", "7", "9"]) {
      const claimed = await told(claim({ account }, stage.desk));
      const { amount, gasPaid, balanceBefore, balanceAfter } = claimed as Record<string, string>;
      paid.push(BigInt(amount ?? 0));
      const gained = BigInt(balanceAfter ?? 0) - BigInt(balanceBefore ?? 0);
      expect(gained + BigInt(gasPaid ?? 0)).to.equal(BigInt(amount ?? 0));
      await refusedBy("ContestNothingOwed", claim({ account }, stage.desk));
    }
    expect(paid).to.deep.equal([FIRST + BOND, SECOND, THIRD, BOND, HOST]);
    await refusedBy("ContestNothingOwed", claim({ account: "4" }, stage.desk));
  });

  it("pays the undrawn ticket back, and keeps nothing", async () => {
    const due = await refusedBy("ContestRefundNotDue", refund({ ticket: "4" }, stage.desk));
    expect(due.remedy).to.contain("has a winner");
    const before = await stage.balance(await stage.address(5));
    expect(await told(refund({ ticket: "5" }, stage.desk))).to.include({
      account: await stage.address(5),
      amount: FEE.toString(),
    });
    expect((await stage.balance(await stage.address(5))) - before).to.equal(FEE);
    await refusedBy("ContestTicketRefunded", refund({ ticket: "5" }, stage.desk));
    const { address } = await findContest(stage.desk, undefined);
    expect(await stage.balance(address)).to.equal(0n);
  });

  it("tells all of it", async () => {
    const answer = await told(status({}, stage.desk));
    expect(answer).to.include({ outcome: "won", ticketCount: "5", openChallenges: "0" });
    const tickets = answer["tickets"] as { state: string }[];
    expect(tickets.map(({ state }) => state)).to.deep.equal([
      "recording published",
      "submitted",
      "submitted",
      "struck: its recording was not published",
      "refunded",
    ]);
    const { text } = await status({}, stage.desk);
    expect(render(text))
      .to.contain("60 %, 30 %, 10 %")
      .and.to.contain("2.5 % of the pool")
      .and.to.not.contain("undefined");
    expect(render((await standings({}, stage.desk)).text)).to.contain("closed: won");
  });
});

/** Both channels have the voice, one more softly. */
function stereoWav({ samples, rate }: { samples: Float32Array; rate: number }): Uint8Array {
  expect(rate).to.equal(44_100);
  const left = Int16Array.from(samples, (sample) => Math.round(sample * 32_000));
  const wav = new wavefile.WaveFile();
  wav.fromScratch(2, rate, "16", [left, left.map((sample) => sample >> 1)]);
  return wav.toBuffer();
}
