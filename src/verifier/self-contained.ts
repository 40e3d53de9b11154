import { VerifierNotSelfContainedError } from "../errors/verifier.ts";

const JUMPDEST = 0x5b;
const [PUSH1, PUSH32] = [0x60, 0x7f];
const [GAS, STATICCALL] = [0x5a, 0xfa];
/** SLOAD, TLOAD, CREATE, CALL, CALLCODE, DELEGATECALL, CREATE2, STATICCALL, SELFDESTRUCT. */
const SUSPECT = new Set([0x54, 0x5c, 0xf0, 0xf1, 0xf2, 0xf4, 0xf5, STATICCALL, 0xff]);
/** STOP, JUMP, RETURN, REVERT, INVALID. */
const TERMINAL = new Set([0x00, 0x56, 0xf3, 0xfd, 0xfe]);
const LAST_PRECOMPILE = 10;

export interface OutsideInstruction {
  position: number;
  opcode: number;
}

/**
 * The first live instruction by which runtime code hands control to other code or reads storage: the sweep that `EzklVerifierPin` makes on
 * chain, and the same answer. Undefined for code that depends on nothing but its call data.
 */
export function findOutside(runtime: Uint8Array): OutsideInstruction | undefined {
  const { value } = outsideInstructions(runtime).next();
  return value ?? undefined;
}

/** All of them, from the start. */
export function* outsideInstructions(runtime: Uint8Array): Generator<OutsideInstruction, undefined> {
  let live = true;
  for (let position = 0; position < runtime.length; position++) {
    const opcode = runtime[position]!;
    if (opcode === JUMPDEST) live = true;
    else if (opcode >= PUSH1 && opcode <= PUSH32)
      position += callsPrecompile(runtime, position) ? 3 : opcode - PUSH1 + 1;
    else if (live && SUSPECT.has(opcode)) yield { position, opcode };
    else if (TERMINAL.has(opcode)) live = false;
  }
  return undefined;
}

/**
 * Refuses, before anything is deployed, a verifier that no consumer would pin.
 *
 * The compiler ends the code with a hash of its metadata. By chance about one hash in a hundred holds a JUMPDEST and then one of the
 * instructions, and nothing but the whole program tells that nobody jumps there.
 * @throws VerifierNotSelfContainedError
 */
export function requireSelfContained(runtime: Uint8Array, where?: string): void {
  const outside = findOutside(runtime);
  if (outside !== undefined) throw new VerifierNotSelfContainedError(outside, where);
}

/** PUSH1 1..10, GAS, STATICCALL from `at` on. */
function callsPrecompile(code: Uint8Array, at: number): boolean {
  const address = code[at + 1] ?? 0;
  return (
    code[at] === PUSH1 &&
    address >= 1 &&
    address <= LAST_PRECOMPILE &&
    code[at + 2] === GAS &&
    code[at + 3] === STATICCALL
  );
}
