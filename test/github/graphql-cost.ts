/** What a query may cost at most, counted as GitHub counts before it executes anything. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';

export interface Cost {
  /** How many nodes the connections may answer; more than 500,000 are refused. */
  nodes: number;
  /** Points of the hourly budget: a hundredth of the connections that must be asked. */
  points: number;
}

export const MOST_NODES = 500_000;

type Variables = Record<string, unknown>;

export function costOf(document: DocumentNode, variables: Variables, name?: string | null): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const part of document.definitions) {
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);
  }
  const operations = document.definitions.filter((part) => part.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find((one) => !name || one.name?.value === name);
  const count = { nodes: 0, requests: 0 };
  const visit = (set: SelectionSetNode | undefined, times: number): void => {
    for (const part of set?.selections ?? []) {
      if (part.kind === Kind.FIELD) visitField(part, times);
      else if (part.kind === Kind.INLINE_FRAGMENT) visit(part.selectionSet, times);
      else visit(fragments.get(part.name.value)?.selectionSet, times);
    }
  };
  const visitField = (field: FieldNode, times: number): void => {
    const size = pageSize(field, variables);
    if (size !== null) count.requests += times;
    if (size !== null) count.nodes += times * size;
    visit(field.selectionSet, times * (size ?? 1));
  };
  visit(operation?.selectionSet, 1);
  return { nodes: count.nodes, points: Math.max(1, Math.round(count.requests / 100)) };
}

/** `first` or `last` of a field, `null` where it has neither. */
function pageSize(field: FieldNode, variables: Variables): number | null {
  const sized = field.arguments?.find(
    ({ name }) => name.value === 'first' || name.value === 'last',
  );
  if (sized?.value.kind === Kind.INT) return Number(sized.value.value);
  if (sized?.value.kind === Kind.VARIABLE) return Number(variables[sized.value.name.value] ?? 0);
  return null;
}
