-- What holds whoever writes: the counts of a plan, and no open ticket on a deleted inbox.
INSERT INTO `entitlements` (`tenant`, `active_inboxes`, `archived_inboxes`)
SELECT `tenant`, sum(`archived_at` is null), sum(`archived_at` is not null)
FROM `inboxes` WHERE `deleted_at` is null GROUP BY `tenant`
ON CONFLICT (`tenant`) DO UPDATE SET
	`active_inboxes` = excluded.`active_inboxes`,
	`archived_inboxes` = excluded.`archived_inboxes`;
--> statement-breakpoint
UPDATE `inboxes` SET `search_text` = lower(`name` || char(10) || `email_address` || char(10) || `email_address_key`);
--> statement-breakpoint
CREATE TRIGGER `inboxes_counted_on_insert` AFTER INSERT ON `inboxes`
WHEN new.`deleted_at` is null
BEGIN
	INSERT INTO `entitlements` (`tenant`, `active_inboxes`, `archived_inboxes`)
	VALUES (new.`tenant`, new.`archived_at` is null, new.`archived_at` is not null)
	ON CONFLICT (`tenant`) DO UPDATE SET
		`active_inboxes` = `active_inboxes` + excluded.`active_inboxes`,
		`archived_inboxes` = `archived_inboxes` + excluded.`archived_inboxes`;
END;
--> statement-breakpoint
CREATE TRIGGER `inboxes_counted_on_update` AFTER UPDATE OF `archived_at`, `deleted_at` ON `inboxes`
WHEN (new.`archived_at` is null) <> (old.`archived_at` is null)
	OR (new.`deleted_at` is null) <> (old.`deleted_at` is null)
BEGIN
	UPDATE `entitlements` SET
		`active_inboxes` = `active_inboxes`
			+ (new.`archived_at` is null and new.`deleted_at` is null)
			- (old.`archived_at` is null and old.`deleted_at` is null),
		`archived_inboxes` = `archived_inboxes`
			+ (new.`archived_at` is not null and new.`deleted_at` is null)
			- (old.`archived_at` is not null and old.`deleted_at` is null)
	WHERE `tenant` = new.`tenant`;
END;
--> statement-breakpoint
CREATE TRIGGER `inboxes_counted_on_delete` AFTER DELETE ON `inboxes`
WHEN old.`deleted_at` is null
BEGIN
	UPDATE `entitlements` SET
		`active_inboxes` = `active_inboxes` - (old.`archived_at` is null),
		`archived_inboxes` = `archived_inboxes` - (old.`archived_at` is not null)
	WHERE `tenant` = old.`tenant`;
END;
--> statement-breakpoint
CREATE TRIGGER `inboxes_deleted_without_open_tickets` BEFORE UPDATE OF `deleted_at` ON `inboxes`
WHEN new.`deleted_at` is not null
BEGIN
	SELECT raise(abort, 'open tickets on a deleted inbox') FROM `tickets`
	WHERE `tenant` = new.`tenant` AND `inbox` = new.`id` AND `status` <> 'closed' LIMIT 1;
END;
--> statement-breakpoint
CREATE TRIGGER `tickets_opened_on_a_live_inbox` BEFORE INSERT ON `tickets`
WHEN new.`status` <> 'closed'
BEGIN
	SELECT raise(abort, 'open tickets on a deleted inbox') FROM `inboxes`
	WHERE `tenant` = new.`tenant` AND `id` = new.`inbox` AND `deleted_at` is not null;
END;
--> statement-breakpoint
CREATE TRIGGER `tickets_moved_to_a_live_inbox` BEFORE UPDATE OF `inbox`, `status` ON `tickets`
WHEN new.`status` <> 'closed'
BEGIN
	SELECT raise(abort, 'open tickets on a deleted inbox') FROM `inboxes`
	WHERE `tenant` = new.`tenant` AND `id` = new.`inbox` AND `deleted_at` is not null;
END;
