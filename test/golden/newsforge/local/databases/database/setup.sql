-- newsforge/local: parts.database, hanok.stores.ts:28. Written by hanok synth: change the plan, not this file.
\set ON_ERROR_STOP on
\set QUIET on
-- A password is set below: it must not reach the log.
SET log_statement = none;

-- Whoever makes tables makes them as this role, so that one owner has them all.
SELECT 'CREATE ROLE "database_owner" NOLOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'database_owner') \gexec

SELECT 'CREATE ROLE "api" LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'api') \gexec
ALTER ROLE "api" LOGIN NOCREATEDB NOCREATEROLE;
\getenv password PASSWORD_API
\if :{?password}
ALTER ROLE "api" PASSWORD :'password';
\unset password
\endif

-- PgBouncer looks accounts up as this role, and sees nothing else.
SELECT 'CREATE ROLE "pgbouncer" LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pgbouncer') \gexec
\getenv password PASSWORD_PGBOUNCER
\if :{?password}
ALTER ROLE "pgbouncer" PASSWORD :'password';
\unset password
\endif

SELECT 'CREATE DATABASE "database" OWNER "database_owner"'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'database') \gexec
ALTER DATABASE "database" OWNER TO "database_owner";
REVOKE ALL ON DATABASE "database" FROM PUBLIC;
\connect "database"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS "pg_stat_statements";
CREATE EXTENSION IF NOT EXISTS "pgaudit";

BEGIN;
GRANT CONNECT ON DATABASE "database" TO "api";
GRANT USAGE ON SCHEMA public TO "api";
GRANT "database_owner" TO "api";
ALTER ROLE "api" IN DATABASE "database" SET role = 'database_owner';
COMMIT;

CREATE SCHEMA IF NOT EXISTS pgbouncer;
CREATE OR REPLACE FUNCTION pgbouncer.look_up(asked text)
  RETURNS TABLE (username text, password text)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $look_up$
  SELECT rolname::text, rolpassword FROM pg_authid
    WHERE rolname = asked AND rolcanlogin AND NOT rolsuper AND NOT rolreplication
$look_up$;
REVOKE ALL ON FUNCTION pgbouncer.look_up(text) FROM PUBLIC;
GRANT CONNECT ON DATABASE "database" TO pgbouncer;
GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer;
GRANT EXECUTE ON FUNCTION pgbouncer.look_up(text) TO pgbouncer;

-- A tenth of a table above a million rows, a twentieth above ten million; what is set by hand stays.
SELECT format('ALTER TABLE %I.%I SET (autovacuum_vacuum_scale_factor = %s)',
    n.nspname, c.relname, CASE WHEN c.reltuples >= 1e7 THEN '0.05' ELSE '0.1' END)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.reltuples >= 1e6 AND n.nspname !~ '^(pg_|information_schema)'
    AND coalesce(array_to_string(c.reloptions, ','), '') !~ 'autovacuum_vacuum_scale_factor'
  ORDER BY 1 \gexec
