import { schema } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checksQuery } from '../../../src/read/month/github/checks.js';
import { shelfQuery } from '../../../src/read/month/github/issues.js';
import { MERGED_PULLS_QUERY } from '../../../src/read/month/github/merged.js';
import {
  CANDIDATES_QUERY,
  REPOSITORY_QUERY,
  STATES_QUERY,
} from '../../../src/read/month/github/states.js';

describe('every query about a month', () => {
  const gitHub = buildSchema(schema.idl, { assumeValidSDL: true });
  it.each([
    ['repository', REPOSITORY_QUERY],
    ['branch at both ends', STATES_QUERY],
    ['branch at one end', CANDIDATES_QUERY],
    ['merged pull requests', MERGED_PULLS_QUERY],
    ['checks', checksQuery(2)],
    ['issues', shelfQuery(0)],
    ['issues with labels', shelfQuery(2)],
  ])('is one GitHub understands: %s', (_, text) => {
    expect(validate(gitHub, parse(text))).toEqual([]);
  });
});
