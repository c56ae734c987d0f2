-- dtx/staging: parts.database, hanok.parts.ts:74. Written by hanok synth: change the plan, not this file.
\set ON_ERROR_STOP on
\set QUIET on

-- Whoever makes tables makes them as this role, so that one owner has them all.
SELECT 'CREATE ROLE "database_owner" NOLOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'database_owner') \gexec
GRANT "database_owner" TO CURRENT_USER;

SELECT 'CREATE ROLE "time-machine" LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'time-machine') \gexec
ALTER ROLE "time-machine" LOGIN NOCREATEDB NOCREATEROLE;
\getenv password PASSWORD_TIME_MACHINE
\if :{?password}
ALTER ROLE "time-machine" PASSWORD :'password';
\unset password
\endif

SELECT 'CREATE ROLE "user-service" LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'user-service') \gexec
ALTER ROLE "user-service" LOGIN NOCREATEDB NOCREATEROLE;
\getenv password PASSWORD_USER_SERVICE
\if :{?password}
ALTER ROLE "user-service" PASSWORD :'password';
\unset password
\endif

SELECT 'CREATE DATABASE "dtx_staging" OWNER "database_owner"'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'dtx_staging') \gexec
ALTER DATABASE "dtx_staging" OWNER TO "database_owner";
REVOKE ALL ON DATABASE "dtx_staging" FROM PUBLIC;
\connect "dtx_staging"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS "pg_stat_statements";
CREATE EXTENSION IF NOT EXISTS "pgaudit";

BEGIN;
GRANT CONNECT ON DATABASE "dtx_staging" TO "time-machine";
GRANT USAGE ON SCHEMA public TO "time-machine";
GRANT "database_owner" TO "time-machine";
ALTER ROLE "time-machine" IN DATABASE "dtx_staging" SET role = 'database_owner';
COMMIT;

BEGIN;
GRANT CONNECT ON DATABASE "dtx_staging" TO "user-service";
GRANT USAGE ON SCHEMA public TO "user-service";
GRANT "database_owner" TO "user-service";
ALTER ROLE "user-service" IN DATABASE "dtx_staging" SET role = 'database_owner';
COMMIT;

-- A tenth of a table above a million rows, a twentieth above ten million; what is set by hand stays.
SELECT format('ALTER TABLE %I.%I SET (autovacuum_vacuum_scale_factor = %s)',
    n.nspname, c.relname, CASE WHEN c.reltuples >= 1e7 THEN '0.05' ELSE '0.1' END)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.reltuples >= 1e6 AND n.nspname !~ '^(pg_|information_schema)'
    AND coalesce(array_to_string(c.reloptions, ','), '') !~ 'autovacuum_vacuum_scale_factor'
  ORDER BY 1 \gexec
