import { schema } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { blobsQuery, filesQuery } from '../../src/read/github/contents.js';
import { MERGED_QUERY, VERSIONS_QUERY } from '../../src/read/github/history.js';
import { listQuery } from '../../src/read/github/listing.js';
import { lookQuery } from '../../src/read/github/look.js';

describe('every query', () => {
  const gitHub = buildSchema(schema.idl, { assumeValidSDL: true });
  const asked = [
    { commit: 'one', path: 'a' },
    { commit: 'two', path: 'b' },
  ];
  it.each([
    ['first look', lookQuery(0)],
    ['first look at paths', lookQuery(3)],
    ['files', filesQuery(asked, ['one', 'two'])],
    ['blobs', blobsQuery(3)],
    ['folders', listQuery(2)],
    ['policy versions', VERSIONS_QUERY],
    ['merged pull request', MERGED_QUERY],
  ])('is one GitHub understands: %s', (_, text) => {
    expect(validate(gitHub, parse(text))).toEqual([]);
  });
});
