import type { NetworkConnection } from "hardhat/types/network";

import { concat, formatEther, keccak256, parseEther, toBeHex, type BaseContract } from "ethers";
import pc from "picocolors";

import type { InputValue } from "../../src/artifacts/input.ts";
import { quantise } from "../../src/field/fixed.ts";
import { signedToFelt } from "../../src/field/signed.ts";
import type { EzklModel, Proof, StatementOf } from "../../tasks/connection/types.ts";

type SignalProof = Proof<StatementOf<"trading-signal">>;

export interface Stage {
  connection: NetworkConnection;
  bounty: BaseContract;
  verifier: BaseContract;
  signal: EzklModel<"trading-signal">;
  input: readonly (readonly InputValue[])[];
}

export interface Story {
  proof: SignalProof;
  proveSeconds: number;
  verificationGas: bigint;
}

const EPOCH = 1n;

/** An honest prover is paid once; a copier, a forger and a second claim are refused, each by name. */
export async function playStory({ connection, bounty, verifier, signal, input }: Stage): Promise<Story> {
  const { ethers } = connection;
  const [owner, alice, mallory] = await ethers.getSigners();
  if (owner === undefined || alice === undefined || mallory === undefined)
    throw new Error("the local chain has too few accounts");
  const call = (signer: typeof owner, name: string) => bounty.connect(signer).getFunction(name);
  const send = async (signer: typeof owner, name: string, ...args: unknown[]): Promise<bigint> => {
    const receipt = await (await call(signer, name).send(...args)).wait();
    if (receipt === null) throw new Error(`${name} was not mined`);
    return receipt.gasUsed;
  };

  await send(owner, "openEpoch", windowHash(signal, input), { value: parseEther("1") });
  console.log(
    `Epoch ${EPOCH} is open with a bounty of 1 ETH for the model's answer to the window of ${input[0]?.length ?? 0} returns.`,
  );

  const start = performance.now();
  const proof = await signal.prove(input, { context: { consumer: bounty, account: alice, scope: EPOCH } });
  const proveSeconds = (performance.now() - start) / 1000;
  console.log(`${pc.green("✓")} Alice proved it (${proveSeconds.toFixed(2)} s with witness and check).`);

  const forgedProof = `${proof.proof.slice(0, -1)}${proof.proof.endsWith("0") ? "1" : "0"}`;
  const allocationAt = signal.layout.tensors.find(({ name }) => name === "allocation")?.offset ?? 0;
  const forgedAnswer = proof.instances.map((felt, index) => (index === allocationAt ? felt + 1n : felt));
  const refused = async (what: string, attempt: Promise<unknown>): Promise<void> => {
    const name = await attempt.then(
      () => "accepted",
      (error: unknown) => errorName(bounty, error),
    );
    if (name === "accepted") throw new Error(`${what} was accepted`);
    console.log(`${pc.green("✓")} ${what}: refused, ${pc.cyan(name)}`);
  };
  await refused(
    "Mallory forges a byte of the proof",
    call(alice, "submit").staticCall(EPOCH, forgedProof, proof.instances),
  );
  await refused(
    "Mallory changes the answer",
    call(alice, "submit").staticCall(EPOCH, proof.proof, forgedAnswer),
  );
  await refused(
    "Mallory copies Alice's transaction",
    call(mallory, "submit").staticCall(EPOCH, ...proof.args),
  );

  const before = await ethers.provider.getBalance(alice);
  const gas = (await send(alice, "submit", EPOCH, ...proof.args)) + (await send(alice, "withdraw"));
  const after = await ethers.provider.getBalance(alice);
  console.log(
    `${pc.green("✓")} Alice submitted and withdrew: ${formatEther(before)} -> ${formatEther(after)} ETH (${gas} gas)`,
  );
  await refused(
    "Alice claims again with the same proof",
    call(alice, "submit").staticCall(EPOCH, ...proof.args),
  );

  const verificationGas: bigint = await verifier.getFunction("verifyProof").estimateGas(...proof.args);
  return { proof, proveSeconds, verificationGas };
}

/** keccak256 of the window as the circuit holds it: each return quantised at the input's scale. */
function windowHash({ layout }: Stage["signal"], input: Stage["input"]): string {
  const scale = layout.tensors.find(({ name }) => name === "returns")?.scaleBits ?? 0;
  const felts = (input[0] ?? []).map((value) => signedToFelt(quantise(Number(value), scale).raw));
  return keccak256(concat(felts.map((felt) => toBeHex(felt, 32))));
}

function errorName(contract: BaseContract, error: unknown): string {
  const { data, revert } = error as { data?: string; revert?: { name: string } | null };
  const parsed = revert ?? (typeof data === "string" ? contract.interface.parseError(data) : null);
  return parsed?.name ?? String((error as Error).message).split("\n")[0] ?? "reverted";
}
