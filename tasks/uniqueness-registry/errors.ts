import { EzklError } from "../../src/errors/base.ts";

/** The registry, or an account in it, is not in the state that the task needs. */
export class RegistryStateError extends EzklError {
  constructor(where: string, what: string, remedy: string) {
    super("EZKL_REGISTRY_STATE", { what, where, remedy });
  }
}

/** A capture that is not for what it is used for: another account, act, registry or chain, or too late. */
export class CaptureFileError extends EzklError {
  constructor(where: string, what: string, remedy: string) {
    super("EZKL_REGISTRY_CAPTURE", { what, where, remedy });
  }
}

/** No device could sign: none is named and none belongs to a registry of practice, or its key is not here. */
export class DeviceKeyError extends EzklError {
  constructor(where: string, what: string, remedy: string) {
    super("EZKL_REGISTRY_DEVICE", { what, where, remedy });
  }
}
