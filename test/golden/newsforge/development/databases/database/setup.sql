-- newsforge/development: parts.database, hanok.stores.ts:28. Written by hanok synth: change the plan, not this file.
\set ON_ERROR_STOP on
\set QUIET on

-- Whoever makes tables makes them as this role, so that one owner has them all.
SELECT 'CREATE ROLE "database_owner" NOLOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'database_owner') \gexec
GRANT "database_owner" TO CURRENT_USER;

SELECT 'CREATE ROLE "api" LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'api') \gexec
ALTER ROLE "api" LOGIN NOCREATEDB NOCREATEROLE;
\getenv password PASSWORD_API
\if :{?password}
ALTER ROLE "api" PASSWORD :'password';
\unset password
\endif

SELECT 'CREATE DATABASE "newsforge_development" OWNER "database_owner"'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'newsforge_development') \gexec
ALTER DATABASE "newsforge_development" OWNER TO "database_owner";
REVOKE ALL ON DATABASE "newsforge_development" FROM PUBLIC;
\connect "newsforge_development"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS "pg_stat_statements";
CREATE EXTENSION IF NOT EXISTS "pgaudit";

BEGIN;
GRANT CONNECT ON DATABASE "newsforge_development" TO "api";
GRANT USAGE ON SCHEMA public TO "api";
GRANT "database_owner" TO "api";
ALTER ROLE "api" IN DATABASE "newsforge_development" SET role = 'database_owner';
COMMIT;

-- A tenth of a table above a million rows, a twentieth above ten million; what is set by hand stays.
SELECT format('ALTER TABLE %I.%I SET (autovacuum_vacuum_scale_factor = %s)',
    n.nspname, c.relname, CASE WHEN c.reltuples >= 1e7 THEN '0.05' ELSE '0.1' END)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.reltuples >= 1e6 AND n.nspname !~ '^(pg_|information_schema)'
    AND coalesce(array_to_string(c.reloptions, ','), '') !~ 'autovacuum_vacuum_scale_factor'
  ORDER BY 1 \gexec
