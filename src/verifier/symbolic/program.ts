import { VerifierShapeError } from "../../errors/verifier.ts";
import { parseAssembly } from "../yul/parse.ts";
import type { Statement } from "../yul/syntax.ts";

/** Who wrote a verifier: the engine, whose call data has any layout, or this package, which begins with a guard. */
export type Form = "engine" | "guarded";

/** A verifier's assembly, and what the names of Solidity mean in it. */
export interface Program {
  form: Form;
  /** The contract's. */
  name: string;
  statements: readonly Statement[];
  constants: ReadonlyMap<string, bigint>;
}

const HEADS: Readonly<Record<Form, readonly string[]>> = {
  engine: [
    "    function verifyProof(",
    "        bytes calldata proof,",
    "        uint256[] calldata instances",
    "    ) public returns (bool) {",
    "        assembly {",
  ],
  guarded: [
    "    function verifyProof(bytes calldata proof, uint256[] calldata instances) external view returns (bool) {",
    "        assembly {",
  ],
};
const PRAGMAS: Readonly<Record<Form, string>> = {
  engine: "pragma solidity ^0.8.0;",
  guarded: "pragma solidity ^0.8.28;",
};
const ERROR = "    error EzklNonCanonicalCalldata();";

const NOTHING = /^ *(?:\/\/.*)?$/;
const CONTRACT = /^contract ([A-Z][A-Za-z0-9]*) \{$/;
const CONSTANT =
  /^ {4}uint256 (?:internal|private) constant +([A-Z][A-Z0-9_]*) = (0x[0-9a-f]+|0|[1-9][0-9]*); *$/;
/** Anything else could end a comment, or a line, for the compiler and not for what reads here. */
const PLAIN = /^[ -~\n]*$/;

/**
 * Reads a whole file: one contract of constants and one function of one assembly block. Every line is one of the known ones, a comment or empty; whatever the
 * compiler would see beside them is refused.
 * @throws VerifierShapeError
 */
export function readProgram(source: string, where?: string): Program {
  if (!PLAIN.test(source))
    throw new VerifierShapeError(
      "the text",
      "a character other than printable ASCII, space and newline",
      where,
    );
  return new Reader(source.split("\n"), where).program();
}

class Reader {
  readonly #lines: readonly string[];
  readonly #where: string | undefined;
  readonly #constants = new Map<string, bigint>();
  #at = 0;

  constructor(lines: readonly string[], where: string | undefined) {
    this.#lines = lines;
    this.#where = where;
  }

  program(): Program {
    const form = this.#next() === PRAGMAS.engine ? "engine" : "guarded";
    this.#take(PRAGMAS[form]);
    const name = CONTRACT.exec(this.#next())?.[1];
    if (name === undefined) this.#refuse("the contract's name");
    this.#at++;
    while (this.#constant());
    if (form === "guarded") this.#take(ERROR);
    this.#next();
    for (const line of HEADS[form]) this.#takeHere(line);
    const start = this.#at;
    while (this.#at < this.#lines.length && this.#lines[this.#at] !== "        }") this.#at++;
    const assembly = this.#lines.slice(start, this.#at).join("\n");
    for (const line of ["        }", "    }", "}"]) this.#takeHere(line);
    if (this.#lines.slice(this.#at).some((line) => line !== "")) this.#refuse("the end");
    return { form, name, statements: parseAssembly(assembly, this.#where), constants: this.#constants };
  }

  #constant(): boolean {
    const [, name, value] = CONSTANT.exec(this.#next()) ?? [];
    if (name === undefined || value === undefined) return false;
    if (this.#constants.has(name)) this.#refuse(`one constant ${name}`);
    const number = BigInt(value);
    if (number >> 256n !== 0n) this.#refuse(`a word for ${name}`);
    this.#constants.set(name, number);
    this.#at++;
    return true;
  }

  /** The next line that the compiler does not pass over. */
  #next(): string {
    while (NOTHING.test(this.#lines[this.#at] ?? "?")) this.#at++;
    return this.#lines[this.#at] ?? "";
  }

  #take(expected: string): void {
    this.#next();
    this.#takeHere(expected);
  }

  /** Takes this very line: the engine ends some with a space. */
  #takeHere(expected: string): void {
    if (this.#lines[this.#at]?.trimEnd() !== expected) this.#refuse(`"${expected.trim()}"`);
    this.#at++;
  }

  #refuse(expected: string): never {
    const found = this.#lines[this.#at] ?? "the end";
    throw new VerifierShapeError(
      "the text outside of the assembly",
      `expected ${expected} at line ${this.#at + 1}, found "${found.slice(0, 80).trim()}"`,
      this.#where,
    );
  }
}
