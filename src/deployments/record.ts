import type { Deployment } from "../artifacts/deployments.ts";

import { writeDeploymentsModule } from "./module.ts";
import { readDeployments, recordDeployment } from "./store.ts";

/** Records a deployment and makes the typed module of it; what is on record already stays as it is. */
export async function publishRecord(
  { records, types }: { records: string; types: string },
  chainId: bigint,
  name: string,
  deployment: Deployment,
): Promise<void> {
  const found = (await readDeployments(records, chainId))[name];
  const same = found?.address === deployment.address && found.transactionHash === deployment.transactionHash;
  if (!same) await recordDeployment(records, chainId, name, deployment);
  await writeDeploymentsModule(records, types);
}
