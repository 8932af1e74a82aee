import type {
  Aim,
  Checkpoint,
  Decision,
  Deviation,
  Guardrail,
  Rollback,
  Signals,
  Status,
} from '../../core/decision.js';
import { stemOf } from '../../core/identifier.js';
import { nearest } from '../../core/nearest.js';
import {
  addProblem,
  type Draft,
  dayOf,
  type Field,
  isMap,
  itemsOf,
  namesOf,
  peopleOf,
  type Section,
  sectionOf,
  textOf,
  textsOf,
  wrongType,
} from './draft.js';
import { readStatus } from './entry-words.js';
import {
  AIM_FIELDS,
  CHECKPOINT_FIELDS,
  DEVIATION_FIELDS,
  ENTRY_FIELDS,
  type FieldTable,
  GUARDRAIL_FIELDS,
  keyOf,
  ROLLBACK_FIELDS,
  SIGNAL_FIELDS,
} from './field-names.js';
import { repositoryPath, WORKFLOW_FOLDER, workflowPath } from './repository-path.js';
import { reviewsOf } from './reviews.js';

type FieldName = (typeof ENTRY_FIELDS.names)[number];

/** Reads an entry's map, which the draft's YAML must hold, into a decision; problems go to the draft. */
export function decisionOf(draft: Draft): Decision {
  const root: Field = { name: '', path: [], written: draft.yaml.written };
  const section = sectionOf(draft, root, ENTRY_FIELDS);
  const field = (name: FieldName) => section.get(name);
  const id = textOf(draft, field('id'));
  return {
    id: id ?? stemOf(draft.path),
    statesId: id !== null,
    title: textOf(draft, field('title')),
    date: dayOf(draft, field('date')),
    status: statusOf(draft, field('status')),
    workflows: namesOf(draft, field('workflows')),
    owner: peopleOf(draft, field('owner')),
    backup: peopleOf(draft, field('backup')),
    aim: aimOf(draft, field('aim')),
    mechanism: textOf(draft, field('mechanism')),
    signals: signalsOf(draft, field('signals')),
    checkpoint: checkpointOf(draft, section),
    guardrails: guardrailsOf(draft, field('guardrail')),
    rollback: rollbackOf(draft, field('rollback')),
    graduation: textOf(draft, field('graduation')),
    deviation: deviationOf(draft, field('deviation')),
    supersedes: namesOf(draft, field('supersedes')),
    follows: namesOf(draft, field('follows')),
    reviews: reviewsOf(draft, field('reviews')),
    places: draft.places,
  };
}

/** Braces and brackets around a status make it a map or a list of one word to YAML. */
function statusOf(draft: Draft, field: Field | undefined): Status | null {
  if (field === undefined) return null;
  const { written } = field;
  const inner = isMap(field) ? Object.keys(written as object)[0] : itemsOf(field)[0]?.written;
  const text = textOf(draft, { ...field, written: inner });
  if (text === null) return null;
  const { word, fault } = readStatus(text);
  if (fault !== null) addProblem(draft, field, fault);
  return word;
}

function aimOf(draft: Draft, field: Field | undefined): Aim | null {
  if (field === undefined) return null;
  const blank = { text: null, metric: null, from: null, to: null, segment: null, by: null };
  if (!isMap(field)) return { ...blank, text: textOf(draft, field) };
  return textsIn(draft, field, AIM_FIELDS);
}

const SIGNAL_KINDS = ['proxy', 'outcome', 'leading'] as const;
type SignalKind = (typeof SIGNAL_KINDS)[number];

/** A map by kind, or a list of maps, each with its kind or by kind again. */
function signalsOf(draft: Draft, field: Field | undefined): Signals {
  const signals: Record<SignalKind, string[]> = { proxy: [], outcome: [], leading: [] };
  for (const item of field === undefined ? [] : itemsOf(field)) {
    if (!isMap(item)) {
      wrongType(draft, item, 'a map with proxy, outcome or leading');
      continue;
    }
    const section = sectionOf(draft, item, SIGNAL_FIELDS);
    for (const kind of SIGNAL_KINDS) signals[kind].push(...textsOf(draft, section.get(kind)));
    const kind = signalKindOf(draft, section.get('kind'));
    if (kind === null) continue;
    signals[kind].push(...textsOf(draft, section.get('name')));
    draft.places.set(`signals.${kind}`, draft.yaml.keyPlaceOf(item.path));
  }
  return signals;
}

function signalKindOf(draft: Draft, field: Field | undefined): SignalKind | null {
  const value = textOf(draft, field);
  if (field === undefined || value === null) return null;
  const kind = SIGNAL_KINDS.find((one) => keyOf(value).startsWith(one));
  if (kind !== undefined) return kind;
  const suggestion = nearest(value, SIGNAL_KINDS);
  const wanted = SIGNAL_KINDS.join(', ');
  addProblem(draft, field, { kind: 'bad-value', key: field.name, value, wanted, suggestion });
  return null;
}

/** A map, or the date alone; other tools write the date as an expiry. */
function checkpointOf(draft: Draft, section: Section<FieldName>): Checkpoint {
  const field = section.get('checkpoint');
  const inner =
    field !== undefined && isMap(field) ? sectionOf(draft, field, CHECKPOINT_FIELDS) : null;
  const alone = field !== undefined && !isMap(field) ? field : undefined;
  const date = inner?.get('date') ?? alone ?? section.get('checkpoint.date');
  const rule = inner?.get('continue-if') ?? section.get('checkpoint.continue-if');
  if (alone !== undefined) draft.places.set('checkpoint.date', draft.yaml.keyPlaceOf(alone.path));
  return { date: dayOf(draft, date), continueIf: textOf(draft, rule) };
}

/** An SLI's name, a map, or a list of either. */
function guardrailsOf(draft: Draft, field: Field | undefined): readonly Guardrail[] {
  if (field === undefined) return [];
  return itemsOf(field).flatMap((item) => {
    const place = draft.yaml.keyPlaceOf(item.path);
    const blank = { sli: null, threshold: null, limit: null, stop: [], place };
    if (!isMap(item)) {
      const sli = textOf(draft, item);
      return sli === null ? [] : [{ ...blank, sli }];
    }
    const section = sectionOf(draft, item, GUARDRAIL_FIELDS);
    return [
      {
        ...blank,
        sli: textOf(draft, section.get('sli')),
        threshold: textOf(draft, section.get('threshold')),
        limit: textOf(draft, section.get('limit')),
        stop: peopleOf(draft, section.get('stop')),
      },
    ];
  });
}

/** A path, or a map with at least one way back; `null` when none is named. */
function rollbackOf(draft: Draft, field: Field | undefined): Rollback | null {
  if (field === undefined) return null;
  const place = draft.yaml.keyPlaceOf(field.path);
  const blank = { runbook: null, workflow: null, flag: null, tested: null, place };
  if (Array.isArray(field.written)) {
    wrongType(draft, field, 'a path or a map');
    return null;
  }
  if (!isMap(field)) {
    const path = pathOf(draft, field, repositoryPath);
    if (path === null) return null;
    const isWorkflow = path.startsWith(WORKFLOW_FOLDER) && !path.includes('#');
    return { ...blank, [isWorkflow ? 'workflow' : 'runbook']: path };
  }
  const section = sectionOf(draft, field, ROLLBACK_FIELDS);
  const rollback = {
    ...blank,
    runbook: pathOf(draft, section.get('runbook'), repositoryPath),
    workflow: pathOf(draft, section.get('workflow'), workflowPath),
    flag: textOf(draft, section.get('flag')),
    tested: dayOf(draft, section.get('tested')),
  };
  return (rollback.runbook ?? rollback.workflow ?? rollback.flag) ? rollback : null;
}

function pathOf(
  draft: Draft,
  field: Field | undefined,
  read: typeof repositoryPath,
): string | null {
  const value = textOf(draft, field);
  if (field === undefined || value === null) return null;
  const path = read(value, draft.path);
  if (path === null)
    addProblem(draft, field, { kind: 'outside-repository', key: field.name, value });
  return path;
}

function deviationOf(draft: Draft, field: Field | undefined): Deviation | null {
  if (field === undefined) return null;
  if (!isMap(field)) {
    wrongType(draft, field, 'a map');
    return null;
  }
  return textsIn(draft, field, DEVIATION_FIELDS);
}

/** A map whose fields are all text, each `null` where it is not written. */
function textsIn<Name extends string>(
  draft: Draft,
  map: Field,
  table: FieldTable<Name>,
): Record<Name, string | null> {
  const section = sectionOf(draft, map, table);
  const texts = table.names.map((name) => [name, textOf(draft, section.get(name))] as const);
  return Object.fromEntries(texts) as Record<Name, string | null>;
}
