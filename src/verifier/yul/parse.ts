import { VerifierShapeError } from "../../errors/verifier.ts";
import type { Expression, Statement } from "./syntax.ts";
import { tokenise } from "./tokens.ts";

const WORD = 1n << 256n;
const NAME = /^[A-Za-z_$]/;
/** Statements that the verifiers do not use; without this they would be read as names. */
const UNUSED = new Set(["switch", "case", "default", "break", "continue", "leave"]);

/**
 * Reads the statements of an assembly block.
 * @param text what is between the block's braces
 * @throws VerifierShapeError on anything that verifiers do not use
 */
export function parseAssembly(text: string, where?: string): Statement[] {
  return new Parser(tokenise(text, where), where).program();
}

class Parser {
  readonly #tokens: readonly string[];
  readonly #where: string | undefined;
  #at = 0;

  constructor(tokens: readonly string[], where: string | undefined) {
    this.#tokens = tokens;
    this.#where = where;
  }

  program(): Statement[] {
    const statements: Statement[] = [];
    while (this.#at < this.#tokens.length) statements.push(this.#statement());
    return statements;
  }

  #statement(): Statement {
    const token = this.#peek();
    if (token === "{") return { kind: "block", body: this.#block() };
    if (token === "let") return this.#declaration();
    if (token === "if") {
      this.#take("if");
      return { kind: "if", condition: this.#expression(), body: this.#block() };
    }
    if (token === "for") {
      this.#take("for");
      const [before, condition, after, body] = [
        this.#block(),
        this.#expression(),
        this.#block(),
        this.#block(),
      ];
      return { kind: "for", before, condition, after, body };
    }
    if (token === "function") return this.#function();
    const following = this.#tokens[this.#at + 1];
    if (following === ":=" || following === ",") {
      const names = this.#names();
      this.#take(":=");
      return { kind: "set", declares: false, names, value: this.#expression() };
    }
    return { kind: "expression", value: this.#expression() };
  }

  #declaration(): Statement {
    this.#take("let");
    const names = this.#names();
    if (this.#peek() !== ":=") return { kind: "set", declares: true, names, value: null };
    this.#take(":=");
    return { kind: "set", declares: true, names, value: this.#expression() };
  }

  #function(): Statement {
    this.#take("function");
    const name = this.#name();
    this.#take("(");
    const parameters = this.#peek() === ")" ? [] : this.#names();
    this.#take(")");
    let results: string[] = [];
    if (this.#peek() === "->") {
      this.#take("->");
      results = this.#names();
    }
    return { kind: "function", name, parameters, results, body: this.#block() };
  }

  #block(): Statement[] {
    const statements: Statement[] = [];
    this.#take("{");
    while (this.#peek() !== "}") statements.push(this.#statement());
    this.#take("}");
    return statements;
  }

  #expression(): Expression {
    const token = this.#peek();
    if (/^[0-9]/.test(token)) return { kind: "literal", value: this.#literal() };
    const name = this.#name();
    if (this.#tokens[this.#at] !== "(") return { kind: "name", name };
    this.#take("(");
    const args: Expression[] = [];
    while (this.#peek() !== ")") {
      if (args.length > 0) this.#take(",");
      args.push(this.#expression());
    }
    this.#take(")");
    return { kind: "call", name, args };
  }

  #literal(): bigint {
    const value = BigInt(this.#peek());
    if (value >= WORD) this.#refuse("a word");
    this.#at++;
    return value;
  }

  #names(): string[] {
    const names = [this.#name()];
    while (this.#tokens[this.#at] === ",") {
      this.#take(",");
      names.push(this.#name());
    }
    return names;
  }

  #name(): string {
    const token = this.#peek();
    if (!NAME.test(token) || UNUSED.has(token)) this.#refuse("a name");
    this.#at++;
    return token;
  }

  #take(expected: string): void {
    if (this.#peek() !== expected) this.#refuse(`"${expected}"`);
    this.#at++;
  }

  #peek(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new VerifierShapeError("the assembly", "it ends too early", this.#where);
    return token;
  }

  #refuse(expected: string): never {
    const around = this.#tokens.slice(Math.max(0, this.#at - 3), this.#at + 3).join(" ");
    throw new VerifierShapeError("the assembly", `expected ${expected} near "${around}"`, this.#where);
  }
}
