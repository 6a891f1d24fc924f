-- What is in error when this arrives: its incident began when it was first told, and nobody is mailed of it.
UPDATE `inboxes` SET
	`failing_since` = `last_error_at`, `failing_code` = `last_error`, `failing_checks` = 1, `next_check_at` = `last_error_at`
WHERE `last_error` IS NOT NULL AND `archived_at` IS NULL AND `deleted_at` IS NULL;
--> statement-breakpoint
INSERT INTO `incidents` (`tenant`, `inbox`, `code`, `at`, `began_at`, `failures`, `last_failed_at`, `confirmed_at`, `alerted_at`, `recovery_told_at`)
SELECT `tenant`, `id`, `failing_code`, `failing_at`, `failing_since`, 1, `failing_since`, `failing_since`, `failing_since`, `failing_since`
FROM `inboxes` WHERE `failing_since` IS NOT NULL;
--> statement-breakpoint
-- An archived inbox that is taken into use again is known to be broken: it is an incident, but no news.
CREATE TRIGGER `inboxes_failing_begins` AFTER UPDATE OF `failing_since` ON `inboxes`
WHEN old.`failing_since` IS NULL AND new.`failing_since` IS NOT NULL
BEGIN
	INSERT INTO `incidents` (`tenant`, `inbox`, `code`, `at`, `began_at`, `failures`, `last_failed_at`, `confirmed_at`, `alerted_at`)
	VALUES (
		new.`tenant`, new.`id`, new.`failing_code`, new.`failing_at`, new.`failing_since`,
		new.`failing_checks`, new.`failing_since`,
		CASE WHEN new.`last_error` IS NOT NULL THEN new.`failing_since` END,
		CASE WHEN old.`archived_at` IS NOT NULL THEN new.`failing_since` END
	);
END;
--> statement-breakpoint
CREATE TRIGGER `inboxes_failing_goes_on` AFTER UPDATE OF `failing_checks`, `failing_code`, `failing_at`, `last_error` ON `inboxes`
WHEN old.`failing_since` IS NOT NULL AND new.`failing_since` IS NOT NULL
BEGIN
	UPDATE `incidents` SET
		`code` = new.`failing_code`,
		`at` = coalesce(new.`failing_at`, `at`),
		`failures` = new.`failing_checks`,
		`last_failed_at` = coalesce(new.`last_checked_at`, `last_failed_at`),
		`confirmed_at` = coalesce(`confirmed_at`, CASE WHEN new.`last_error` IS NOT NULL THEN new.`last_error_at` END)
	WHERE `inbox` = new.`id` AND `ended_at` IS NULL;
END;
--> statement-breakpoint
-- Of what ended otherwise than by working again, nobody is told that it works again.
CREATE TRIGGER `inboxes_failing_ends` AFTER UPDATE OF `failing_since` ON `inboxes`
WHEN old.`failing_since` IS NOT NULL AND new.`failing_since` IS NULL
BEGIN
	UPDATE `incidents` SET
		`ended_at` = max(coalesce(new.`last_checked_at`, 0), new.`updated_at`, `began_at`),
		`ended_by` = CASE
			WHEN new.`deleted_at` IS NOT NULL THEN 'deleted'
			WHEN new.`archived_at` IS NOT NULL THEN 'archived'
			WHEN new.`credentials_encrypted` IS NULL THEN 'disconnected'
			WHEN new.`credentials_version` = old.`credentials_version` THEN 'check'
			WHEN new.`connected_at` IS NOT NULL THEN 'reconnected'
			ELSE 'replaced'
		END,
		`recovery_told_at` = CASE
			WHEN new.`connected_at` IS NULL OR new.`archived_at` IS NOT NULL OR new.`deleted_at` IS NOT NULL
			THEN max(coalesce(new.`last_checked_at`, 0), new.`updated_at`, `began_at`)
		END
	WHERE `inbox` = new.`id` AND `ended_at` IS NULL;
END;
