import type { Lines } from '../print/text.ts';
import { type Database, rollingOf } from './database.ts';
import { AHEAD } from './partitions-postgres.ts';

/** Partitions ahead of time, by the server's own scheduler. */
export function writeMysqlPartitions(lines: Lines, database: Database): void {
  const { by = '', until } = rollingOf(database) ?? {};
  const call = `CALL make_partitions('${by.replaceAll("'", "''")}', ${AHEAD})`;
  lines.from(database.field('partitions'), () => {
    lines.line().line(MAKE).line(`${call};`);
    lines.line('CREATE EVENT IF NOT EXISTS make_partitions ON SCHEDULE EVERY 1 DAY DO');
    lines.line(`  ${call};`);
    if (until !== undefined)
      lines.line(`-- The plan says that partitions made so far reach to ${until}.`);
  });
}

const MAKE = `\
-- Partitions of every table split by RANGE COLUMNS on this column, up to \`ahead\` beyond today. Each is
-- as wide as the last one; a year where there is but one. One without an end is split before its end.
DROP PROCEDURE IF EXISTS make_partitions;
DELIMITER //
CREATE PROCEDURE make_partitions(IN by_column VARCHAR(64), IN ahead INT)
BEGIN
  DECLARE is_over INT DEFAULT 0;
  DECLARE in_table, rest VARCHAR(64);
  DECLARE next_from, before_it DATETIME;
  DECLARE months, days INT;
  DECLARE tables_split CURSOR FOR
    SELECT TABLE_NAME,
        MAX(CASE WHEN PARTITION_DESCRIPTION = 'MAXVALUE' THEN PARTITION_NAME END),
        MAX(CASE WHEN PARTITION_DESCRIPTION <> 'MAXVALUE'
          THEN CAST(TRIM(BOTH '''' FROM PARTITION_DESCRIPTION) AS DATETIME) END)
      FROM information_schema.PARTITIONS
      WHERE TABLE_SCHEMA = DATABASE() AND PARTITION_METHOD = 'RANGE COLUMNS'
        AND REPLACE(PARTITION_EXPRESSION, '\`', '') = by_column
      GROUP BY TABLE_NAME ORDER BY TABLE_NAME;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET is_over = 1;
  OPEN tables_split;
  each_table: LOOP
    FETCH tables_split INTO in_table, rest, next_from;
    IF is_over THEN LEAVE each_table; END IF;
    IF next_from IS NULL THEN ITERATE each_table; END IF;
    SELECT MAX(CAST(TRIM(BOTH '''' FROM PARTITION_DESCRIPTION) AS DATETIME)) INTO before_it
      FROM information_schema.PARTITIONS
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = in_table
        AND PARTITION_DESCRIPTION <> 'MAXVALUE'
        AND CAST(TRIM(BOTH '''' FROM PARTITION_DESCRIPTION) AS DATETIME) < next_from;
    SET months = COALESCE(TIMESTAMPDIFF(MONTH, before_it, next_from), 12);
    SET days = IF(months = 0, TIMESTAMPDIFF(DAY, before_it, next_from), 0);
    WHILE next_from <= NOW() + INTERVAL ahead * months MONTH + INTERVAL ahead * days DAY DO
      SET @part = CONCAT('PARTITION p', DATE_FORMAT(next_from, '%Y%m%d'), ' VALUES LESS THAN (''',
        next_from + INTERVAL months MONTH + INTERVAL days DAY, ''')');
      SET @words = IF(rest IS NULL,
        CONCAT('ALTER TABLE \`', in_table, '\` ADD PARTITION (', @part, ')'),
        CONCAT('ALTER TABLE \`', in_table, '\` REORGANIZE PARTITION \`', rest, '\` INTO (', @part,
          ', PARTITION \`', rest, '\` VALUES LESS THAN (MAXVALUE))'));
      PREPARE said FROM @words;
      EXECUTE said;
      DEALLOCATE PREPARE said;
      SET next_from = next_from + INTERVAL months MONTH + INTERVAL days DAY;
    END WHILE;
  END LOOP;
  CLOSE tables_split;
END //
DELIMITER ;`;
