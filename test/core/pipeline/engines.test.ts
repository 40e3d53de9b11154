import { expect } from "chai";

import { ENGINE_VERSIONS } from "../../../src/engine/versions.ts";
import { contextHash } from "../../../src/context/hash.ts";
import { contextLimbs } from "../../../src/context/limbs.ts";
import { fixedToString } from "../../../src/field/fixed.ts";
import { openBuilt } from "../../../src/pipeline/built.ts";
import { openProver } from "../../../src/pipeline/open-prover.ts";
import type { ProofResult } from "../../../src/pipeline/prove.ts";
import { engineProof, loadProof, verifyNatively } from "../../../src/pipeline/verify.ts";
import { decodeStatement } from "../../../src/statement/decode.ts";
import { useEngines } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { CONTEXT, Sandbox } from "./sandbox.ts";
import { TINY_ARGS, TINY_SCORE } from "./tiny-model.ts";

/** The Poseidon hash alone takes more rows than the model. */
const LOGROWS = { private: 9, public: 9, hashed: 11 } as const;

for (const engine of ENGINE_VERSIONS) {
  describe(`engine ${engine}`, function () {
    this.timeout(120_000);
    let sandbox: Sandbox;
    const withEngines = useEngines();
    before(async () => {
      sandbox = withEngines(await Sandbox.make());
    });
    after(async () => sandbox.remove());

    type Proof = Pick<ProofResult, "proof" | "instances">;
    const verdicts = async (name: string, proofs: readonly Proof[]): Promise<boolean[]> => {
      const model = await sandbox.model(name);
      const built = await openBuilt(sandbox.workspace, model);
      const prover = openProver(sandbox.workspace, model, "native");
      try {
        const found: boolean[] = [];
        for (const proof of proofs) {
          const loaded = loadProof(engineProof(proof, engine), "the proof");
          found.push(await verifyNatively(built, loaded, await prover.get(), "the proof"));
        }
        return found;
      } finally {
        await prover.close();
      }
    };

    for (const inputVisibility of ["private", "public", "hashed"] as const) {
      it(`builds, proves and verifies with ${inputVisibility} inputs and a context`, async () => {
        const runArgs = { ...TINY_ARGS, logrows: LOGROWS[inputVisibility] };
        await sandbox.write(inputVisibility, { engine, inputVisibility, runArgs });
        const { manifest, layout } = await sandbox.build(inputVisibility);
        expect(manifest).to.include({ engine, inputVisibility, context: true });

        const made = await sandbox.prove(inputVisibility);
        const statement = decodeStatement(layout, made.instances);
        const { score } = statement;
        if (typeof score !== "object" || !("raw" in score)) throw new Error("score is one number");
        expect(fixedToString(score)).to.equal(TINY_SCORE);

        const hash = contextHash({ ...CONTEXT, chainId: 31337n, modelDigest: manifest.modelDigest });
        const at = layout.contextOffset ?? -1;
        expect(made.instances.slice(at, at + 6)).to.deep.equal(contextLimbs(hash).map(BigInt));

        const forged = [...made.instances];
        forged[at] = forged[at]! ^ 1n;
        const cut = made.proof.slice(0, -64) as `0x${string}`;
        const proofs = [
          made,
          { proof: made.proof, instances: forged },
          { proof: cut, instances: made.instances },
        ];
        expect(await verdicts(inputVisibility, proofs)).to.deep.equal([true, false, false]);
        expect(await sandbox.leftovers()).to.deep.equal([]);
      });
    }

    if (engine === "21.0.0") {
      it("accepts the wasm prover's proof of the same circuit", async () => {
        const made = await sandbox.prove("public", {}, "wasm");
        expect(await verdicts("public", [made])).to.deep.equal([true]);
      });
    } else {
      it("is refused to the wasm prover, before any work", async () => {
        sandbox.takeSteps();
        await refuses("EZKL_ENGINE_MISMATCH", async () => sandbox.prove("public", {}, "wasm"));
        expect(sandbox.takeSteps()).to.deep.equal([]);
      });
    }
  });
}
