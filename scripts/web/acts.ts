import { z } from "zod";

import { InputInvalidError } from "../../src/errors/pipeline.ts";
import { readClock } from "../../tasks/samples/chain/clock.ts";
import { addressSchema } from "../../tasks/samples/memory.ts";
import { forward as forwardContest } from "../../tasks/singing-contest/forward/task-action.ts";
import { forward as forwardRegistry } from "../../tasks/uniqueness-registry/forward/task-action.ts";
import type { PracticeHandlers } from "../../web/plugins/practice.ts";

import { catchUp, forwardDays } from "./days.ts";
import { signAsDevice } from "./device.ts";
import { fund } from "./fund.ts";
import type { World } from "./world.ts";

const days = z.number().int().positive();

const asked = {
  until: z.object({ until: z.enum(["draw", "entries-closed", "submissions-closed", "disputes-closed"]) }),
  someDays: z.object({ days: days.optional() }),
  days: z.object({ days }),
  account: z.object({ account: addressSchema }),
  image: z.object({
    imageHash: z
      .string()
      .regex(/^\d{1,78}$/, "expected a decimal number")
      .transform(BigInt),
    account: addressSchema,
    act: z.enum(["enroll", "move"]),
    validSeconds: z.number().int().positive().default(3600),
  }),
};

/** What the page may ask of the world, by the functions that the tasks run. */
export function actsOf(world: World): PracticeHandlers {
  const { contest, registry } = world.desks;
  const clock = async (): Promise<{ now: string; block: number }> => {
    await catchUp(world);
    const { now, block } = await readClock(world.connection.ethers.provider);
    return { now: now.toString(), block };
  };
  return {
    "contest/forward": async (given) => {
      await forwardContest(read(asked.until, given), contest);
      return clock();
    },
    "registry/forward": async (given) => {
      const wanted = read(asked.someDays, given).days;
      await forwardRegistry({ days: wanted?.toString() }, registry);
      return clock();
    },
    "vault/forward": async (given) => {
      await forwardDays(world, read(asked.days, given).days);
      return clock();
    },
    "registry/device": async (given) => signAsDevice(registry, read(asked.image, given)),
    fund: async (given) => {
      await fund(world, read(asked.account, given).account);
      return {};
    },
  };
}

function read<Schema extends z.ZodTypeAny>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data as z.output<Schema>;
  const [issue] = parsed.error.issues;
  throw new InputInvalidError(
    issue?.path.join(".") ?? "",
    issue?.message ?? "",
    "ask as web/practice-acts.ts says",
  );
}
