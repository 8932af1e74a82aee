/** A spot in a file. Lines and columns count from 1; `null` where only the file is known. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** How bad it is: an error holds a change, a warning only advises. */
export type Level = 'error' | 'warning';
