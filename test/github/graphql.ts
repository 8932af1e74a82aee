/** GraphQL on GitHub's own schema: queries are validated against it, then read from the tables. */
import { schema as published } from '@octokit/graphql-schema';
import {
  buildClientSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type IntrospectionQuery,
  parse,
  validate,
} from 'graphql';
import { costOf, MOST_NODES } from './graphql-cost.js';
import { problem } from './graphql-nodes.js';
import { queryRoot } from './graphql-root.js';
import { type Answer, type Call, type Hub, Refusal } from './hub.js';

let built: GraphQLSchema | undefined;

/** The schema as GitHub publishes it; from its JSON it is built three times as fast as from its SDL. */
export function schema(): GraphQLSchema {
  // The package does not describe its JSON more closely.
  built ??= buildClientSchema(published.json as unknown as IntrospectionQuery);
  return built;
}

interface Prepared {
  document: DocumentNode | null;
  errors: readonly GraphQLError[];
}

/** Documents already parsed and validated, the oldest dropped first. */
const prepared = new Map<string, Prepared>();
const KEPT = 500;

function prepare(query: string): Prepared {
  const known = prepared.get(query);
  if (known) return known;
  const fresh = read(query);
  prepared.set(query, fresh);
  for (const oldest of prepared.size > KEPT ? [...prepared.keys()].slice(0, 1) : []) {
    prepared.delete(oldest);
  }
  return fresh;
}

function read(query: string): Prepared {
  try {
    const document = parse(query, { noLocation: false });
    return { document, errors: validate(schema(), document, undefined, { maxErrors: 20 }) };
  } catch (error) {
    if (error instanceof GraphQLError) return { document: null, errors: [error] };
    throw error;
  }
}

/** Calls what is a function; a field nobody taught us is an error, never a silent `null`. */
const fieldResolver: GraphQLFieldResolver<Record<string, unknown>, unknown> = (
  source,
  args,
  context,
  info,
) => {
  const value = source[info.fieldName];
  if (value === undefined) {
    const field = `${info.parentType.name}.${info.fieldName}`;
    throw new Error(`The embedded GitHub does not answer ${field}`);
  }
  try {
    return typeof value === 'function' ? value.call(source, args, context, info) : value;
  } catch (error) {
    if (error instanceof Refusal) throw problem('FORBIDDEN', error.message);
    throw error;
  }
};

export async function answerGraphql(hub: Hub, call: Call): Promise<Answer> {
  const { kind } = call.actor;
  if (kind !== 'user' && kind !== 'installation') {
    throw new Refusal(401, 'This endpoint requires you to be authenticated.');
  }
  const request = JSON.parse(call.body || '{}') as {
    query?: string;
    variables?: Record<string, unknown> | null;
    operationName?: string | null;
  };
  if (!request.query) throw new Refusal(400, 'A query attribute must be specified');
  const { document, errors } = prepare(request.query);
  if (!document || errors.length) return { status: 200, data: { errors: errors.map(show) } };
  const variables = request.variables ?? {};
  const cost = costOf(document, variables, request.operationName);
  if (cost.nodes > MOST_NODES) {
    const message = `This query requests up to ${cost.nodes} possible nodes which exceeds the maximum limit of 500,000.`;
    return { status: 200, data: { errors: [show(problem('MAX_NODE_LIMIT_EXCEEDED', message))] } };
  }
  const result = await execute({
    schema: schema(),
    document,
    rootValue: queryRoot(hub, call.actor, cost),
    variableValues: variables,
    operationName: request.operationName ?? null,
    fieldResolver,
  });
  return { status: 200, data: wire(result) };
}

function wire({ data, errors }: ExecutionResult): object {
  // Without data nothing was executed: variables of the wrong type, say.
  const body = data === undefined ? {} : { data };
  return errors ? { ...body, errors: errors.map(show) } : body;
}

/** GitHub puts `type` beside the message. */
function show(error: GraphQLError): object {
  const { type, ...extensions } = error.extensions;
  return {
    ...(type ? { type } : {}),
    ...(error.path ? { path: error.path } : {}),
    ...(Object.keys(extensions).length ? { extensions } : {}),
    locations: error.locations ?? [],
    message: error.message,
  };
}
