import { say } from '../phrase.js';
import { theEntry } from '../scene.js';
import { nextVerdict } from './checkpoint.js';
import { longDay } from './day.js';
import type { WordsFor } from './said.js';

/** Codes about pilots other than the one that carries the change. */
type PilotCode = 'pilot-overdue';

export const PILOT_WORDS: WordsFor<PilotCode> = {
  'pilot-overdue': {
    name: 'Pilot overdue',
    example:
      'reviews:\n  - { date: 2026-11-17, verdict: kill, because: timeouts did not move in two weeks }',
    say: (fact, scene) => ({
      short: `waits for the verdict on ${scene.finding.decision ?? 'a pilot'}`,
      what:
        fact.checkpoint === null
          ? say`${theEntry(scene)} is a pilot of the same workflow that says nowhere when it ends, so that it counts as overdue. The policy has such pilots hold other changes.`
          : say`${theEntry(scene)}, a pilot of the same workflow, was to be decided by ${longDay(fact.checkpoint)} and still is not. The policy has such pilots hold other changes.`,
      fix: nextVerdict(fact, scene),
    }),
  },
};
