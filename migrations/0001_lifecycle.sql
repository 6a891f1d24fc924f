CREATE TABLE `audit_events` (
	`tenant` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`action` text NOT NULL,
	`inbox` text NOT NULL,
	`inbox_name` text NOT NULL,
	`changes` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`tenant`, `seq`),
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audit_events_inbox` ON `audit_events` (`tenant`,`inbox`,`seq`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`tenant` text NOT NULL,
	`person` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`made` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant`, `person`, `key`),
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created` ON `idempotency_keys` (`tenant`,`created_at`);--> statement-breakpoint
CREATE TABLE `inbox_aliases` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant` text NOT NULL,
	`inbox` text NOT NULL,
	`email_address` text NOT NULL,
	`email_address_key` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`tenant`,`inbox`) REFERENCES `inboxes`(`tenant`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_aliases_tenant_address` ON `inbox_aliases` (`tenant`,`email_address_key`);--> statement-breakpoint
CREATE INDEX `inbox_aliases_inbox` ON `inbox_aliases` (`tenant`,`inbox`,`id`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant` text NOT NULL,
	`inbox` text NOT NULL,
	`subject` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`tenant`,`inbox`) REFERENCES `inboxes`(`tenant`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tickets_open` ON `tickets` (`tenant`,`inbox`) WHERE status <> 'closed';--> statement-breakpoint
ALTER TABLE `inboxes` ADD `search_text` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `inboxes` ADD `former_servers` text;--> statement-breakpoint
ALTER TABLE `inboxes` ADD `disconnected_at` integer;--> statement-breakpoint
CREATE INDEX `inboxes_tenant_status` ON `inboxes` (`tenant`,(case when last_error is not null then 'error' when connected_at is null then 'disconnected' else 'connected' end),`id`) WHERE archived_at is null and deleted_at is null;--> statement-breakpoint
CREATE INDEX `inboxes_tenant_archived` ON `inboxes` (`tenant`,`id`) WHERE archived_at is not null and deleted_at is null;--> statement-breakpoint
CREATE INDEX `inboxes_tenant_answering` ON `inboxes` (`tenant`,`id`) WHERE auto_response_enabled = 1 and archived_at is null and deleted_at is null;--> statement-breakpoint
ALTER TABLE `entitlements` ADD `active_inboxes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `entitlements` ADD `archived_inboxes` integer DEFAULT 0 NOT NULL;