/** Where in the file a path of the content stands. */
export type PlaceOf = (path: readonly PropertyKey[]) => { line: number; column: number };
