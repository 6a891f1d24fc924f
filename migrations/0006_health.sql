CREATE TABLE `alert_opt_outs` (
	`tenant` text NOT NULL,
	`person` text NOT NULL,
	PRIMARY KEY(`tenant`, `person`),
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant` text,
	`recipient` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer,
	`sent_at` integer,
	`failed_at` integer,
	`failure` text,
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `alerts_due` ON `alerts` (`next_try_at`) WHERE next_try_at is not null;--> statement-breakpoint
CREATE INDEX `alerts_failed` ON `alerts` (`failed_at`) WHERE failed_at is not null;--> statement-breakpoint
CREATE INDEX `alerts_created` ON `alerts` (`created_at`);--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `expiries` (
	`tenant` text NOT NULL,
	`server` text NOT NULL,
	`fingerprint` text NOT NULL,
	`inbox` text NOT NULL,
	`expires_at` integer NOT NULL,
	`noticed_at` integer NOT NULL,
	`alerted_at` integer,
	PRIMARY KEY(`tenant`, `server`, `fingerprint`),
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `expiries_to_alert` ON `expiries` (`noticed_at`) WHERE alerted_at is null;--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tenant` text NOT NULL,
	`inbox` text NOT NULL,
	`code` text NOT NULL,
	`at` text,
	`began_at` integer NOT NULL,
	`failures` integer NOT NULL,
	`last_failed_at` integer NOT NULL,
	`confirmed_at` integer,
	`ended_at` integer,
	`ended_by` text,
	`alerted_at` integer,
	`recovery_told_at` integer,
	FOREIGN KEY (`tenant`,`inbox`) REFERENCES `inboxes`(`tenant`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_open` ON `incidents` (`inbox`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `incidents_inbox` ON `incidents` (`tenant`,`inbox`,`began_at`);--> statement-breakpoint
CREATE INDEX `incidents_same_cause` ON `incidents` (`tenant`,`code`,`at`) WHERE confirmed_at is not null and ended_at is null;--> statement-breakpoint
CREATE INDEX `incidents_told` ON `incidents` (`tenant`,`code`,`at`,`alerted_at`) WHERE alerted_at is not null;--> statement-breakpoint
CREATE INDEX `incidents_by_code` ON `incidents` (`code`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `incidents_to_alert` ON `incidents` (`confirmed_at`) WHERE confirmed_at is not null and alerted_at is null and ended_at is null;--> statement-breakpoint
CREATE INDEX `incidents_to_tell_over` ON `incidents` (`ended_at`) WHERE alerted_at is not null and ended_at is not null and recovery_told_at is null;--> statement-breakpoint
CREATE INDEX `incidents_ended` ON `incidents` (`ended_at`) WHERE ended_at is not null;--> statement-breakpoint
CREATE TABLE `outages` (
	`part` text PRIMARY KEY NOT NULL,
	`since` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`seen` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `check_slots` (
	`slot` integer PRIMARY KEY NOT NULL,
	`run` integer NOT NULL,
	`attempt` integer NOT NULL,
	`leased_until` integer NOT NULL,
	`open` text NOT NULL,
	`inboxes` integer NOT NULL,
	`completed_run` integer,
	`completed_at` integer
);
--> statement-breakpoint
CREATE TABLE `key_rotations` (
	`key_id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`cursor` text NOT NULL,
	`resealed` integer NOT NULL,
	`unreadable` integer NOT NULL,
	`leased_until` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
DROP INDEX `inboxes_check_slot`;--> statement-breakpoint
ALTER TABLE `inboxes` ADD `failing_since` integer;--> statement-breakpoint
ALTER TABLE `inboxes` ADD `failing_code` text;--> statement-breakpoint
ALTER TABLE `inboxes` ADD `failing_at` text;--> statement-breakpoint
ALTER TABLE `inboxes` ADD `failing_checks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `inboxes_healthy` ON `inboxes` (`check_slot`,`id`) WHERE connected_at is not null and failing_since is null and archived_at is null and deleted_at is null;--> statement-breakpoint
CREATE INDEX `inboxes_key` ON `inboxes` (`credentials_key_id`,`id`) WHERE credentials_key_id is not null;