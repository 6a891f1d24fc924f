-- A grant that waits to be accepted is destroyed with the credentials that it would have replaced.
CREATE TRIGGER `inboxes_pending_grants_destroyed` AFTER UPDATE OF `credentials_encrypted`, `deleted_at` ON `inboxes`
WHEN (old.`credentials_encrypted` is not null and new.`credentials_encrypted` is null)
	OR (old.`deleted_at` is null and new.`deleted_at` is not null)
BEGIN
	UPDATE `oauth_results` SET `pending` = null, `pending_until` = null
	WHERE `tenant` = new.`tenant` and `inbox` = new.`id` and `pending` is not null;
END;
