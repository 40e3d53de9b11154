import { expect } from "chai";
import { network } from "hardhat";

import { NO_METADATA_HASH } from "../../../scripts/solc.ts";
import { VerifierShapeError } from "../../../src/errors/verifier.ts";
import { readEngineSource } from "../../../src/verifier/engine-source.ts";
import { hardenVerifier, specialiseVerifier } from "../../../src/verifier/index.ts";
import { requireWritten } from "../../../src/verifier/proof/written.ts";
import { verifyCall } from "../../helpers/calldata.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { deployCompiled, type Connection } from "../../helpers/scorer.ts";
import { loadEngineSource, loadProof } from "../../helpers/vectors.ts";
import { type Answer, type Ask, deployAsker } from "./ask-many.ts";
import { type Kind, KINDS, type Mutant, mutantsOf } from "./mutants.ts";
import { perturbations } from "./perturbations.ts";

const CONTRACT = "ModelVerifier";
/** All recorded circuits, and a proof of each. */
const CIRCUITS = {
  scorer: "alice-1",
  "scorer-foreign": "alice-1",
  "scorer-other-srs": "alice-1",
  "scorer-reweighted": "alice-1",
  "scorer-v23": "alice-1",
  "scorer-version-1": "alice-1",
  "scorer-version-2": "alice-1",
  "scorer-wide": "alice-1",
  "singing-judge": "alice-1-good",
  "trading-signal": "alice-1",
  "trading-vault": "alice-d0",
  "biometric-code": "ann-1",
};
const FORMS = [specialiseVerifier, hardenVerifier];
/** Of each contract: more than five thousand in all. `npm run verdicts` tries them all, the tests one in two hundred. */
const MUTANTS_EACH = 210;
const CALLS_EACH = 48;
const [SHARE, SHARES] = (process.env["EZKL_MUTANTS"] ?? "1/200").split("/").map(Number) as [number, number];

/**
 * Why a changed contract that the compiler makes other code of can still be the same function of the call data. A kind that is not named never can.
 */
const IDENTITIES: Partial<Record<Kind, string>> = {
  "an instruction": "its result is not used, or the same for all values that it is given",
  "a number": "a word that nothing reads",
  "a name": "another name for the same value, or a word that nothing reads",
  "the order of arguments": "a sum, a product or a conjunction, or a word that nothing reads",
  "an argument": "a word that nothing reads",
  "a line left out": "a word that nothing reads",
  "a line twice": "a check made twice, or a word that nothing reads",
  "a line moved":
    "what it writes is the same, is written again before it is read, or is in a branch that is never taken",
  "a statement more":
    "what it writes is the same, is written again before it is read, or is in a branch that is never taken",
  "a line that is a comment": "a word that nothing reads",
};

interface Tried {
  tried: number;
  refused: number;
  /** Passed, but the compiler refuses them: no contract comes of it. */
  notCompiled: number;
  sameCode: number;
  identities: number;
}

describe("a changed verifier", () => {
  let connection: Connection;
  let ask: Ask;
  const figures = new Map<Kind, Tried>(
    KINDS.map((kind) => [kind, { tried: 0, refused: 0, notCompiled: 0, sameCode: 0, identities: 0 }]),
  );
  const listed: string[] = [];
  before(async () => {
    connection = await network.create({ network: "conformance" });
    ask = await deployAsker(connection);
  });
  // For `npm run verdicts`, which adds up what its processes found.
  after(() => {
    if (process.env["EZKL_MUTANTS"] === undefined) return;
    for (const line of listed) console.log(`    identity: ${line.replaceAll("\n", " ⏎ ")}`);
    console.log(`    mutants: ${JSON.stringify(Object.fromEntries(figures))}`);
  });

  const answersOf = async (runtime: string, calls: readonly string[]): Promise<readonly Answer[]> =>
    ask(await deployCompiled(connection, { abi: [], bytecode: creationOf(runtime), runtime }), calls);

  const sources = Object.entries(CIRCUITS).flatMap(([model, proof]) =>
    FORMS.map((render) => ({ model, proof, render })),
  );
  const total = sources.length * MUTANTS_EACH;
  const [from, to] = [Math.floor(((SHARE - 1) * total) / SHARES), Math.floor((SHARE * total) / SHARES)];

  for (const [place, { model, proof, render }] of sources.entries()) {
    const [first, last] = [place * MUTANTS_EACH, (place + 1) * MUTANTS_EACH];
    if (last <= from || first >= to) continue;
    it(`is the same function or refused: ${render.name} of ${model}`, async function () {
      this.timeout(1_200_000);
      const engineVersion = model.endsWith("v23") || model.endsWith("wide") ? "23.0.5" : "21.0.0";
      const options = { model, engineVersion, contractName: CONTRACT };
      const engine = readEngineSource(loadEngineSource(model), options);
      const { source } = render(engine.source, options);
      const runtime = compileSolidity(source, CONTRACT, NO_METADATA_HASH).runtime;
      const calls = callsOf(model, proof, place);
      let expected: readonly Answer[] | null = null;
      const passes = (mutant: Mutant): boolean => {
        try {
          const checksBeforePoints = render === specialiseVerifier;
          requireWritten(engine, mutant.source, { contractName: CONTRACT, checksBeforePoints });
          return true;
        } catch (error) {
          if (error instanceof VerifierShapeError) return false;
          throw error;
        }
      };

      for (const mutant of mutantsOfRange(source, place, from - first, to - first)) {
        const counts = figures.get(mutant.kind)!;
        counts.tried++;
        if (!passes(mutant)) {
          counts.refused++;
          continue;
        }
        const code = compiledOrNull(mutant.source);
        if (code === null) counts.notCompiled++;
        else if (code === runtime) counts.sameCode++;
        else {
          const what = `${render.name} of ${model}, ${mutant.kind}: ${mutant.line.trim()}`;
          const reason = IDENTITIES[mutant.kind];
          expect(reason, what).to.be.a("string");
          expected ??= await answersOf(runtime, calls);
          expect(expected[0], "the proof itself").to.deep.include({ ok: true });
          expect(await answersOf(code, calls), what).to.deep.equal(expected);
          counts.identities++;
          listed.push(`${what} (${reason})`);
        }
      }
    });
  }
});

function mutantsOfRange(source: string, seed: number, from: number, to: number): Mutant[] {
  const mutants: Mutant[] = [];
  let index = 0;
  for (const mutant of mutantsOf(source, seed)) {
    if (index >= Math.min(to, MUTANTS_EACH)) break;
    if (index >= from) mutants.push(mutant);
    index++;
  }
  return mutants;
}

/** The proof itself, then perturbations of it from all over. */
function callsOf(model: string, name: string, seed: number): string[] {
  const proven = loadProof(model, name);
  const all = perturbations(proven, [], 3000, seed);
  const step = Math.floor(all.length / CALLS_EACH);
  const some = all.filter((_, index) => index % step === 0).map(({ calldata }) => calldata);
  return [verifyCall(proven.proof, proven.instances), ...some];
}

/** Runtime code, or null where the compiler refuses the source. */
function compiledOrNull(source: string): string | null {
  try {
    return compileSolidity(source, CONTRACT, NO_METADATA_HASH).runtime;
  } catch {
    return null;
  }
}

/** Creation code that leaves the runtime code: PUSH2 length, DUP1, PUSH1 10, PUSH0, CODECOPY, PUSH0, RETURN. */
function creationOf(runtime: string): string {
  const length = ((runtime.length - 2) / 2).toString(16).padStart(4, "0");
  return `0x61${length}80600a5f395ff3${runtime.slice(2)}`;
}
