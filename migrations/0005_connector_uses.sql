CREATE TABLE `connector_uses` (
	`tenant` text NOT NULL,
	`use` text NOT NULL,
	`since` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`tenant`, `use`),
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `login_attempts` (
	`tenant` text NOT NULL,
	`login` text NOT NULL,
	`pending` integer NOT NULL,
	`refused` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`tenant`, `login`),
	FOREIGN KEY (`tenant`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `login_attempts_last` ON `login_attempts` (`last_at`);