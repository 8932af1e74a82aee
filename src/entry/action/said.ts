/** All that the Action says of one run. */
export interface Said {
  /** In one line; the message of a job that fails. */
  readonly title: string;
  /** For the job's log, where there is more to say than the title. */
  readonly text?: string;
  readonly outputs: Readonly<Record<string, string | number>>;
  /** The job's summary, as Markdown. */
  readonly document: string | null;
  readonly commands: readonly string[];
  readonly report: object | null;
  readonly exit: 0 | 1 | 2;
}
