import { readFileSync } from "node:fs";

import type { HardhatEthersSigner as Signer } from "@nomicfoundation/hardhat-ethers/types";
import { id, keccak256, parseEther, Wallet } from "ethers";
import { z } from "zod";

import { specialiseVerifier } from "../../src/verifier/index.ts";
import { compileFile, compileSolidity, type CompiledContract } from "./compile.ts";
import { compileMock, deployMock } from "./mock-verifiers.ts";
import { connect, deployCompiled, DEPLOYER, type Connection } from "./scorer.ts";
import { chunkOf } from "./uniqueness-registry-codes.ts";
import { loadEngineSource, type RecordedProof } from "./vectors.ts";

export const MODEL = "biometric-code";
export const DAY = 24 * 3600;
export const PAYOUT = parseEther("10");
export const ENROLL = id("enroll");
export const MOVE = id("move");
export const ZERO = "0x0000000000000000000000000000000000000000";

const RATES = new URL("../../models/biometric-code/rates.json", import.meta.url);
const LIMBS = 6;
const LIMB_BITS = 27n;
const APART = {
  UniquenessRegistry: "contracts/samples/uniqueness-registry/UniquenessRegistry.sol",
  LoadedRegistry: "contracts/mocks/LoadedRegistry.sol",
  HammingIndexHarness: "contracts/mocks/HammingIndexHarness.sol",
  MintableToken: "contracts/mocks/ContestTokens.sol",
} as const;
const FIELDS = ["imageHash uint256", "account address", "act bytes32", "deadline uint64"];
const TYPES = {
  Capture: FIELDS.map((field) => ({ name: field.split(" ")[0]!, type: field.split(" ")[1]! })),
};
const library = readFileSync(
  new URL("../../contracts/generated/biometric-code/BiometricCodeStatement.sol", import.meta.url),
  "utf8",
);
const constant = (name: string) => Number(new RegExp(` ${name} = (\\d+);`).exec(library)?.[1]);

/** Layout of the model's instances, as generated. */
export const LAYOUT = {
  instances: constant("INSTANCES"),
  imageHash: constant("CAPTURE_HASH_OFFSET"),
  code: constant("CODE_OFFSET"),
  chunks: constant("CODE_LENGTH"),
  context: constant("CONTEXT_OFFSET"),
};

export const SAMPLE_TERMS = {
  payout: PAYOUT,
  period: BigInt(DAY),
  threshold: 15n,
  moveThreshold: 11n,
  moveDelay: BigInt(3 * DAY),
};

export type RegistryTerms = typeof SAMPLE_TERMS;

export interface RegistryOptions {
  terms?: Partial<RegistryTerms>;
  /** Whether the real verifier stands behind the registry; else one that accepts anything, for rules and money. */
  real?: boolean;
  chainId?: number;
  /** Whether registry and token are compiled apart from Hardhat: for gas and for long searches, which `--coverage` would change or slow down. */
  apart?: boolean;
  /** Whether a registry that codes can be loaded into takes the place. */
  loaded?: boolean;
  /** Name of the token's contract. */
  token?: string;
}

/** What a capture says, and who signs for it; all but the code has a value that counts. */
export interface CaptureOptions {
  imageHash?: bigint;
  deadline?: bigint;
  device?: Wallet;
  /** Whose the signature is, where it is not this registry's. */
  domain?: Partial<{ chainId: number; verifyingContract: string }>;
  /** What the device signs, where it is not what is asked for. */
  signed?: Partial<{ imageHash: bigint; account: string; act: string; deadline: bigint }>;
}

/** The verifier as users deploy it. */
export function registryVerifier(): CompiledContract {
  const { source } = specialiseVerifier(loadEngineSource(MODEL), {
    model: MODEL,
    engineVersion: "21.0.0",
    contractName: "CodeVerifier",
  });
  return compileSolidity(source, "CodeVerifier");
}

async function deployVerifier(connection: Connection, real: boolean): Promise<[string, string]> {
  if (!real) {
    const address = await deployMock(connection, "PermissiveVerifier");
    return [address, keccak256(compileMock("PermissiveVerifier").runtime)];
  }
  const compiled = registryVerifier();
  return [await deployCompiled(connection, compiled), keccak256(compiled.runtime)];
}

/** A contract as Hardhat would compile it, without what `--coverage` adds. */
export const compileApart = (name: keyof typeof APART) => compileFile(APART[name], name);

/** Deploys it and returns its address. */
export const deployApart = (
  connection: Connection,
  name: keyof typeof APART,
  args: readonly unknown[] = [],
  deployer = 0,
) => deployCompiled(connection, compileApart(name), args, deployer);

/** The thresholds that the model's rates were chosen for: what real codes are compared with. */
function modelThresholds(): Pick<RegistryTerms, "threshold" | "moveThreshold"> {
  const { threshold, moveThreshold } = z
    .object({ threshold: z.number(), moveThreshold: z.number() })
    .parse(JSON.parse(readFileSync(RATES, "utf8")));
  return { threshold: BigInt(threshold), moveThreshold: BigInt(moveThreshold) };
}

/** A device's key that differs from name to name. */
export const deviceKey = (name: string) => new Wallet(id(`device ${name}`));

/** A registry with one device, at the address that the recorded proofs name. */
export async function openRegistry(options: RegistryOptions = {}) {
  const connection = await connect(options.chainId);
  const { ethers, networkHelpers } = connection;
  const signers = await ethers.getSigners();
  const [funder, alice, bob, carol, dave, eve] = signers as [Signer, Signer, Signer, Signer, Signer, Signer];
  const owner = signers[9]!;
  const [verifier, codeHash] = await deployVerifier(connection, options.real ?? false);
  // Any of the mocks has the plain one's functions; those that one alone has, a test reaches by itself.
  const token = await ethers.getContractAt(
    "MintableToken",
    options.apart === true
      ? await deployApart(connection, "MintableToken")
      : await (await ethers.deployContract(options.token ?? "MintableToken")).getAddress(),
  );
  const terms = { ...SAMPLE_TERMS, ...(options.real === true ? modelThresholds() : {}), ...options.terms };
  const setup = [verifier, codeHash, await token.getAddress(), { ...terms, owner: owner.address }] as const;
  const name = options.loaded === true ? "LoadedRegistry" : "UniquenessRegistry";
  const deployed = await ethers.getContractAt(
    "UniquenessRegistry",
    options.apart === true
      ? await deployApart(connection, name, setup, DEPLOYER)
      : await (await ethers.deployContract(name, [...setup], signers[DEPLOYER])).getAddress(),
  );
  const registry = deployed.connect(funder);
  const device = deviceKey("one");
  await registry.connect(owner).addDevice(device.address, 1_000);
  const start = await registry.START();
  let images = 0n;

  const domain = {
    name: "Uniqueness Registry",
    version: "1",
    chainId: options.chainId ?? 31337,
    verifyingContract: await registry.getAddress(),
  };
  /** A device's signature over a capture. */
  const sign = (
    capture: { imageHash: bigint; account: string; act: string; deadline: bigint },
    { device: by = device, signed, domain: of }: CaptureOptions = {},
  ) => by.signTypedData({ ...domain, ...of }, TYPES, { ...capture, ...signed });

  /** Arguments of a call that is to enrol, or to ask for a move; nothing is proven. */
  const capture = async (account: string, act: string, code: bigint, capture: CaptureOptions = {}) => {
    const imageHash = capture.imageHash ?? ++images;
    const deadline = capture.deadline ?? BigInt(await networkHelpers.time.latest()) + 3600n;
    const instances = await instancesFor(registry, account, act, imageHash, code);
    const signature = await sign({ imageHash, account, act, deadline }, capture);
    return ["0x01", instances, deadline, signature] as const;
  };
  const enroll = async (account: Signer, code: bigint, options: CaptureOptions = {}) =>
    registry.connect(account).enroll(...(await capture(account.address, ENROLL, code, options)));
  const requestMove = async (account: Signer, code: bigint, options: CaptureOptions = {}) =>
    registry.connect(account).requestMove(...(await capture(account.address, MOVE, code, options)));
  /** Sends a recorded proof with a fresh signature of the device. */
  const submitRecorded = async (
    account: Signer,
    { proof, instances, context }: RecordedProof,
    options: CaptureOptions = {},
  ) => {
    const imageHash = instances[LAYOUT.imageHash]!;
    const act = context.scope === (await registry.moveScope(imageHash)) ? MOVE : ENROLL;
    const deadline = options.deadline ?? BigInt(await networkHelpers.time.latest()) + 3600n;
    const signature = await sign({ imageHash, account: account.address, act, deadline }, options);
    const sender = registry.connect(account);
    return act === MOVE
      ? sender.requestMove(proof, instances, deadline, signature)
      : sender.enroll(proof, instances, deadline, signature);
  };
  /** Gives the pool units of the token. */
  const give = (amount: bigint) => token.mint(registry, amount);
  /** The next transaction is in the first second of the period so many after this one. */
  const nextPeriod = async (count = 1n) => {
    const period = (await registry.currentPeriod()) + count;
    await networkHelpers.time.increaseTo(start + period * terms.period);
    return period;
  };
  return {
    connection,
    ethers,
    networkHelpers,
    registry,
    token,
    terms,
    verifier,
    codeHash,
    setup,
    device,
    owner,
    funder,
    alice,
    bob,
    carol,
    dave,
    eve,
    start,
    sign,
    capture,
    enroll,
    requestMove,
    submitRecorded,
    give,
    nextPeriod,
  };
}

export type OpenRegistry = Awaited<ReturnType<typeof openRegistry>>;

interface Bound {
  enrolmentScope(imageHash: bigint): Promise<string>;
  moveScope(imageHash: bigint): Promise<string>;
  contextOf(account: string, scope: string): Promise<string>;
}

/** Instances as a proof for this call would have them. */
export async function instancesFor(
  registry: Bound,
  account: string,
  act: string,
  imageHash: bigint,
  code: bigint,
): Promise<bigint[]> {
  const scope = await (act === MOVE ? registry.moveScope(imageHash) : registry.enrolmentScope(imageHash));
  const context = BigInt(await registry.contextOf(account, scope));
  const instances = Array.from({ length: LAYOUT.instances }, () => 0n);
  instances[LAYOUT.imageHash] = imageHash;
  for (let i = 0; i < LAYOUT.chunks; i++) instances[LAYOUT.code + i] = BigInt(chunkOf(code, i));
  for (let i = 0; i < LIMBS; i++) {
    instances[LAYOUT.context + i] = (context >> (LIMB_BITS * BigInt(i))) & ((1n << LIMB_BITS) - 1n);
  }
  return instances;
}
