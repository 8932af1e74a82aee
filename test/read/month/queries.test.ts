import { schema } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { STATES_QUERY, TOUCHES_QUERY } from '../../../src/read/month/github/branch-states.js';
import { checksQuery } from '../../../src/read/month/github/checks.js';
import { CANDIDATES_QUERY } from '../../../src/read/month/github/commit-at.js';
import { descriptionsQuery } from '../../../src/read/month/github/descriptions.js';
import { issuesQuery } from '../../../src/read/month/github/issues.js';
import { looksQuery } from '../../../src/read/month/github/looks.js';
import { MERGED_PULLS_QUERY } from '../../../src/read/month/github/merged-pulls.js';
import { REPOSITORY_QUERY } from '../../../src/read/month/github/repository.js';

describe('every query about a month', () => {
  const gitHub = buildSchema(schema.idl, { assumeValidSDL: true });
  it.each([
    ['repository', REPOSITORY_QUERY],
    ['branch at both ends', STATES_QUERY],
    ['branch at one end', CANDIDATES_QUERY],
    ['policies at both ends', looksQuery(2, 0)],
    ['policies and folders at both ends', looksQuery(2, 2)],
    ['merged pull requests', MERGED_PULLS_QUERY],
    ['commits to the policy', TOUCHES_QUERY],
    ['checks', checksQuery(2)],
    ['descriptions', descriptionsQuery(2)],
    ['issues', issuesQuery(0)],
    ['issues with labels', issuesQuery(2)],
  ])('is one GitHub understands: %s', (_, text) => {
    expect(validate(gitHub, parse(text))).toEqual([]);
  });
});
