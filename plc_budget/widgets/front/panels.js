// The panels below the tables, by their names; the first one is open.
import { Picture } from "./picture.js";

export const TABS = { picture: Picture };
