/**
 * What verifying recorded proofs costs on an EVM of the hardfork "osaka": node scripts/vectors/verifier-gas.ts LIST.json
 * LIST: [{ source, engine, proof, instances }], `source` the text that the engine wrote, `proof` hex, `instances` decimal.
 * Prints, in the list's order, the figures of both renderings: gas of the transaction and of the deployment, bytes of runtime code, scalar multiplications.
 */
import { readFileSync } from "node:fs";

import { hardenVerifier, specialiseVerifier } from "../../src/verifier/index.ts";
import { compileSolidity } from "../../test/helpers/compile.ts";
import { measureVerifier, measuringChain } from "../../test/helpers/verifier-figures.ts";

interface Recorded {
  source: string;
  engine: string;
  proof: string;
  instances: string[];
}

const contractName = "RecordedVerifier";
const chain = await measuringChain();
const list = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as Recorded[];
const figures = [];
for (const { source, engine, proof, instances } of list) {
  const options = { model: "recorded", engineVersion: engine, contractName };
  figures.push({
    engine: await measure(hardenVerifier(source, options).source, proof, instances),
    specialised: await measure(specialiseVerifier(source, options).source, proof, instances),
  });
}
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);

async function measure(source: string, proof: string, instances: readonly string[]) {
  const compiled = compileSolidity(source, contractName);
  const figures = await measureVerifier(chain, compiled, { proof, instances: instances.map(BigInt) });
  const { gas, deployGas, bytes: verifierBytes, multiplications: ecMul } = figures;
  return { gas, deployGas, verifierBytes, ecMul };
}
