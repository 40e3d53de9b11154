import { PRECOMPILE_QUESTIONS, type PrecompileName, type PrecompileQuestion } from "./questions.ts";

/** What a chain made of a question: what the call returned, or why it failed. A chain that could not be asked has made nothing of it. */
export type PrecompileAnswer = { data: string } | { failure: string };

/** A precompile that verifiers need and that the chain lacks, or has wrong. */
export interface PrecompileFault {
  address: string;
  name: PrecompileName;
  /** What it was asked and what it answered, as the end of a sentence: "ECADD (0x…06) …". */
  why: string;
}

/**
 * Puts every question to a chain, until one is answered wrongly.
 * @param ask one call; it throws when the chain cannot be asked, which says nothing about a precompile
 * @returns undefined when all answers are right
 *
 * @example
 * const fault = await findPrecompileFault(async ({ to, data }) => ({ data: await ethCall(to, data) }));
 */
export async function findPrecompileFault(
  ask: (question: PrecompileQuestion) => Promise<PrecompileAnswer>,
): Promise<PrecompileFault | undefined> {
  for (const question of PRECOMPILE_QUESTIONS) {
    const fault = faultIn(question, await ask(question));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** What is wrong with one answer; undefined when it is right. */
export function faultIn(
  { to: address, name, asks, expected }: PrecompileQuestion,
  answer: PrecompileAnswer,
): PrecompileFault | undefined {
  const fault = (how: string): PrecompileFault => ({ address, name, why: `${how} (asked: ${asks})` });
  if ("failure" in answer) return expected === "refusal" ? undefined : fault(`fails: ${answer.failure}`);
  const data = answer.data.toLowerCase();
  if (data === expected) return undefined;
  if (data === "0x") return fault("answers nothing, as an address without code does");
  if (expected === "refusal") return fault("answers what it should refuse");
  return data.length === expected.length
    ? fault("answers wrongly")
    : fault(`answers with ${(data.length - 2) / 2} bytes instead of ${(expected.length - 2) / 2}`);
}
