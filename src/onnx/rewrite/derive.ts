import { rewriteOnnx, RULES, type RuleName } from "./index.ts";

/**
 * The rules by which a rewritten model comes from its source; undefined where none do, because one of the two is another file than it was. The bytes decide:
 * a rewrite keeps all that it does not reword, weights among it.
 * @throws OnnxMalformedError of the source
 */
export function rulesOfRewrite(
  source: Uint8Array,
  rewritten: Uint8Array,
  where: string,
): readonly RuleName[] | undefined {
  const names = Object.keys(RULES) as RuleName[];
  // Each node is reworded by itself: a rule that finds nothing alone finds nothing beside others.
  const applicable = names.filter((rule) => rewriteOnnx(source, [rule], where) !== undefined);
  return subsets(applicable).find((rules) => {
    const derived = rewriteOnnx(source, rules, where);
    return derived !== undefined && Buffer.compare(derived, rewritten) === 0;
  });
}

/** The largest first: a search mostly applies all that there is. */
function subsets(names: readonly RuleName[]): RuleName[][] {
  const found: RuleName[][] = [];
  for (let bits = 2 ** names.length - 1; bits > 0; bits--)
    found.push(names.filter((_, index) => (bits >> index) & 1));
  return found;
}
