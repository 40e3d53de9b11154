import { circuits } from "virtual:circuits";

import { catalogueSchema, type Circuit } from "./catalogue.ts";
import { CatalogueError, CircuitMissingError } from "./errors.ts";
import type { ModelName } from "./types.ts";

/** What the page was built with of a model. @throws CircuitMissingError, CatalogueError */
export function circuitOf(model: ModelName): Circuit {
  const read = catalogueSchema.safeParse(circuits);
  if (!read.success) throw new CatalogueError(read.error.issues[0]?.message ?? "");
  const entry = read.data[model];
  if (entry === undefined || "missing" in entry) throw new CircuitMissingError(model, entry);
  return entry;
}
