CREATE TABLE `oauth_results` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant` text NOT NULL,
	`inbox` text NOT NULL,
	`person` text NOT NULL,
	`provider` text NOT NULL,
	`outcome` text NOT NULL,
	`expected` text NOT NULL,
	`account` text,
	`mailbox` text,
	`missing` text DEFAULT '[]' NOT NULL,
	`reason` text,
	`pending` text,
	`pending_until` integer,
	`credentials_version` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `oauth_results_inbox` ON `oauth_results` (`tenant`,`inbox`);--> statement-breakpoint
CREATE INDEX `oauth_results_expires` ON `oauth_results` (`expires_at`);--> statement-breakpoint
CREATE INDEX `oauth_results_pending` ON `oauth_results` (`pending_until`) WHERE pending is not null;--> statement-breakpoint
CREATE TABLE `oauth_transactions` (
	`state_hash` text PRIMARY KEY NOT NULL,
	`tenant` text NOT NULL,
	`inbox` text NOT NULL,
	`person` text NOT NULL,
	`session` text NOT NULL,
	`provider` text NOT NULL,
	`sealed` text NOT NULL,
	`shared_mailbox` text,
	`return_to` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `oauth_transactions_expires` ON `oauth_transactions` (`expires_at`);--> statement-breakpoint
CREATE INDEX `oauth_transactions_person` ON `oauth_transactions` (`person`,`expires_at`);--> statement-breakpoint
CREATE TABLE `oauth_troubles` (
	`provider` text NOT NULL,
	`part` text NOT NULL,
	`reason` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`provider`, `part`)
);
--> statement-breakpoint
ALTER TABLE `inboxes` ADD `oauth_account` text;--> statement-breakpoint
CREATE INDEX `inboxes_address` ON `inboxes` (`email_address_key`) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX `inboxes_provider_subject` ON `inboxes` (`provider_subject`) WHERE provider_subject is not null and credentials_encrypted is not null;--> statement-breakpoint
CREATE INDEX `inbox_aliases_address` ON `inbox_aliases` (`email_address_key`);