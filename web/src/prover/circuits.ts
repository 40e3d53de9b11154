import { circuits } from "virtual:circuits";

import { catalogueSchema, type Catalogue, type Circuit, type Part } from "./catalogue.ts";
import { CatalogueError, CircuitMissingError } from "./errors.ts";
import type { ModelName } from "./types.ts";

let read: Catalogue | undefined;

/** What the page was built with of a model. @throws CircuitMissingError, CatalogueError */
export function circuitOf(model: ModelName): Circuit {
  const entry = catalogue()[model];
  if (entry === undefined || "missing" in entry) throw new CircuitMissingError(model, entry);
  return entry;
}

/** Every file that this page may ask for or make. */
export function allParts(): readonly Part[] {
  return Object.values(catalogue()).flatMap((entry) =>
    "missing" in entry ? [] : Object.values(entry.parts),
  );
}

function catalogue(): Catalogue {
  if (read !== undefined) return read;
  const { success, data, error } = catalogueSchema.safeParse(circuits);
  if (!success) throw new CatalogueError(error.issues[0]?.message ?? "");
  return (read = data);
}
