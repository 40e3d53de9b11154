import type { LintRuleId } from "./catalogue.ts";
import type { Node } from "./node.ts";

/** What a rule does with what it finds: the node is where. */
export type Report = (rule: LintRuleId, node: Node, detail: string) => void;
