import { readdirSync } from "node:fs";

import { expect } from "chai";
import { network } from "hardhat";

import { hardenVerifier, specialiseVerifier } from "../../../src/verifier/index.ts";
import { verifyCall } from "../../helpers/calldata.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { deployCompiled, type Connection } from "../../helpers/scorer.ts";
import { share } from "../../helpers/share.ts";
import { loadEngineSource, loadProof } from "../../helpers/vectors.ts";
import { deployAsker, type Ask } from "./ask-many.ts";
import { perturbations, type Proven } from "./perturbations.ts";

const CONTRACT = "ModelVerifier";
/** Recorded proofs of each circuit, of both engines. */
const CIRCUITS = {
  scorer: ["alice-1", "alice-2", "bob-1"],
  "scorer-v23": ["alice-1"],
  "trading-signal": ["alice-1", "alice-2-highest", "bob-1"],
  "singing-judge": ["alice-1-good", "bob-2-middling"],
  "biometric-code": ["ann-1", "bob-1", "cid-1"],
};
/** Perturbed proofs of each circuit. `npm run verdicts` asks for all of them, or for a share I/N; the tests ask for one in a hundred and twenty of half of the circuits. */
const PERTURBATIONS_EACH = 2200;
const shareIn = (name: string, otherwise: string) =>
  (process.env[name] ?? otherwise).split("/").map(Number) as [number, number];
const [SHARE, SHARES] = shareIn("EZKL_PERTURBATIONS", "1/120");
/** Each process of `npm run verdicts` has circuits of its own, the tests have half of them: to make a circuit's two verifiers takes longer than a hundred answers. */
const [PROCESS, PROCESSES] = shareIn("EZKL_CIRCUITS", "1/1");
const ALL_CIRCUITS = [...Object.entries(CIRCUITS).entries()];
const OWN =
  process.env["EZKL_CIRCUITS"] === undefined
    ? share(ALL_CIRCUITS, 2)
    : ALL_CIRCUITS.filter(([seed]) => seed % PROCESSES === PROCESS - 1);
const AT_ONCE = 64;
/** The word 1. */
const TRUE = `0x${"1".padStart(64, "0")}`;

describe("a specialised verifier", () => {
  let connection: Connection;
  let ask: Ask;
  let total = 0;
  before(async () => {
    connection = await network.create({ network: "conformance" });
    ask = await deployAsker(connection);
  });
  after(() => expect(total, "perturbed proofs in all").to.be.at.least((OWN.length * 2_000) / SHARES));

  const deploy = async (model: string, render: typeof hardenVerifier) => {
    const engineVersion = model.endsWith("v23") ? "23.0.5" : "21.0.0";
    const { source } = render(loadEngineSource(model), { model, engineVersion, contractName: CONTRACT });
    return deployCompiled(connection, compileSolidity(source, CONTRACT));
  };

  for (const [seed, [model, names]] of OWN) {
    it(`answers as the engine's for ${model}, on good proofs and on perturbed ones`, async function () {
      this.timeout(1_200_000);
      const [engine, ours] = [await deploy(model, hardenVerifier), await deploy(model, specialiseVerifier)];
      const [first, ...others] = names.map((name): Proven => loadProof(model, name));
      const good = [first!, ...others].map(({ proof, instances }) => verifyCall(proof, instances));
      for (const { ok, data } of await ask(ours, good))
        expect({ ok, data }, "a good proof").to.deep.equal({ ok: true, data: TRUE });

      const perturbed = perturbations(first!, others, PERTURBATIONS_EACH, seed).filter(
        (_, index) => index % SHARES === (SHARE + seed) % SHARES,
      );
      for (let at = 0; at < perturbed.length; at += AT_ONCE) {
        const some = perturbed.slice(at, at + AT_ONCE);
        const calls = some.map(({ calldata }) => calldata);
        const [theirs, own] = [await ask(engine, calls), await ask(ours, calls)];
        for (const [index, { name }] of some.entries()) expect(own[index], name).to.deep.equal(theirs[index]);
      }
      total += perturbed.length;
    });
  }

  if (PROCESS > 1) return;

  it("refuses a point off the curve before any precompile could take all the gas", async () => {
    const ours = await deploy("scorer", specialiseVerifier);
    const { proof, instances } = loadProof("scorer", "alice-1");
    const data = verifyCall(`${proof.slice(0, -1)}${proof.endsWith("0") ? "1" : "0"}`, instances);
    const gas = "0x1d4c0"; // 120,000: less than the pairing alone
    const refusal = await connection.provider
      .request({ method: "eth_call", params: [{ to: ours, data, gas }, "latest"] })
      .then(() => "accepted", String);
    expect(refusal).to.include("revert").and.not.include("out of gas");
  });

  it("is tried on circuits that are recorded", () => {
    const recorded = readdirSync(new URL("../../vectors/", import.meta.url));
    expect(recorded).to.include.members(Object.keys(CIRCUITS));
  });
});
