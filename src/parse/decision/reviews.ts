import type { Review } from '../../core/decision.js';
import type { Place } from '../../core/place.js';
import {
  addProblem,
  type Draft,
  dayOf,
  type Field,
  isMap,
  itemsOf,
  peopleOf,
  type Section,
  sectionOf,
  textOf,
  textsOf,
  wrongType,
} from './draft.js';
import { readVerdict } from './entry-words.js';
import { REVIEW_FIELDS } from './field-names.js';

type ReviewField = (typeof REVIEW_FIELDS.names)[number];

/** A review and the places of its fields by their names within it, before the order is known. */
interface Read {
  readonly review: Review;
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * The reviews in the order of their dates, those of one day as written. One without a day or a
 * verdict is a problem and is left out. Places go by the order returned, problems by the file's.
 */
export function reviewsOf(draft: Draft, field: Field | undefined): readonly Review[] {
  if (field === undefined) return [];
  const read = itemsOf(field).flatMap((item) => reviewOf(draft, item) ?? []);
  const sorted = read.toSorted((a, b) => compare(a.review.date, b.review.date));
  for (const [at, { review, places }] of sorted.entries()) {
    draft.places.set(`${field.name}.${at}`, review.place);
    for (const [name, place] of places) draft.places.set(`${field.name}.${at}${name}`, place);
  }
  return sorted.map(({ review }) => review);
}

function reviewOf(draft: Draft, field: Field): Read | null {
  if (!isMap(field)) {
    wrongType(draft, field, 'a map with date and verdict');
    return null;
  }
  const own: Draft = { ...draft, places: new Map() };
  const section = sectionOf(own, field, REVIEW_FIELDS);
  const date = dayOf(own, required(own, field, section.get('date') ?? 'date'));
  const verdict = verdictOf(own, required(own, field, section.get('verdict') ?? 'verdict'));
  const rest = detailsOf(own, section);
  if (date === null || verdict === null) return null;
  const places = [...own.places].map(([name, at]) => [name.slice(field.name.length), at] as const);
  const place = draft.yaml.keyPlaceOf(field.path);
  return { review: { date, verdict, ...rest, place }, places: new Map(places) };
}

function detailsOf(
  draft: Draft,
  section: Section<ReviewField>,
): Pick<Review, 'because' | 'evidence' | 'by' | 'checkpoint'> {
  return {
    because: textOf(draft, section.get('because')),
    evidence: textsOf(draft, section.get('evidence')),
    by: peopleOf(draft, section.get('by')),
    checkpoint: dayOf(draft, section.get('checkpoint')),
  };
}

/** The field; its bare name stands for one that is missing, which is a problem. */
function required(draft: Draft, review: Field, field: Field | string): Field | undefined {
  if (typeof field !== 'string') return field;
  const key = `${review.name}.${field}`;
  addProblem(draft, { ...review, name: key }, { kind: 'missing-key', key });
  return undefined;
}

function verdictOf(draft: Draft, field: Field | undefined): Review['verdict'] | null {
  const text = textOf(draft, field);
  if (field === undefined || text === null) return null;
  const { word, fault } = readVerdict(text);
  if (fault !== null) addProblem(draft, field, fault);
  return word;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
