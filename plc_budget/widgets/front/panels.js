// The panels below the tables, by their names; the first one is open.

export const TABS = {};
