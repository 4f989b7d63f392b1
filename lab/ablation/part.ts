/** A part of the built package, and how it is taken away. */
export interface Part {
  readonly name: string;
  /** Each is made in a copy of the build. */
  readonly changes: readonly Change[];
}

export interface Change {
  /** In the build, such as `wait/verdict.js`. */
  readonly file: string;
  /** It must occur in the file exactly once. */
  readonly text: string;
  /** What stands there without the part. */
  readonly instead: string;
}
