-- gym-face/staging: parts.database, hanok.stores.ts:54. Written by hanok synth: change the plan, not this file.
-- Set @PASSWORD_… in the same session before it. What an account was granted before
-- and the plan no longer says is not taken back here.
CREATE DATABASE IF NOT EXISTS `gym_face_staging` CHARACTER SET utf8mb4;
USE `gym_face_staging`;

CREATE USER IF NOT EXISTS 'app'@'%' REQUIRE SSL ACCOUNT LOCK;
ALTER USER 'app'@'%' REQUIRE SSL;
SET @words = IF(@PASSWORD_APP IS NULL, 'DO 0', CONCAT(
  "ALTER USER 'app'@'%' IDENTIFIED BY ", QUOTE(@PASSWORD_APP), ' ACCOUNT UNLOCK'));
PREPARE said FROM @words;
EXECUTE said;
DEALLOCATE PREPARE said;
SET @words = NULL;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER, CREATE VIEW ON `gym_face_staging`.* TO 'app'@'%';
