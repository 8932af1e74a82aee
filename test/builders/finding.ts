import type { Fact, Finding } from '../../src/core/finding.js';
import { ENTRY_PATH } from './entry.js';

/** A finding about DL-0042 and checkout pricing. */
export function aFinding(fact: Fact, changes: Partial<Finding> = {}): Finding {
  return {
    fact,
    level: 'error',
    workflow: 'checkout-pricing',
    decision: 'DL-0042',
    place: { file: ENTRY_PATH, line: 14, column: 13 },
    field: null,
    ...changes,
  };
}
