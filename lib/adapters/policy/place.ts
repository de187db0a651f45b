/** Where in the file a path of the content stands: its value, or the key that names it. */
export type PlaceOf = (path: readonly PropertyKey[], what?: "value" | "key") => { line: number; column: number };

/** What is wrong with the content at a path. */
export type Fault = { path: PropertyKey[]; at: "value" | "key"; reason: string };
