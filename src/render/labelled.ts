/** What GitHub shows of the labels that Belay makes for issues about a pilot, and about a month. */
export const LABELLED = {
  pilot: 'Belay: a pilot that waits for its verdict',
  scorecard: 'Belay: how the way of working has fared in a month',
} as const;
