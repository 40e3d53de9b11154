import { VerifierShapeError } from "../../../errors/verifier.ts";

/** Words, numbers, `:=`, `->` and single characters; comments and white space are skipped. */
const TOKEN = /\s+|\/\/[^\n]*|(:=|->|[{}(),]|0x[0-9a-fA-F]+|[0-9]+|[A-Za-z_$][\w$]*(?:\.[A-Za-z]+)?)/y;

/** @throws VerifierShapeError at the first character that starts no token */
export function tokenise(text: string, where?: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new VerifierShapeError("the assembly", `"${text.slice(at, at + 20)}"`, where);
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens;
}
