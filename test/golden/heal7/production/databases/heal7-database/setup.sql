-- heal7/production: parts.heal7-database, hanok.stores.ts:51. Written by hanok synth: change the plan, not this file.
\set ON_ERROR_STOP on
\set QUIET on

-- Whoever makes tables makes them as this role, so that one owner has them all.
SELECT 'CREATE ROLE "heal7-database_owner" NOLOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'heal7-database_owner') \gexec
GRANT "heal7-database_owner" TO CURRENT_USER;

SELECT 'CREATE ROLE "heal7-api-gateway" LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'heal7-api-gateway') \gexec
ALTER ROLE "heal7-api-gateway" LOGIN NOCREATEDB NOCREATEROLE;
\getenv password PASSWORD_HEAL7_API_GATEWAY
\if :{?password}
ALTER ROLE "heal7-api-gateway" PASSWORD :'password';
\unset password
\endif

SELECT 'CREATE ROLE "heal7-web-main" LOGIN'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'heal7-web-main') \gexec
ALTER ROLE "heal7-web-main" LOGIN NOCREATEDB NOCREATEROLE;
\getenv password PASSWORD_HEAL7_WEB_MAIN
\if :{?password}
ALTER ROLE "heal7-web-main" PASSWORD :'password';
\unset password
\endif

SELECT 'CREATE DATABASE "heal7_production" OWNER "heal7-database_owner"'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'heal7_production') \gexec
ALTER DATABASE "heal7_production" OWNER TO "heal7-database_owner";
REVOKE ALL ON DATABASE "heal7_production" FROM PUBLIC;
\connect "heal7_production"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS "pg_stat_statements";
CREATE EXTENSION IF NOT EXISTS "pgaudit";

BEGIN;
GRANT CONNECT ON DATABASE "heal7_production" TO "heal7-api-gateway";
GRANT USAGE ON SCHEMA public TO "heal7-api-gateway";
GRANT "heal7-database_owner" TO "heal7-api-gateway";
ALTER ROLE "heal7-api-gateway" IN DATABASE "heal7_production" SET role = 'heal7-database_owner';
COMMIT;

BEGIN;
GRANT CONNECT ON DATABASE "heal7_production" TO "heal7-web-main";
GRANT USAGE ON SCHEMA public TO "heal7-web-main";
REVOKE "heal7-database_owner" FROM "heal7-web-main";
ALTER ROLE "heal7-web-main" IN DATABASE "heal7_production" RESET role;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "heal7-web-main";
GRANT SELECT ON ALL TABLES IN SCHEMA public TO "heal7-web-main";
ALTER DEFAULT PRIVILEGES FOR ROLE "heal7-database_owner" IN SCHEMA public REVOKE ALL ON TABLES FROM "heal7-web-main";
ALTER DEFAULT PRIVILEGES FOR ROLE "heal7-database_owner" IN SCHEMA public GRANT SELECT ON TABLES TO "heal7-web-main";
ALTER ROLE "heal7-web-main" IN DATABASE "heal7_production" SET statement_timeout = 2000;
COMMIT;

CREATE SCHEMA IF NOT EXISTS upkeep;
REVOKE ALL ON SCHEMA upkeep FROM PUBLIC;
-- Partitions of every table that is split by this column, up to `ahead` beyond today. Each is as wide
-- as the newest there is, which keeps years years and months months; a year where there is none.
CREATE OR REPLACE FUNCTION upkeep.make_partitions(
  by_column name, ahead integer, begins date DEFAULT NULL, width interval DEFAULT NULL
) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog SET lock_timeout = '5s' AS $upkeep$
DECLARE
  parent record;
  newest record;
  step interval;
  next_from timestamptz;
  child text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('upkeep.make_partitions', 0));
  FOR parent IN
    SELECT c.oid, n.nspname, c.relname, pg_get_userbyid(c.relowner) AS owner
      FROM pg_partitioned_table p
      JOIN pg_class c ON c.oid = p.partrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
      WHERE p.partstrat = 'r' AND p.partnatts = 1 AND a.attname = by_column
      ORDER BY n.nspname, c.relname
  LOOP
    SELECT bound[1]::timestamptz AS from_day, bound[2]::timestamptz AS to_day INTO newest
      FROM (
        SELECT regexp_match(
          pg_get_expr(c.relpartbound, c.oid), $bound$FROM \('([^']+)'\) TO \('([^']+)'\)$bound$
        ) AS bound
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = parent.oid
      ) bounds
      WHERE bound IS NOT NULL ORDER BY 2 DESC LIMIT 1;
    step := coalesce(width, age(newest.to_day, newest.from_day), interval '1 year');
    next_from := coalesce(
      newest.to_day, least(begins - step, date_trunc('year', now())), date_trunc('year', now())
    );
    WHILE next_from <= now() + ahead * step LOOP
      child := left(parent.relname, 48) || '_' || to_char(next_from, CASE
        WHEN step >= interval '1 year' THEN 'YYYY'
        WHEN step >= interval '1 month' THEN 'YYYY_MM'
        ELSE 'YYYY_MM_DD' END);
      EXECUTE format('CREATE TABLE %I.%I PARTITION OF %I.%I FOR VALUES FROM (%L) TO (%L)',
        parent.nspname, child, parent.nspname, parent.relname, next_from, next_from + step);
      EXECUTE format('ALTER TABLE %I.%I OWNER TO %I', parent.nspname, child, parent.owner);
      next_from := next_from + step;
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END
$upkeep$;
REVOKE ALL ON FUNCTION upkeep.make_partitions(name, integer, date, interval) FROM PUBLIC;
SELECT upkeep.make_partitions('created_at', 2, begins => DATE '2027-01-01');

-- A partitioned table takes no CREATE INDEX CONCURRENTLY. Its index is declared on it alone, built on
-- each partition while rows are written, and attached; with the last one it counts.
SELECT format('CREATE INDEX IF NOT EXISTS %I ON ONLY %I.%I (%I)',
    left(c.relname, 40) || '_by_' || a.attname, n.nspname, c.relname, a.attname)
  FROM pg_partitioned_table p
  JOIN pg_class c ON c.oid = p.partrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
  WHERE a.attname = 'created_at' AND NOT EXISTS (
    SELECT FROM pg_index x WHERE x.indrelid = c.oid AND x.indkey[0] = a.attnum)
  ORDER BY 1 \gexec
SELECT format('CREATE INDEX CONCURRENTLY IF NOT EXISTS %I ON %I.%I (%I)',
    left(part.relname, 40) || '_by_' || a.attname, n.nspname, part.relname, a.attname)
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indrelid AND c.relkind = 'p'
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
  JOIN pg_inherits i ON i.inhparent = c.oid
  JOIN pg_class part ON part.oid = i.inhrelid AND part.relkind = 'r'
  JOIN pg_namespace n ON n.oid = part.relnamespace
  WHERE a.attname = 'created_at' AND x.indnatts = 1 AND NOT x.indisvalid
  ORDER BY 1 \gexec
SELECT format('ALTER INDEX %I.%I ATTACH PARTITION %I.%I', n.nspname, whole.relname,
    n.nspname, left(part.relname, 40) || '_by_' || a.attname)
  FROM pg_index x
  JOIN pg_class whole ON whole.oid = x.indexrelid
  JOIN pg_class c ON c.oid = x.indrelid AND c.relkind = 'p'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
  JOIN pg_inherits i ON i.inhparent = c.oid
  JOIN pg_class part ON part.oid = i.inhrelid AND part.relkind = 'r'
  WHERE a.attname = 'created_at' AND x.indnatts = 1 AND NOT x.indisvalid
  ORDER BY 1 \gexec

-- No machine of the plan has a timer for it: the server runs it itself.
SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_cron') AS has_cron \gset
\if :has_cron
CREATE EXTENSION IF NOT EXISTS pg_cron;
SELECT cron.schedule('make-partitions', '10 0 * * *',
  $cron$SELECT upkeep.make_partitions('created_at', 2, begins => DATE '2027-01-01')$cron$);
\else
\warn 'pg_cron is not offered here: call upkeep.make_partitions every day yourself'
\endif

-- A tenth of a table above a million rows, a twentieth above ten million; what is set by hand stays.
SELECT format('ALTER TABLE %I.%I SET (autovacuum_vacuum_scale_factor = %s)',
    n.nspname, c.relname, CASE WHEN c.reltuples >= 1e7 THEN '0.05' ELSE '0.1' END)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.reltuples >= 1e6 AND n.nspname !~ '^(pg_|information_schema)'
    AND coalesce(array_to_string(c.reloptions, ','), '') !~ 'autovacuum_vacuum_scale_factor'
  ORDER BY 1 \gexec
