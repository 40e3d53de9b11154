import { Common, Hardfork, Mainnet } from "@ethereumjs/common";
import {
  createEVM,
  getActivePrecompiles,
  type EVM,
  type ExecResult,
  type PrecompileFunc,
} from "@ethereumjs/evm";
import { Address, bytesToHex, hexToBytes, type PrefixedHexString } from "@ethereumjs/util";
import { concat, Interface } from "ethers";

import type { CompiledContract } from "./compile.ts";

/** The precompiles that verifiers use: MODEXP, ECADD, ECMUL, ECPAIRING. */
export const PRECOMPILES = [5, 6, 7, 8] as const;
export type Precompile = (typeof PRECOMPILES)[number];

/** What answers at a precompile's address, made from the genuine one; null: nothing, as at any account without code. */
export type Replacements = Readonly<
  Partial<Record<Precompile, ((genuine: PrecompileFunc) => PrecompileFunc) | null>>
>;

/** Code to create a contract with: an artifact, or what was compiled apart. */
export interface Creatable {
  abi: CompiledContract["abi"] | readonly unknown[];
  bytecode: string;
}

/** What a call or a creation came to. */
export interface Outcome {
  ok: boolean;
  /** Returned, or the revert's. */
  data: string;
  /** Without the 21,000 and the call data of a transaction. */
  gas: bigint;
  /** Where the contract is that was created. */
  at?: string | undefined;
}

type StateManager = EVM["stateManager"];

const COMMON = new Common({ chain: Mainnet, hardfork: Hardfork.Osaka });
const GAS = 30_000_000n;

const address = (text: string) => new Address(hexToBytes(text as PrefixedHexString));
const bytes = (text: string) => hexToBytes(text as PrefixedHexString);
const CALLER = address("0x00000000000000000000000000000000000ca11e");

/**
 * An EVM without a chain around it, whose precompiles can be taken away or replaced: Hardhat's node has no way to do either. What is deployed in
 * one is in all that were made of it, so a contract is deployed where everything works and asked where it does not.
 */
export class BareEvm {
  /** Unix seconds of the blocks to come. */
  time = 0n;
  readonly #evm: EVM;

  private constructor(evm: EVM) {
    this.#evm = evm;
  }

  /** One in which everything works. */
  static async open(): Promise<BareEvm> {
    return new BareEvm(await evmWith({}));
  }

  /** The same state and time under other precompiles. */
  async with(replacements: Replacements): Promise<BareEvm> {
    const other = new BareEvm(await evmWith(replacements, this.#evm.stateManager));
    other.time = this.time;
    return other;
  }

  /** @throws Error when the constructor reverts */
  async deploy(contract: Creatable, args: readonly unknown[] = []): Promise<string> {
    const { ok, data, at } = await this.create(contract, args);
    if (!ok || at === undefined) throw new Error(`the creation failed with ${data}`);
    return at;
  }

  async create({ abi, bytecode }: Creatable, args: readonly unknown[] = []): Promise<Outcome> {
    const data = bytes(
      concat([bytecode, Interface.from([...abi] as CompiledContract["abi"]).encodeDeploy(args)]),
    );
    const { execResult, createdAddress } = await this.#run({ data });
    return { ...outcomeOf(execResult), at: createdAddress?.toString() };
  }

  /** A call with exactly these bytes; what it changes stays. */
  async call(to: string, data: string): Promise<Outcome> {
    const { execResult } = await this.#run({ to: address(to), data: bytes(data) });
    return outcomeOf(execResult);
  }

  async #run(message: { to?: Address; data: Uint8Array }) {
    const header = {
      ...{ number: 1n, timestamp: this.time, difficulty: 0n, gasLimit: GAS, baseFeePerGas: 0n },
      ...{ coinbase: CALLER, prevRandao: new Uint8Array(32), getBlobGasPrice: () => undefined },
    };
    return this.#evm.runCall({ caller: CALLER, gasLimit: GAS, block: { header }, ...message });
  }
}

const keyOf = (at: Precompile) => at.toString(16).padStart(40, "0");
/** What each genuine precompile answered before: the same points are asked about in many EVMs, and they are the slow part. */
const REMEMBERED = new Map<Precompile, PrecompileFunc>();

async function evmWith(replacements: Replacements, stateManager?: StateManager): Promise<EVM> {
  const customPrecompiles = PRECOMPILES.map((at) => {
    const where: { address: PrefixedHexString } = { address: `0x${keyOf(at)}` };
    const replace = replacements[at];
    return replace === null ? where : { ...where, function: replace?.(genuine(at)) ?? genuine(at) };
  });
  const state = stateManager === undefined ? {} : { stateManager };
  return createEVM({ common: COMMON, customPrecompiles, ...state });
}

function genuine(at: Precompile): PrecompileFunc {
  const known = REMEMBERED.get(at) ?? remembering(getActivePrecompiles(COMMON).get(keyOf(at))!);
  REMEMBERED.set(at, known);
  return known;
}

function remembering(precompile: PrecompileFunc): PrecompileFunc {
  const answers = new Map<string, ExecResult>();
  return async (call) => {
    const key = bytesToHex(call.data);
    const known = answers.get(key);
    if (known !== undefined && known.executionGasUsed <= call.gasLimit) return known;
    const answer = await precompile(call);
    // A failure takes all the gas that there is, which another caller may have more of.
    if (answer.exceptionError === undefined) answers.set(key, answer);
    return answer;
  };
}

function outcomeOf({ exceptionError, returnValue, executionGasUsed }: ExecResult): Outcome {
  return { ok: exceptionError === undefined, data: bytesToHex(returnValue), gas: executionGasUsed };
}
