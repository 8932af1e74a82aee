import { describe, expect, it } from 'vitest';
import { parseRemote } from '../../src/read/git/remote.js';

describe('a remote’s address', () => {
  const shop = { owner: 'acme', name: 'shop', url: 'https://github.com/acme/shop' };
  it.each([
    'https://github.com/acme/shop.git',
    'https://github.com/acme/shop',
    'https://octocat:token@github.com/acme/shop.git',
    'git@github.com:acme/shop.git',
    'github.com:acme/shop.git',
    'ssh://git@github.com:22/acme/shop.git/',
    'git://github.com/acme/shop\n',
  ])('is the repository’s page, without secrets: %s', (address) => {
    expect(parseRemote(address)).toEqual(shop);
  });

  it.each([
    '',
    '/srv/git/shop.git',
    '../shop',
    'file:///srv/git/shop.git',
    'C:/git/shop',
    'https://github.com/shop',
  ])('may be no page: %s', (address) => expect(parseRemote(address)).toBeNull());
});
