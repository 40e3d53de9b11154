import { EzklError } from "../../src/errors/base.ts";

/** The vault is not in the state that the task needs. */
export class VaultStateError extends EzklError {
  constructor(where: string, what: string, remedy: string) {
    super("EZKL_VAULT_STATE", { what, where, remedy });
  }
}
