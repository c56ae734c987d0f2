-- gym-face/local: parts.database, hanok.stores.ts:54. Written by hanok synth: change the plan, not this file.
-- Set @PASSWORD_… in the same session before it. What an account was granted before
-- and the plan no longer says is not taken back here.
CREATE DATABASE IF NOT EXISTS `database` CHARACTER SET utf8mb4;
USE `database`;

CREATE USER IF NOT EXISTS 'app'@'127.0.0.1' REQUIRE SSL ACCOUNT LOCK;
ALTER USER 'app'@'127.0.0.1' REQUIRE SSL;
SET @words = IF(@PASSWORD_APP IS NULL, 'DO 0', CONCAT(
  "ALTER USER 'app'@'127.0.0.1' IDENTIFIED BY ", QUOTE(@PASSWORD_APP), ' ACCOUNT UNLOCK'));
PREPARE said FROM @words;
EXECUTE said;
DEALLOCATE PREPARE said;
SET @words = NULL;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER, CREATE VIEW ON `database`.* TO 'app'@'127.0.0.1';
