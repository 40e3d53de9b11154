/**
 * Every `of`-th guard, beginning with the `index`-th.
 * @typedef {{ index: number, of: number }} Share
 */

/**
 * Reads `[--share I/N] [NAME_PART…]`, 1 <= I <= N; without a share all guards are meant.
 * @param {readonly string[]} args
 * @returns {{ share: Share, parts: string[] }}
 */
export function parseArguments(args) {
  const parts = [...args];
  const at = parts.indexOf("--share");
  if (at < 0) return { share: { index: 0, of: 1 }, parts };
  const [, text = ""] = parts.splice(at, 2);
  const [, index, of] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
  if (index === undefined || Number(index) > Number(of))
    throw new Error(`--share "${text}": give it as I/N with 1 <= I <= N`);
  return { share: { index: Number(index) - 1, of: Number(of) }, parts };
}

/**
 * The share that is a commit's turn: each of `of` comes up for about as many commits.
 * @param {string} commit 40 hex digits; anything else takes the first share
 * @param {number} of
 */
export function shareOfCommit(commit, of) {
  return `${(turnOf(commit) % of) + 1}/${of}`;
}

/**
 * A number for a commit, of which shares are taken.
 * @param {string} commit 40 hex digits; anything else gives 0
 */
export function turnOf(commit) {
  return /^[0-9a-f]{40}$/.test(commit) ? Number.parseInt(commit.slice(0, 8), 16) : 0;
}
