import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import { type Account, type Database, nameOf, rollingOf } from './database.ts';
import { writeAutovacuum, writePartitions } from './partitions-postgres.ts';
import { extensionsOf } from './settings.ts';

/** Run with psql by who may make roles, as often as one likes: what is there already stays. */
export function postgresSetup(database: Database): SynthFile {
  const { part, source } = database;
  const text = new Lines();
  const isOurs = database.kept === 'machine';
  text.from(source, () => {
    text.line(INTRODUCTION);
    if (isOurs) text.line(QUIETLY);
    writeOwner(text, database);
    for (const account of database.accounts) writeRole(text, account);
    if (isOurs) writePoolerRole(text, database);
    writeDatabase(text, database);
    writeInside(text, database);
    writeAutovacuum(text);
  });
  return {
    path: `${part.name}/setup.sql`,
    source,
    body: { kind: 'text', comment: ['--'], lines: text.lines },
  };
}

function writeInside(text: Lines, database: Database): void {
  for (const { name, source } of extensionsOf(database))
    text.line(`CREATE EXTENSION IF NOT EXISTS ${quoted(name)};`, source);
  for (const account of database.accounts) writeGrants(text, account, database);
  if (database.kept === 'machine') writePoolerLookup(text, database);
  if (rollingOf(database)) writePartitions(text, database);
}

const QUIETLY = `-- A password is set below: it must not reach the log.
SET log_statement = none;`;
const INTRODUCTION = `\\set ON_ERROR_STOP on
\\set QUIET on`;

/** An identifier, whatever is in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** A text, whatever is in it. */
export const literal = (words: string): string => `'${words.replaceAll("'", "''")}'`;
export const ownerOf = ({ part }: Database): string => `${part.name}_owner`;

const createdOnce = (role: string, how: string): string =>
  `SELECT ${literal(`CREATE ROLE ${quoted(role)} ${how}`)}
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(role)}) \\gexec`;

function writeOwner(text: Lines, database: Database): void {
  text
    .line()
    .line('-- Whoever makes tables makes them as this role, so that one owner has them all.');
  text.line(createdOnce(ownerOf(database), 'NOLOGIN'));
  if (database.kept !== 'machine') text.line(`GRANT ${quoted(ownerOf(database))} TO CURRENT_USER;`);
}

const passwordFrom = (role: string, variable: string): string =>
  `\\getenv password ${variable}
\\if :{?password}
ALTER ROLE ${quoted(role)} PASSWORD :'password';
\\unset password
\\endif`;

function writeRole(text: Lines, { name, variable, source }: Account): void {
  text.from(source, () => {
    text.line().line(createdOnce(name, 'LOGIN'));
    text.line(`ALTER ROLE ${quoted(name)} LOGIN NOCREATEDB NOCREATEROLE;`);
    text.line(passwordFrom(name, variable));
  });
}

function writePoolerRole(text: Lines, { field }: Database): void {
  text.from(field('maxConnections'), () => {
    text.line().line('-- PgBouncer looks accounts up as this role, and sees nothing else.');
    text.line(createdOnce('pgbouncer', 'LOGIN'));
    text.line(passwordFrom('pgbouncer', 'PASSWORD_PGBOUNCER'));
  });
}

function writeDatabase(text: Lines, database: Database): void {
  const [name, owner] = [quoted(nameOf(database)), quoted(ownerOf(database))];
  text.line();
  text.line(`SELECT ${literal(`CREATE DATABASE ${name} OWNER ${owner}`)}
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${literal(nameOf(database))}) \\gexec`);
  text.line(`ALTER DATABASE ${name} OWNER TO ${owner};`);
  text.line(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC;`);
  text.line(`\\connect ${name}`).line('REVOKE ALL ON SCHEMA public FROM PUBLIC;');
}

const RIGHTS: Readonly<Record<Account['access'], string>> = {
  read: 'SELECT',
  write: 'INSERT, UPDATE, DELETE',
  'read-write': 'SELECT, INSERT, UPDATE, DELETE',
};

function writeGrants(text: Lines, account: Account, database: Database): void {
  const name = quoted(nameOf(database));
  const [role, owner] = [quoted(account.name), quoted(ownerOf(database))];
  const inside = `IN DATABASE ${name}`;
  const future = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public`;
  text.from(account.source, () => {
    text.line().line('BEGIN;');
    text.line(`GRANT CONNECT ON DATABASE ${name} TO ${role};`);
    text.line(`GRANT USAGE ON SCHEMA public TO ${role};`);
    if (account.makesSchema) {
      text.line(`GRANT ${owner} TO ${role};`);
      text.line(`ALTER ROLE ${role} ${inside} SET role = ${literal(ownerOf(database))};`);
    } else {
      text.line(`REVOKE ${owner} FROM ${role};\nALTER ROLE ${role} ${inside} RESET role;`);
      text.line(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role};`);
      text.line(`GRANT ${RIGHTS[account.access]} ON ALL TABLES IN SCHEMA public TO ${role};`);
      text.line(`${future} REVOKE ALL ON TABLES FROM ${role};`);
      text.line(`${future} GRANT ${RIGHTS[account.access]} ON TABLES TO ${role};`);
      if (account.access !== 'read') {
        text.line(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role};`);
        text.line(`${future} GRANT USAGE ON SEQUENCES TO ${role};`);
      }
      // Nobody waits longer for the answer; who changes tables may need longer.
      if (account.timeoutMs !== undefined)
        text.line(`ALTER ROLE ${role} ${inside} SET statement_timeout = ${account.timeoutMs};`);
    }
    text.line('COMMIT;');
  });
}

function writePoolerLookup(text: Lines, database: Database): void {
  text.from(database.field('maxConnections'), () => {
    text.line().line(LOOKUP);
    text.line(`GRANT CONNECT ON DATABASE ${quoted(nameOf(database))} TO pgbouncer;`);
    text.line('GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer;');
    text.line('GRANT EXECUTE ON FUNCTION pgbouncer.look_up(text) TO pgbouncer;');
  });
}

const LOOKUP = `CREATE SCHEMA IF NOT EXISTS pgbouncer;
CREATE OR REPLACE FUNCTION pgbouncer.look_up(asked text)
  RETURNS TABLE (username text, password text)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $look_up$
  SELECT rolname::text, rolpassword FROM pg_authid
    WHERE rolname = asked AND rolcanlogin AND NOT rolsuper AND NOT rolreplication
$look_up$;
REVOKE ALL ON FUNCTION pgbouncer.look_up(text) FROM PUBLIC;`;
