import { keccak256, MaxUint256, type ContractTransactionResponse } from "ethers";

import { specialiseVerifier } from "../../../../src/verifier/index.ts";
import { compileFile, compileSolidity } from "../../../helpers/compile.ts";
import { loadRequest } from "../../../helpers/contest-request.ts";
import { expectGasTable, type GasTable } from "../../../helpers/gas-table.ts";
import { signPermit } from "../../../helpers/permit.ts";
import { connect, deployCompiled, DEPLOYER } from "../../../helpers/scorer.ts";
import {
  BOND,
  DAY,
  DRAW_DELAY,
  DRAW_WINDOW,
  FEE,
  makeRecording,
  openContest,
  sampleTerms,
  wad,
  ZERO,
} from "../../../helpers/singing-contest.ts";
import { loadEngineSource, loadProof } from "../../../helpers/vectors.ts";

const MODEL = "singing-judge";
/** In the order of the table. */
const ACTIONS = [
  "deploy the verifier",
  "open",
  "enter",
  "enter with a permit",
  "draw a melody",
  "submit",
  "submit a better attempt",
  "challenge",
  "reveal",
  "close, one ticket struck",
  "claim",
  "refund",
];
/** Milliseconds, of which compiling takes most on a busy machine. */
const TIMEOUT = 180_000;
const PAGE = "docs/samples/singing-contest.md";

describe("Gas of the singing contest", () => {
  it("is what the documentation tells", async function () {
    this.timeout(TIMEOUT);
    const measured: GasTable = Object.fromEntries(ACTIONS.map((action) => [action, {}]));
    for (const currency of ["ether", "token"] as const) {
      for (const [action, gas] of Object.entries(await measure(currency === "token"))) {
        measured[action] = { ...measured[action], [currency]: gas };
      }
    }
    expectGasTable(PAGE, ["ether", "token"], measured);
  });
});

/**
 * Plays a contest whose every action is measured, the submissions with recorded proofs. Contracts are compiled apart from Hardhat, whose
 * artifacts cost another amount under --coverage.
 */
async function measure(withToken: boolean): Promise<Record<string, bigint>> {
  const connection = await connect();
  const { ethers, networkHelpers } = connection;
  const [, alice, bob, carol] = await ethers.getSigners();
  const gas: Record<string, bigint> = {};
  const spend = async (action: string, sent: Promise<ContractTransactionResponse>) => {
    gas[action] = (await (await sent).wait())!.gasUsed;
  };
  const deployed = async (action: string, address: string) => {
    const block = (await ethers.provider.getBlock("latest", true))!;
    const receipt = (await ethers.provider.getTransactionReceipt(block.transactions[0]!))!;
    if (receipt.contractAddress !== address) throw new Error("another deployment came between");
    gas[action] = receipt.gasUsed;
    return address;
  };

  const { source } = specialiseVerifier(loadEngineSource(MODEL), {
    model: MODEL,
    engineVersion: "21.0.0",
    contractName: "JudgeVerifier",
  });
  const judge = compileSolidity(source, "JudgeVerifier");
  const verifier = await deployed("deploy the verifier", await deployCompiled(connection, judge));
  const mintable = compileFile("contracts/mocks/ContestTokens.sol", "MintableToken");
  const token = withToken
    ? await ethers.getContractAt("MintableToken", await deployCompiled(connection, mintable))
    : undefined;
  const terms = {
    ...sampleTerms(await networkHelpers.time.latest(), alice!.address),
    ...{ token: token === undefined ? ZERO : await token.getAddress(), threshold: 1n, cap: wad(1) },
  };
  const compiled = compileFile("contracts/mocks/FixedMelodyContest.sol", "FixedMelodyContest");
  const address = await deployed(
    "open",
    await deployCompiled(connection, compiled, [verifier, keccak256(judge.runtime), terms], DEPLOYER),
  );
  const contest = await ethers.getContractAt("FixedMelodyContest", address);
  const singers = [alice!, bob!, carol!];
  for (const singer of token === undefined ? [] : singers) {
    await token!.mint(singer, 100n * FEE);
    await token!.connect(singer).approve(contest, MaxUint256);
  }
  const fee = { value: token === undefined ? FEE : 0n };

  // Not the first ticket is measured: it alone pays for the counter's word.
  await contest.connect(alice).enter(fee);
  await spend("enter", contest.connect(bob).enter(fee));
  await contest.connect(carol).enter(fee);
  if (token !== undefined) {
    const { deadline, v, r, s } = await signPermit(token, alice!, address, FEE, MaxUint256);
    await spend("enter with a permit", contest.connect(alice).enterWithPermit(deadline, v, r, s));
  } else {
    await contest.connect(alice).enter(fee);
  }
  await networkHelpers.mine(DRAW_DELAY);
  await contest.drawMelody(1n);
  await spend("draw a melody", contest.drawMelody(2n));
  await contest.drawMelody(3n);

  const request = loadRequest();
  const submit = (singer: (typeof singers)[number], name: string) => {
    const { proof, instances } = loadProof(MODEL, name);
    const { ticket, recordingHash } = request(name);
    return contest.connect(singer).submit(ticket, recordingHash, proof, instances);
  };
  await submit(carol!, "carol-3-off-key");
  await submit(alice!, "alice-1-middling");
  await spend("submit", submit(bob!, "bob-2-middling"));
  await spend("submit a better attempt", submit(alice!, "alice-1-good"));
  await networkHelpers.mine(DRAW_WINDOW);
  await spend("refund", contest.refund(4n));

  await networkHelpers.time.increaseTo(terms.submissionsCloseAt);
  await spend("challenge", contest.connect(bob).challenge(1n, { value: token === undefined ? BOND : 0n }));
  await networkHelpers.time.increaseTo(terms.submissionsCloseAt + BigInt(2 * DAY));
  await spend("close, one ticket struck", contest.close());
  await spend("claim", contest.connect(carol).claim());
  gas["reveal"] = await measureReveal();
  return gas;
}

/** With a recording whose bytes are all there; the proofs' recordings are not. Call data is all that it costs, whatever the contract does. */
async function measureReveal(): Promise<bigint> {
  const connection = await connect();
  const { contest, terms, alice, at, enterAndDraw, perform } = await openContest(connection);
  const { recording, recordingHash } = makeRecording(1);
  const ticket = await enterAndDraw(alice);
  await perform(alice, ticket, 0.75, recordingHash);
  await at(terms.submissionsCloseAt);
  await contest.challenge(ticket, { value: BOND });
  return (await (await contest.reveal(ticket, recording)).wait())!.gasUsed;
}
