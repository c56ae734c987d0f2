-- posture/local: parts.predictions, hanok.parts.ts:30. Written by hanok synth: change the plan, not this file.
\set ON_ERROR_STOP on
\set QUIET on
-- A password is set below: it must not reach the log.
SET log_statement = none;

-- Whoever makes tables makes them as this role, so that one owner has them all.
SELECT 'CREATE ROLE "predictions_owner" NOLOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'predictions_owner') \gexec

SELECT 'CREATE ROLE "classifier" LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'classifier') \gexec
ALTER ROLE "classifier" LOGIN NOCREATEDB NOCREATEROLE;
\getenv password PASSWORD_CLASSIFIER
\if :{?password}
ALTER ROLE "classifier" PASSWORD :'password';
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

SELECT 'CREATE DATABASE "predictions" OWNER "predictions_owner"'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'predictions') \gexec
ALTER DATABASE "predictions" OWNER TO "predictions_owner";
REVOKE ALL ON DATABASE "predictions" FROM PUBLIC;
\connect "predictions"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS "pgaudit";

BEGIN;
GRANT CONNECT ON DATABASE "predictions" TO "classifier";
GRANT USAGE ON SCHEMA public TO "classifier";
GRANT "predictions_owner" TO "classifier";
ALTER ROLE "classifier" IN DATABASE "predictions" SET role = 'predictions_owner';
COMMIT;

CREATE SCHEMA IF NOT EXISTS pgbouncer;
CREATE OR REPLACE FUNCTION pgbouncer.look_up(asked text)
  RETURNS TABLE (username text, password text)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $look_up$
  SELECT rolname::text, rolpassword FROM pg_authid
    WHERE rolname = asked AND rolcanlogin AND NOT rolsuper AND NOT rolreplication
$look_up$;
REVOKE ALL ON FUNCTION pgbouncer.look_up(text) FROM PUBLIC;
GRANT CONNECT ON DATABASE "predictions" TO pgbouncer;
GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer;
GRANT EXECUTE ON FUNCTION pgbouncer.look_up(text) TO pgbouncer;

-- A tenth of a table above a million rows, a twentieth above ten million; what is set by hand stays.
SELECT format('ALTER TABLE %I.%I SET (autovacuum_vacuum_scale_factor = %s)',
    n.nspname, c.relname, CASE WHEN c.reltuples >= 1e7 THEN '0.05' ELSE '0.1' END)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.reltuples >= 1e6 AND n.nspname !~ '^(pg_|information_schema)'
    AND coalesce(array_to_string(c.reloptions, ','), '') !~ 'autovacuum_vacuum_scale_factor'
  ORDER BY 1 \gexec
