import type { Provider } from "ethers";

import { readEnrolment, type Enrolment } from "../read/enrolment.ts";
import { enrolledOf, readEvents } from "../read/events.ts";
import type { Registry } from "../registry.ts";

/** Every enrolment that a device vouched for and that is frozen. */
export async function frozenCodes(provider: Provider, registry: Registry, device: string): Promise<bigint[]> {
  const accounts = [...enrolledOf(await readEvents(provider, registry)).values()];
  const enrolments = await Promise.all(accounts.map(async (account) => readEnrolment(registry, account)));
  const frozen = enrolments.filter(
    (enrolment): enrolment is Enrolment =>
      enrolment?.frozen === true && [enrolment.device, enrolment.moveDevice].includes(device),
  );
  return frozen.map(({ code }) => code);
}
