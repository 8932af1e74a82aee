import type { Template } from '../policy.js';
import type { MeasureId } from './measures/measure.js';

/**
 * From which share on a measure scores 2, 3, 4 and 5, in per cent; below the first it scores 1.
 * The shares are Belay's own choice, wide enough that one decision among ten moves a score by one
 * at most; they are shown in the documentation and the same for everyone.
 */
export type Steps = readonly [two: number, three: number, four: number, five: number];

/** An area of a template, with the measures that score it, in the order in which they are shown. */
export interface TemplateArea {
  /** The name in kebab-case. */
  readonly id: string;
  readonly name: string;
  readonly measures: readonly (readonly [MeasureId, Steps])[];
}

/** What should hold of nearly all. */
const NEARLY_ALL: Steps = [40, 60, 80, 95];
/** What takes work to keep up, so that three quarters are good. */
const MOST: Steps = [25, 50, 75, 90];
/** What should happen regularly, but not always. */
const REGULAR: Steps = [10, 25, 40, 50];
/** What is counted by cycles, of which a month has two or so. */
const CYCLES: Steps = [25, 50, 75, 100];

/** Every template with its areas, in the order in which they are shown. */
export const TEMPLATES: Readonly<Record<Template, readonly TemplateArea[]>> = {
  'systems-outcome': [
    {
      id: 'problem-framing',
      name: 'Problem framing',
      measures: [
        ['quantified-aims', NEARLY_ALL],
        ['causal-mechanisms', NEARLY_ALL],
      ],
    },
    {
      id: 'constraint-aware-design',
      name: 'Constraint-aware design',
      measures: [
        ['guardrails-resolve', NEARLY_ALL],
        ['stop-owners', NEARLY_ALL],
        ['limited-reach', MOST],
        ['rollbacks-resolve', NEARLY_ALL],
        ['rollbacks-exercised', MOST],
        ['blast-radius', MOST],
      ],
    },
    {
      id: 'cross-functional-communication',
      name: 'Cross-functional communication',
      measures: [
        ['evidence-one-click', NEARLY_ALL],
        ['changes-linked', NEARLY_ALL],
        ['knowledge-spread', REGULAR],
      ],
    },
    {
      id: 'operating-model-design',
      name: 'Operating model design',
      measures: [
        ['operator-cards', NEARLY_ALL],
        ['ownership', NEARLY_ALL],
        ['changes-cleared', NEARLY_ALL],
        ['exceptions', NEARLY_ALL],
        ['repeated-exceptions', NEARLY_ALL],
      ],
    },
    {
      id: 'evidence-driven-iteration',
      name: 'Evidence-driven iteration',
      measures: [
        ['checkpoints-on-time', NEARLY_ALL],
        ['paired-signals', NEARLY_ALL],
        ['graduations-and-kills', REGULAR],
        ['lessons', MOST],
      ],
    },
  ],
  ensemble: [
    {
      id: 'shared-form',
      name: 'Shared form',
      measures: [
        ['one-schema', NEARLY_ALL],
        ['changes-cleared', NEARLY_ALL],
      ],
    },
    {
      id: 'contextual-handoff',
      name: 'Contextual handoff',
      measures: [
        ['backups', NEARLY_ALL],
        ['escalations', NEARLY_ALL],
        ['handoffs', NEARLY_ALL],
      ],
    },
    {
      id: 'rhythm-stability',
      name: 'Rhythm stability',
      measures: [
        ['review-cadence', CYCLES],
        ['checkpoints-on-time', NEARLY_ALL],
      ],
    },
    {
      id: 'dynamic-range-control',
      name: 'Dynamic range control',
      measures: [
        ['limited-reach', MOST],
        ['off-switches', MOST],
        ['novelty-quota', CYCLES],
        ['blast-radius', MOST],
      ],
    },
    {
      id: 'post-set-debrief',
      name: 'Post-set debrief',
      measures: [
        ['lessons', MOST],
        ['repeated-exceptions', NEARLY_ALL],
        ['evidence-one-click', NEARLY_ALL],
      ],
    },
  ],
  barbell: [
    {
      id: 'clear-aim',
      name: 'Clear aim',
      measures: [
        ['quantified-aims', NEARLY_ALL],
        ['causal-mechanisms', NEARLY_ALL],
      ],
    },
    {
      id: 'safety-net',
      name: 'Safety net',
      measures: [
        ['guardrails-resolve', NEARLY_ALL],
        ['stop-owners', NEARLY_ALL],
        ['rollbacks-resolve', NEARLY_ALL],
        ['rollbacks-exercised', MOST],
      ],
    },
    {
      id: 'nimble-tests',
      name: 'Nimble tests',
      measures: [
        ['pilots-per-cycle', CYCLES],
        ['deviations-per-cycle', CYCLES],
        ['deviations-settled', REGULAR],
      ],
    },
    {
      id: 'short-checkpoints',
      name: 'Short checkpoints',
      measures: [
        ['checkpoints-on-time', NEARLY_ALL],
        ['near-checkpoints', NEARLY_ALL],
        ['extensions', MOST],
      ],
    },
    {
      id: 'results-over-looks',
      name: 'Results over looks',
      measures: [
        ['paired-signals', NEARLY_ALL],
        ['graduations-and-kills', REGULAR],
        ['kills-honoured', NEARLY_ALL],
      ],
    },
  ],
};

/** The area of a template by its id or name, whatever its case and what parts its words. */
export function areaNamed(template: Template, name: string): TemplateArea | null {
  const wanted = plain(name);
  const found = TEMPLATES[template].find((area) =>
    [area.id, area.name].map(plain).includes(wanted),
  );
  return found ?? null;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_\s]+/g, '');
}
