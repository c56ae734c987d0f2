import type { Lines } from '../print/text.ts';
import { type Database, rollingOf } from './database.ts';

/** How many partitions stand ready beyond the one that is written to. */
export const AHEAD = 2;

const text = (words: string): string => `'${words.replaceAll("'", "''")}'`;

/** What calls for the next partitions; a timer or the server's own scheduler runs it every day. */
export function nextPartitions(database: Database): string {
  const { by = '', until } = rollingOf(database) ?? {};
  const begins = until === undefined ? '' : `, begins => DATE ${text(until)}`;
  return `SELECT upkeep.make_partitions(${text(by)}, ${AHEAD}${begins})`;
}

/** Partitions ahead of time for every table that is split by the plan's column, and its index. */
export function writePartitions(lines: Lines, database: Database): void {
  const { by = '' } = rollingOf(database) ?? {};
  lines.from(database.field('partitions'), () => {
    lines
      .line()
      .line(MAKE)
      .line(`${nextPartitions(database)};`);
    lines.line().line(indexes(text(by)));
    if (database.kept === 'managed') {
      lines.line().line('-- No machine of the plan has a timer for it: the server runs it itself.');
      lines.line(CRON_IS_THERE).line(`SELECT cron.schedule('make-partitions', '10 0 * * *',`);
      lines.line(`  $cron$${nextPartitions(database)}$cron$);\n${CRON_IS_MISSING}`);
    }
  });
}

const CRON_IS_THERE = `SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_cron') AS has_cron \\gset
\\if :has_cron
CREATE EXTENSION IF NOT EXISTS pg_cron;`;
const CRON_IS_MISSING = `\\else
\\warn 'pg_cron is not offered here: call upkeep.make_partitions every day yourself'
\\endif`;

/** As wide as the newest partition is; a year where there is none yet. */
const MAKE = `CREATE SCHEMA IF NOT EXISTS upkeep;
REVOKE ALL ON SCHEMA upkeep FROM PUBLIC;
-- Partitions of every table that is split by this column, up to \`ahead\` beyond today. Each is as wide
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
          pg_get_expr(c.relpartbound, c.oid), $bound$FROM \\('([^']+)'\\) TO \\('([^']+)'\\)$bound$
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
REVOKE ALL ON FUNCTION upkeep.make_partitions(name, integer, date, interval) FROM PUBLIC;`;

/** The column that splits a table is asked for in ranges: it has an index, built without a pause. */
const indexes = (by: string): string => `\
-- A partitioned table takes no CREATE INDEX CONCURRENTLY. Its index is declared on it alone, built on
-- each partition while rows are written, and attached; with the last one it counts.
SELECT format('CREATE INDEX IF NOT EXISTS %I ON ONLY %I.%I (%I)',
    left(c.relname, 40) || '_by_' || a.attname, n.nspname, c.relname, a.attname)
  FROM pg_partitioned_table p
  JOIN pg_class c ON c.oid = p.partrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
  WHERE a.attname = ${by} AND NOT EXISTS (
    SELECT FROM pg_index x WHERE x.indrelid = c.oid AND x.indkey[0] = a.attnum)
  ORDER BY 1 \\gexec
SELECT format('CREATE INDEX CONCURRENTLY IF NOT EXISTS %I ON %I.%I (%I)',
    left(part.relname, 40) || '_by_' || a.attname, n.nspname, part.relname, a.attname)
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indrelid AND c.relkind = 'p'
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
  JOIN pg_inherits i ON i.inhparent = c.oid
  JOIN pg_class part ON part.oid = i.inhrelid AND part.relkind = 'r'
  JOIN pg_namespace n ON n.oid = part.relnamespace
  WHERE a.attname = ${by} AND x.indnatts = 1 AND NOT x.indisvalid
  ORDER BY 1 \\gexec
SELECT format('ALTER INDEX %I.%I ATTACH PARTITION %I.%I', n.nspname, whole.relname,
    n.nspname, left(part.relname, 40) || '_by_' || a.attname)
  FROM pg_index x
  JOIN pg_class whole ON whole.oid = x.indexrelid
  JOIN pg_class c ON c.oid = x.indrelid AND c.relkind = 'p'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
  JOIN pg_inherits i ON i.inhparent = c.oid
  JOIN pg_class part ON part.oid = i.inhrelid AND part.relkind = 'r'
  WHERE a.attname = ${by} AND x.indnatts = 1 AND NOT x.indisvalid
  ORDER BY 1 \\gexec`;

/** A fifth of a big table is too much to wait for: vacuum looks at it sooner. */
export function writeAutovacuum(lines: Lines): void {
  lines.line().line(AUTOVACUUM);
}

const AUTOVACUUM = `\
-- A tenth of a table above a million rows, a twentieth above ten million; what is set by hand stays.
SELECT format('ALTER TABLE %I.%I SET (autovacuum_vacuum_scale_factor = %s)',
    n.nspname, c.relname, CASE WHEN c.reltuples >= 1e7 THEN '0.05' ELSE '0.1' END)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.reltuples >= 1e6 AND n.nspname !~ '^(pg_|information_schema)'
    AND coalesce(array_to_string(c.reloptions, ','), '') !~ 'autovacuum_vacuum_scale_factor'
  ORDER BY 1 \\gexec`;
