// The panels below the tables, by their names; the first one is open.
import { Proposals } from "./proposals.js";
import { Picture } from "./picture.js";
import { Export } from "./export.js";
import { Rules } from "./rules.js";

export const TABS = { proposals: Proposals, picture: Picture, export: Export, rules: Rules };
