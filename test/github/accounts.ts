/** People and organisations as emulate's rows. */
import { nodeId, type OrgRow, type Tables, type UserRow } from './rows.js';

export interface OrgOptions {
  login: string;
  admins?: string[];
  members?: string[];
  /** Slug → logins. */
  teams?: Record<string, string[]>;
  /** What every member may do; GitHub's default is `read`. */
  basePermission?: 'none' | 'read' | 'write' | 'admin';
}

/** The account of that login; it exists from now on. */
export function person({ users }: Tables, login: string): UserRow {
  const known = users.findOneBy('login', login);
  if (known) return known;
  const type = login.endsWith('[bot]') ? 'Bot' : 'User';
  const blank = { avatar_url: '', gravatar_id: '', site_admin: false, name: null, company: null };
  const row = users.insert({ ...blank, login, node_id: '', type, email: null });
  row.node_id = nodeId(type, row.id);
  return row;
}

/** An organisation with its teams; whoever is in a team is a member. */
export function organisation(tables: Tables, options: OrgOptions): OrgRow {
  const { login, admins = [], members = [], teams = {}, basePermission = 'read' } = options;
  // Numbers apart from people's: emulate counts them separately, GitHub does not.
  const id = 9000 + tables.orgs.all().length + 1;
  const node_id = nodeId('Organization', id);
  const org = tables.orgs.insert({
    id,
    login,
    node_id,
    default_repository_permission: basePermission,
  });
  const everyone = [...admins, ...members, ...Object.values(teams).flat()];
  for (const [slug, people] of Object.entries({ ...teams, members: [...new Set(everyone)] })) {
    const team = newTeam(tables, org, slug, people.length);
    for (const one of people) {
      // Emulate knows an organisation's admins as maintainers of a team of all members.
      const role = slug === 'members' && admins.includes(one) ? 'maintainer' : 'member';
      tables.teamMembers.insert({ team_id: team, user_id: person(tables, one).id, role });
    }
  }
  return org;
}

function newTeam({ teams }: Tables, org: OrgRow, slug: string, members_count: number): number {
  const blank = { node_id: '', description: null, privacy: 'closed', parent_id: null };
  const counts = { members_count, repos_count: 0 };
  const team = teams.insert({
    ...blank,
    ...counts,
    name: slug,
    slug,
    permission: 'pull',
    org_id: org.id,
  });
  Object.assign(team, { node_id: nodeId('Team', team.id) });
  return team.id;
}
