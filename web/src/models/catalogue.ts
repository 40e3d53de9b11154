import {
  parseManifest,
  type Manifest,
  type StatementCodec,
  type StatementValue,
} from "../../../src/index.ts";
import biometricCode from "../../../models/biometric-code/model.lock.json?raw";
import singingJudge from "../../../models/singing-judge/model.lock.json?raw";
import tradingSignal from "../../../models/trading-signal/model.lock.json?raw";
import { biometricCodeStatement } from "../../../types/ezkl/biometric-code.ts";
import { singingJudgeStatement } from "../../../types/ezkl/singing-judge.ts";
import { tradingSignalStatement } from "../../../types/ezkl/trading-signal.ts";
import type { ModelName } from "../prover/types.ts";

/** A model as the page was built with it: what downloads and contracts are compared with. */
export interface PageModel {
  readonly name: ModelName;
  readonly manifest: Manifest;
  readonly statement: StatementCodec<Readonly<Record<string, StatementValue>>>;
}

const modelOf = (name: ModelName, lock: string, statement: StatementCodec<unknown>): PageModel => ({
  name,
  manifest: parseManifest(lock, `models/${name}/model.lock.json`),
  statement: statement as PageModel["statement"],
});

export const MODELS: Readonly<Record<ModelName, PageModel>> = {
  "biometric-code": modelOf("biometric-code", biometricCode, biometricCodeStatement),
  "singing-judge": modelOf("singing-judge", singingJudge, singingJudgeStatement),
  "trading-signal": modelOf("trading-signal", tradingSignal, tradingSignalStatement),
};
