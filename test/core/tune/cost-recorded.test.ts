import { expect } from "chai";

import { circuitShape, predict, REFERENCE_SPEED, speedFrom } from "../../../src/tune/cost/index.ts";
import { vkBytes } from "../../../src/tune/cost/keys.ts";
import { proveCpuSeconds, setupCpuSeconds } from "../../../src/tune/cost/seconds.ts";
import { expectNear } from "../../helpers/near.ts";
import { recordedCircuits, type RecordedCircuit } from "./recorded-circuits.ts";

const MODELS = 20;

describe("predicted costs of recorded circuits", () => {
  const circuits = recordedCircuits();

  it(`are of ${MODELS} models or more, with both engines`, () => {
    expect(new Set(circuits.map(({ name }) => name.split(" ")[0])).size).to.be.at.least(MODELS);
    expect(new Set(circuits.map(({ facts }) => facts.engine)).size).to.equal(2);
  });

  for (const { name, facts, measured } of circuits) {
    it(`know keys, proof and multiplications of ${name} to the byte`, () => {
      const { pkBytes, proofBytes, ecMul } = predict(facts, REFERENCE_SPEED);
      expect({ pkBytes, proofBytes, ecMul, vkBytes: vkBytes(circuitShape(facts)) }).to.deep.equal({
        pkBytes: measured.pkBytes,
        proofBytes: measured.proofBytes,
        ecMul: measured.engine.ecMul,
        vkBytes: measured.vkBytes,
      });
    });
  }

  for (const rendering of ["engine", "specialised"] as const) {
    it(`know the gas of the ${rendering} rendering within 3 %, size and deployment within 5 %`, () => {
      const misses = circuits.flatMap(({ name, facts, measured }) => {
        const predicted = predict(facts, REFERENCE_SPEED, rendering);
        return [
          ...miss(name, "gas", predicted.gas, measured[rendering].gas, 0.03),
          ...miss(name, "deployGas", predicted.deployGas, measured[rendering].deployGas, 0.05),
          ...miss(name, "verifierBytes", predicted.verifierBytes, measured[rendering].verifierBytes, 0.05),
        ];
      });
      expect(misses).to.deep.equal([]);
    });
  }

  it("know processor seconds of proofs and keys within 25 %", () => {
    const misses = circuits.flatMap(({ name, facts, measured }) => {
      const shape = circuitShape(facts);
      return [
        ...miss(name, "prove", proveCpuSeconds(shape), measured.proveSeconds, 0.25),
        ...miss(name, "setup", setupCpuSeconds(shape), measured.setupSeconds, 0.25),
      ];
    });
    expect(misses).to.deep.equal([]);
  });

  it("know peak memory within 25 %", () => {
    expect(
      circuits.flatMap(({ name, facts, measured }) =>
        miss(name, "memory", predict(facts, REFERENCE_SPEED).memoryBytes, measured.memoryBytes, 0.25),
      ),
    ).to.deep.equal([]);
  });

  it("charge a negative public value for its 30 bytes that are not zero, 12 gas each", () => {
    const [{ facts }] = circuits as [RecordedCircuit];
    const gas = (share: number): number => predict(facts, REFERENCE_SPEED, "engine", share).gas;
    expectNear(gas(1) - gas(0), 30 * 12 * (facts.instances - facts.hashes), 2 * facts.instances, "gas");
  });

  it("follow a machine's speed from one proof of its own", () => {
    const [small, other] = circuits as [RecordedCircuit, RecordedCircuit];
    const slow = { threads: 4, factor: 3 };
    const speed = speedFrom(small.facts, predict(small.facts, slow).proveSeconds, slow.threads);
    expectNear(speed.factor, slow.factor, 1e-9, "factor");
    const seconds = predict(other.facts, speed).proveSeconds;
    expectNear(seconds, predict(other.facts, slow).proveSeconds, 1e-9, "seconds");
  });
});

function miss(
  name: string,
  figure: string,
  predicted: number,
  measured: number,
  tolerance: number,
): string[] {
  const off = predicted / measured - 1;
  if (Math.abs(off) <= tolerance) return [];
  return [`${name}: ${figure} ${predicted}, measured ${measured} (${(100 * off).toFixed(1)} %)`];
}
