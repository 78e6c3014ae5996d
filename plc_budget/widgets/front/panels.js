// The panels below the tables, by their names; the first one is open.
import { Findings } from "./findings.js";
import { Proposals } from "./proposals.js";
import { Scenarios } from "./scenarios.js";
import { Comparison } from "./comparison.js";
import { History } from "./history.js";
import { Picture } from "./picture.js";
import { Settings } from "./settings.js";
import { Export } from "./export.js";
import { TakeIn } from "./take_in.js";
import { Rules } from "./rules.js";

export const TABS = { findings: Findings, proposals: Proposals, scenarios: Scenarios, comparison: Comparison, history: History,
  picture: Picture, settings: Settings, export: Export, take_in: TakeIn, rules: Rules };
