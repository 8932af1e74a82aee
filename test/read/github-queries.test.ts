import { schema } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { blobsQuery, filesQuery } from '../../src/read/github/contents.js';
import { ENTRY_QUERY } from '../../src/read/github/entry-file.js';
import { BROUGHT_QUERY, MERGED_QUERY, VERSIONS_QUERY } from '../../src/read/github/history.js';
import { listQuery } from '../../src/read/github/listing.js';
import { lookQuery } from '../../src/read/github/look.js';
import { OPEN_PULLS_QUERY } from '../../src/read/github/open-pulls.js';
import { THREAD_QUERY } from '../../src/read/github/thread.js';
import { VIEWER_QUERY } from '../../src/read/github/viewer.js';

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
    ['open pull requests', OPEN_PULLS_QUERY],
    ['pull requests of a commit', BROUGHT_QUERY],
    ['an entry to amend', ENTRY_QUERY],
    ['the thread of a command', THREAD_QUERY],
    ['who asks', VIEWER_QUERY],
  ])('is one GitHub understands: %s', (_, text) => {
    expect(validate(gitHub, parse(text))).toEqual([]);
  });
});
