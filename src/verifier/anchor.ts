import { VerifierShapeError } from "../errors/verifier.ts";

/**
 * The only match of `pattern` in `source`; anything but the expected number of matches, or matches that differ from each other, is refused.
 *
 * @param what names the anchor in the error
 * @param times how often the engine writes this line
 * @throws VerifierShapeError
 */
export function matchAnchor(
  source: string,
  pattern: RegExp,
  what: string,
  times = 1,
  where?: string,
): RegExpExecArray {
  const matches = [...source.matchAll(new RegExp(pattern.source, "gm"))];
  const [first] = matches;
  if (first === undefined || matches.length !== times) {
    throw new VerifierShapeError(what, `found ${matches.length} times instead of ${times}`, where);
  }
  if (matches.some((match) => match[0] !== first[0]))
    throw new VerifierShapeError(what, "occurrences differ", where);
  return first;
}

/** The first group of the only match of `pattern`, read as a number. */
export function readNumber(source: string, pattern: RegExp, what: string, times = 1, where?: string): number {
  const value = Number(matchAnchor(source, pattern, what, times, where)[1]);
  if (!Number.isSafeInteger(value)) throw new VerifierShapeError(what, "not a small number", where);
  return value;
}
