CREATE TABLE "brand_image" (
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_image_key" PRIMARY KEY("organization_id","kind"),
	CONSTRAINT "brand_image_kind" CHECK ("brand_image"."kind" in ('tab_icon', 'sidebar_logo')),
	CONSTRAINT "brand_image_size" CHECK (octet_length("brand_image"."bytes") <= 524288)
);
--> statement-breakpoint
ALTER TABLE "brand_image" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "connection" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"is_enabled" boolean DEFAULT false NOT NULL,
	"settings" jsonb NOT NULL,
	"secret_sealed" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connection_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "connection_kind_known" CHECK ("connection"."kind" in ('smb', 'ldap', 'oidc', 'mail'))
);
--> statement-breakpoint
ALTER TABLE "connection" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "permission_override" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"permission" text NOT NULL,
	"effect" text NOT NULL,
	"scope" text NOT NULL,
	"department_id" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "permission_override_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "permission_override_permission" CHECK ("permission_override"."permission" in ('overtime.read', 'overtime.create', 'overtime.update', 'overtime.delete', 'overtime.decide', 'department.read', 'department.create', 'department.update', 'department.delete', 'employee.read', 'employee.create', 'employee.update', 'employee.delete', 'project.read', 'project.create', 'project.update', 'project.delete', 'holiday.read', 'holiday.create', 'holiday.update', 'holiday.delete', 'regulation.create', 'regulation.update', 'regulation.delete', 'limit.read', 'limit.update', 'report.read', 'report.update')),
	CONSTRAINT "permission_override_effect" CHECK ("permission_override"."effect" in ('add', 'remove')),
	CONSTRAINT "permission_override_scope" CHECK ("permission_override"."scope" in ('own', 'department', 'organisation')),
	CONSTRAINT "permission_override_department_scope" CHECK ("permission_override"."department_id" is null or "permission_override"."scope" = 'department'),
	CONSTRAINT "permission_override_removal" CHECK ("permission_override"."effect" = 'add' or "permission_override"."scope" = 'organisation')
);
--> statement-breakpoint
ALTER TABLE "permission_override" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "challenge" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"data" jsonb NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "challenge_kind" CHECK ("challenge"."kind" in ('second_factor', 'second_factor_setup', 'passkey', 'passkey_setup', 'oidc', 'password_reset'))
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"last_used_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"used_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "totp" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"confirmed_at" timestamp(3) with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_identity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"subject" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"facts" jsonb NOT NULL,
	"tokens_sealed" text,
	"synced_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_identity_provider" CHECK ("user_identity"."provider" in ('company', 'ldap', 'oidc'))
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"active_organization_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"last_used_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"active_organization_id" uuid NOT NULL,
	"way" text NOT NULL,
	"name" text,
	"ip" text,
	"user_agent" text,
	"last_seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sign_in_way" CHECK ("sign_in"."way" in ('password', 'company', 'ldap', 'oidc', 'passkey'))
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_topic";--> statement-breakpoint
-- What is signed in stays signed in: each family of sessions and tokens becomes a sign-in.
delete from refresh_token where revoked_at is not null;--> statement-breakpoint
update user_session set family_id = gen_random_uuid() where family_id is null;--> statement-breakpoint
insert into sign_in (id, user_id, active_organization_id, way, ip, user_agent, last_seen_at, created_at)
  select distinct on (family_id) family_id, user_id, active_organization_id, 'password', ip, user_agent, last_seen_at, created_at
  from user_session order by family_id, created_at;--> statement-breakpoint
insert into sign_in (id, user_id, active_organization_id, way, last_seen_at, created_at)
  select distinct on (family_id) family_id, user_id, active_organization_id, 'password', created_at, created_at
  from refresh_token order by family_id, created_at
  on conflict do nothing;--> statement-breakpoint
ALTER TABLE "user_session" ALTER COLUMN "family_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "role_is_local" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "public_url" text;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "second_factor_roles" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "activity_retention_days" integer;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "activity_cleanup_minute" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "activity_cleared_on" date;--> statement-breakpoint
ALTER TABLE "brand_image" ADD CONSTRAINT "brand_image_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection" ADD CONSTRAINT "connection_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permission_override" ADD CONSTRAINT "permission_override_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permission_override" ADD CONSTRAINT "permission_override_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permission_override" ADD CONSTRAINT "permission_override_department" FOREIGN KEY ("organization_id","department_id") REFERENCES "public"."department"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp" ADD CONSTRAINT "totp_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_identity" ADD CONSTRAINT "user_identity_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_active_organization_id_organization_id_fk" FOREIGN KEY ("active_organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_active_organization_id_organization_id_fk" FOREIGN KEY ("active_organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "connection_kind" ON "connection" USING btree ("organization_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "permission_override_once" ON "permission_override" USING btree ("organization_id","user_id","permission","effect","scope",coalesce("department_id", '00000000-0000-0000-0000-000000000000'));--> statement-breakpoint
CREATE INDEX "permission_override_by_user" ON "permission_override" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "permission_override_by_department" ON "permission_override" USING btree ("organization_id","department_id");--> statement-breakpoint
CREATE INDEX "challenge_by_user" ON "challenge" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "challenge_by_expiry" ON "challenge" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkey_by_user" ON "passkey" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "recovery_code_by_user" ON "recovery_code" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_identity_subject" ON "user_identity" USING btree ("provider","subject");--> statement-breakpoint
CREATE INDEX "user_identity_by_user" ON "user_identity" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_identity_by_sync" ON "user_identity" USING btree ("provider","synced_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_token_hash" ON "api_token" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_token_by_user" ON "api_token" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "api_token_by_organization" ON "api_token" USING btree ("active_organization_id");--> statement-breakpoint
CREATE INDEX "api_token_by_expiry" ON "api_token" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_by_user" ON "sign_in" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_by_organization" ON "sign_in" USING btree ("active_organization_id");--> statement-breakpoint
CREATE INDEX "sign_in_by_last_seen" ON "sign_in" USING btree ("last_seen_at");--> statement-breakpoint
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_family_id_sign_in_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."sign_in"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_family_id_sign_in_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."sign_in"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_token" DROP COLUMN "revoked_at";--> statement-breakpoint
ALTER TABLE "user_session" DROP COLUMN "ip";--> statement-breakpoint
ALTER TABLE "user_session" DROP COLUMN "user_agent";--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_topic" CHECK ("event"."topic" in ('overtime', 'report', 'notification', 'department', 'employee', 'project', 'holiday', 'regulation', 'limit', 'configuration', 'user', 'me', 'connection'));--> statement-breakpoint
CREATE POLICY "tenant" ON "brand_image" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "connection" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "permission_override" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));