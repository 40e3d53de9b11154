import { readFileSync } from "node:fs";

import type { ContractTransactionResponse } from "ethers";

import type { CompiledContract } from "../../test/helpers/compile.ts";
import { expectGasTable, type GasTable } from "../../test/helpers/gas-table.ts";
import type { Connection } from "../../test/helpers/scorer.ts";
import { generator, inBatches, randomCode } from "../../test/helpers/uniqueness-registry-codes.ts";
import {
  compileApart,
  DAY,
  deployApart,
  deviceKey,
  MODEL,
  openRegistry,
  PAYOUT,
  registryVerifier,
} from "../../test/helpers/uniqueness-registry.ts";
import { loadProof } from "../../test/helpers/vectors.ts";

/** In the order of the table. */
const ACTIONS = [
  "deploy the verifier",
  "deploy the registry",
  "add a device",
  "revoke a device",
  "enroll",
  "ask for a move",
  "object to a move",
  "finish a move",
  "fund",
  "open a period",
  "claim, first of the period",
  "claim",
  "leave",
  "evict",
];
const SIZES = { "10 enrolled": 10, "1,000": 1_000, "10,000": 10_000 } as const;
const COLUMNS = Object.keys(SIZES) as (keyof typeof SIZES)[];
const THRESHOLDS = [15, 23, 27, 31, 39];
/** Searches that a figure is the mean of. */
const QUERIES = 12;
/** Milliseconds; most goes into enrolling ten thousand. */
const TIMEOUT = 400_000;
const PAGE = "docs/samples/uniqueness-registry.md";
const SEED = 11;

/** Codes of synthetic fingers, 16 bytes each; codes-3k.json says which. */
const FINGERS = new URL("../../test/vectors/biometric-code/codes-3k.bin", import.meta.url);

describe("Gas of the uniqueness registry", () => {
  it("is what the documentation tells", async function () {
    this.timeout(TIMEOUT);
    const { actions, searches } = await measure();
    expectGasTable(PAGE, COLUMNS, actions);
    const columns = THRESHOLDS.map((threshold) => `T = ${threshold}`);
    expectGasTable(PAGE, columns, searches, 0.02, "gas-lookup");
  });
});

/** Everything that somebody may do; what depends on how many are enrolled, among ten, a thousand and ten thousand. */
async function measure() {
  const measured: GasTable = Object.fromEntries(ACTIONS.map((action) => [action, {}]));
  const searches: GasTable = {};
  const world = await openRegistry({ real: true, apart: true, loaded: true });
  const { ethers, registry, token, owner, alice, carol, funder, networkHelpers } = world;
  const signers = await ethers.getSigners();
  const spend = async (
    action: string,
    sent: Promise<ContractTransactionResponse>,
    column: keyof typeof SIZES = COLUMNS[0]!,
  ) => {
    measured[action] = { ...measured[action], [column]: (await (await sent).wait())!.gasUsed };
  };
  const loaded = await ethers.getContractAt("LoadedRegistry", await registry.getAddress());
  const random = generator(SEED);
  const grow = async (size: number) => {
    const more = Array.from({ length: size - Number(await registry.enrolled()) }, () => randomCode(random));
    for (const batch of inBatches(more)) await loaded.load(batch);
    const queries = Array.from({ length: QUERIES }, () => randomCode(random));
    searches[`${size.toLocaleString("en-US")} random codes`] = await meanSearch(loaded, queries);
  };
  const recorded = (name: string) => {
    const vector = loadProof(MODEL, name);
    const account = signers.find(({ address }) => BigInt(address) === BigInt(vector.context.account))!;
    return { account, sent: () => world.submitRecorded(account, vector) };
  };

  measured["deploy the verifier"] = { [COLUMNS[0]!]: await gasOfCreation(ethers, registryVerifier()) };
  measured["deploy the registry"] = {
    [COLUMNS[0]!]: await gasOfCreation(ethers, compileApart("UniquenessRegistry"), world.setup),
  };
  await spend("add a device", registry.connect(owner).addDevice(deviceKey("two").address, 100));

  await grow(10);
  await spend("enroll", recorded("ann-1").sent());
  await token.mint(funder, 1_000n * PAYOUT);
  await token.approve(registry, 1_000n * PAYOUT);
  // The first of all is not measured: it alone pays for a new word of storage.
  await registry.fund(PAYOUT);
  await spend("fund", registry.fund(900n * PAYOUT));
  await world.nextPeriod();
  await registry.connect(alice).claim();
  await world.nextPeriod();
  await spend("claim, first of the period", registry.connect(alice).claim());
  await world.nextPeriod();
  await spend("open a period", registry.openPeriod());
  await spend("claim", registry.connect(alice).claim());
  await spend("ask for a move", recorded("ann-move").sent());
  await spend("object to a move", registry.connect(alice).objectToMove());

  await grow(1_000);
  await spend("enroll", recorded("bob-5").sent(), "1,000");
  await grow(10_000);
  await spend("enroll", recorded("cid-1").sent(), "10,000");
  await networkHelpers.time.increase(3 * DAY);
  const move = recorded("ann-move-4");
  await spend("ask for a move", move.sent(), "10,000");
  await networkHelpers.time.increase(3 * DAY);
  const { code } = await registry.enrolmentOf(alice);
  await registry.openPeriod();
  await spend("finish a move", registry.connect(move.account).finishMove(code));
  await spend("leave", registry.connect(move.account).leave());
  await spend("revoke a device", registry.connect(owner).revokeDevice(world.device.address, 0));
  const bob = await registry.enrolmentOf(recorded("bob-5").account);
  await spend("evict", registry.connect(carol).evict(bob.code));
  searches["3,066 synthetic fingers"] = await measureFingers(world.connection);
  return { actions: measured, searches };
}

interface Searched {
  gasOfNearest(code: bigint, threshold: number): Promise<bigint>;
}

async function meanSearch(index: Searched, queries: readonly bigint[]): Promise<Record<string, bigint>> {
  const means: Record<string, bigint> = {};
  for (const threshold of THRESHOLDS) {
    let sum = 0n;
    for (const code of queries) sum += await index.gasOfNearest(code, threshold);
    means[`T = ${threshold}`] = sum / BigInt(queries.length);
  }
  return means;
}

/** In an index of codes of synthetic fingers, of others of them. */
async function measureFingers(connection: Connection) {
  const codes = readCodes(readFileSync(FINGERS));
  const address = await deployApart(connection, "HammingIndexHarness");
  const index = await connection.ethers.getContractAt("HammingIndexHarness", address);
  for (const batch of inBatches(codes.slice(QUERIES))) await index.insert(batch);
  return meanSearch(index, codes.slice(0, QUERIES));
}

/** Sixteen bytes a code, the highest first. */
const readCodes = (bytes: Buffer) =>
  Array.from({ length: bytes.length / 16 }, (_, i) =>
    BigInt(`0x${bytes.subarray(16 * i, 16 * i + 16).toString("hex")}`),
  );

type Ethers = Connection["ethers"];

async function gasOfCreation(
  ethers: Ethers,
  { abi, bytecode }: CompiledContract,
  args: readonly unknown[] = [],
) {
  const [signer] = await ethers.getSigners();
  const contract = await new ethers.ContractFactory(abi, bytecode, signer).deploy(...args);
  return (await contract.deploymentTransaction()!.wait())!.gasUsed;
}
