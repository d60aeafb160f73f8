CREATE TABLE "overtime_correction" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"of_year" integer NOT NULL,
	"of_month" integer NOT NULL,
	"year" integer NOT NULL,
	"month" integer NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"difference_minutes" integer NOT NULL,
	"reason" text NOT NULL,
	"created_by_id" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "overtime_correction_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "overtime_correction_reason" CHECK (length("overtime_correction"."reason") between 1 and 200),
	CONSTRAINT "overtime_correction_month" CHECK ("overtime_correction"."month" between 1 and 12 and "overtime_correction"."of_month" between 1 and 12)
);
--> statement-breakpoint
ALTER TABLE "overtime_correction" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overtime_period" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year" integer NOT NULL,
	"month" integer NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"changed_by_id" uuid,
	"changed_at" timestamp(3) with time zone NOT NULL,
	"reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "overtime_period_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "overtime_period_state" CHECK ("overtime_period"."state" in ('open', 'closed', 'locked', 'processed')),
	CONSTRAINT "overtime_period_month" CHECK ("overtime_period"."year" between 2000 and 2099 and "overtime_period"."month" between 1 and 12)
);
--> statement-breakpoint
ALTER TABLE "overtime_period" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overtime_explanation" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"request_version" integer NOT NULL,
	"policy_version_id" uuid,
	"policy_title" text NOT NULL,
	"explanation" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "overtime_explanation_key" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "overtime_explanation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "policy" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "policy_form" CHECK (length("policy"."name") between 1 and 100 and length("policy"."description") <= 2000)
);
--> statement-breakpoint
ALTER TABLE "policy" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "policy_assignment" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"scope" text NOT NULL,
	"department_id" uuid,
	"employee_id" uuid,
	"policy_id" uuid,
	"effective_from" date NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_assignment_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "policy_assignment_scope" CHECK ("policy_assignment"."scope" in ('organisation', 'department', 'employee')),
	CONSTRAINT "policy_assignment_target" CHECK (("policy_assignment"."scope" = 'department') = ("policy_assignment"."department_id" is not null) and ("policy_assignment"."scope" = 'employee') = ("policy_assignment"."employee_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "policy_assignment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "policy_trial" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"layer" jsonb NOT NULL,
	"first_date" date NOT NULL,
	"last_date" date NOT NULL,
	"periods" integer NOT NULL,
	"with_wages" boolean NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"people_total" integer DEFAULT 0 NOT NULL,
	"people_done" integer DEFAULT 0 NOT NULL,
	"last_employee_id" uuid,
	"result" jsonb NOT NULL,
	"problem" text,
	"requested_by_id" uuid,
	"started_at" timestamp(3) with time zone,
	"finished_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_trial_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "policy_trial_state" CHECK ("policy_trial"."state" in ('queued', 'running', 'done', 'cancelled', 'failed')),
	CONSTRAINT "policy_trial_periods" CHECK ("policy_trial"."periods" between 1 and 12 and "policy_trial"."last_date" >= "policy_trial"."first_date")
);
--> statement-breakpoint
ALTER TABLE "policy_trial" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "policy_version" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"layer" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"effective_from" date,
	"published_at" timestamp(3) with time zone,
	"published_by_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_version_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "policy_version_state" CHECK ("policy_version"."state" in ('draft', 'published')),
	CONSTRAINT "policy_version_published" CHECK (("policy_version"."state" = 'published') = ("policy_version"."published_at" is not null) and ("policy_version"."state" = 'draft' or "policy_version"."effective_from" is not null)),
	CONSTRAINT "policy_version_note_form" CHECK (length("policy_version"."note") <= 2000)
);
--> statement-breakpoint
ALTER TABLE "policy_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "employee_wage" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"employee_id" uuid NOT NULL,
	"effective_from" date NOT NULL,
	"sealed" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "employee_wage_key" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "employee_wage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "permission_override" DROP CONSTRAINT "permission_override_permission";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_topic";--> statement-breakpoint
ALTER TABLE "notification" DROP CONSTRAINT "notification_kind";--> statement-breakpoint
ALTER TABLE "overtime_correction" ADD CONSTRAINT "overtime_correction_created_by_id_user_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_correction" ADD CONSTRAINT "overtime_correction_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_correction" ADD CONSTRAINT "overtime_correction_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."overtime_request"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_period" ADD CONSTRAINT "overtime_period_changed_by_id_user_id_fk" FOREIGN KEY ("changed_by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_period" ADD CONSTRAINT "overtime_period_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_explanation" ADD CONSTRAINT "overtime_explanation_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_explanation" ADD CONSTRAINT "overtime_explanation_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."overtime_request"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_explanation" ADD CONSTRAINT "overtime_explanation_policy_version" FOREIGN KEY ("organization_id","policy_version_id") REFERENCES "public"."policy_version"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_assignment" ADD CONSTRAINT "policy_assignment_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_assignment" ADD CONSTRAINT "policy_assignment_policy" FOREIGN KEY ("organization_id","policy_id") REFERENCES "public"."policy"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_assignment" ADD CONSTRAINT "policy_assignment_department" FOREIGN KEY ("organization_id","department_id") REFERENCES "public"."department"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_assignment" ADD CONSTRAINT "policy_assignment_employee" FOREIGN KEY ("organization_id","employee_id") REFERENCES "public"."employee"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_trial" ADD CONSTRAINT "policy_trial_requested_by_id_user_id_fk" FOREIGN KEY ("requested_by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_trial" ADD CONSTRAINT "policy_trial_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_trial" ADD CONSTRAINT "policy_trial_policy" FOREIGN KEY ("organization_id","policy_id") REFERENCES "public"."policy"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_published_by_id_user_id_fk" FOREIGN KEY ("published_by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_policy" FOREIGN KEY ("organization_id","policy_id") REFERENCES "public"."policy"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employee_wage" ADD CONSTRAINT "employee_wage_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employee_wage" ADD CONSTRAINT "employee_wage_employee" FOREIGN KEY ("organization_id","employee_id") REFERENCES "public"."employee"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "overtime_correction_by_period" ON "overtime_correction" USING btree ("organization_id","year","month","id");--> statement-breakpoint
CREATE INDEX "overtime_correction_by_request" ON "overtime_correction" USING btree ("organization_id","request_id","created_at");--> statement-breakpoint
CREATE INDEX "overtime_correction_by_creator" ON "overtime_correction" USING btree ("created_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "overtime_period_once" ON "overtime_period" USING btree ("organization_id","year","month");--> statement-breakpoint
CREATE INDEX "overtime_period_by_changer" ON "overtime_period" USING btree ("changed_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "overtime_explanation_once" ON "overtime_explanation" USING btree ("organization_id","request_id","request_version");--> statement-breakpoint
CREATE INDEX "overtime_explanation_by_policy_version" ON "overtime_explanation" USING btree ("organization_id","policy_version_id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_name" ON "policy" USING btree ("organization_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "policy_assignment_once" ON "policy_assignment" USING btree ("organization_id","scope",coalesce("department_id", "employee_id", '00000000-0000-0000-0000-000000000000'),"effective_from");--> statement-breakpoint
CREATE INDEX "policy_assignment_by_policy" ON "policy_assignment" USING btree ("organization_id","policy_id");--> statement-breakpoint
CREATE INDEX "policy_assignment_by_department" ON "policy_assignment" USING btree ("organization_id","department_id");--> statement-breakpoint
CREATE INDEX "policy_assignment_by_employee" ON "policy_assignment" USING btree ("organization_id","employee_id");--> statement-breakpoint
CREATE INDEX "policy_trial_by_policy" ON "policy_trial" USING btree ("organization_id","policy_id","created_at");--> statement-breakpoint
CREATE INDEX "policy_trial_by_requester" ON "policy_trial" USING btree ("requested_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_version_number" ON "policy_version" USING btree ("organization_id","policy_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_version_date" ON "policy_version" USING btree ("organization_id","policy_id","effective_from") WHERE state = 'published';--> statement-breakpoint
CREATE UNIQUE INDEX "policy_version_draft" ON "policy_version" USING btree ("organization_id","policy_id") WHERE state = 'draft';--> statement-breakpoint
CREATE INDEX "policy_version_by_publisher" ON "policy_version" USING btree ("published_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "employee_wage_once" ON "employee_wage" USING btree ("organization_id","employee_id","effective_from");--> statement-breakpoint
ALTER TABLE "permission_override" ADD CONSTRAINT "permission_override_permission" CHECK ("permission_override"."permission" in ('overtime.read', 'overtime.create', 'overtime.update', 'overtime.delete', 'overtime.decide', 'department.read', 'department.create', 'department.update', 'department.delete', 'employee.read', 'employee.create', 'employee.update', 'employee.delete', 'project.read', 'project.create', 'project.update', 'project.delete', 'holiday.read', 'holiday.create', 'holiday.update', 'holiday.delete', 'regulation.create', 'regulation.update', 'regulation.delete', 'limit.read', 'limit.update', 'policy.create', 'policy.update', 'policy.delete', 'wage.read', 'wage.update', 'period.update', 'correction.read', 'correction.create', 'report.read', 'report.update'));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_topic" CHECK ("event"."topic" in ('overtime', 'report', 'notification', 'department', 'employee', 'project', 'holiday', 'regulation', 'limit', 'policy', 'trial', 'wage', 'period', 'correction', 'configuration', 'user', 'me', 'connection'));--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_kind" CHECK ("notification"."kind" in ('overtime.submitted', 'overtime.approved', 'overtime.rejected', 'overtime.reopened', 'overtime.corrected', 'report.failed'));--> statement-breakpoint
CREATE POLICY "tenant" ON "overtime_correction" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "overtime_period" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "overtime_explanation" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "policy" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "policy_assignment" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "policy_trial" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "policy_version" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "employee_wage" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
ALTER TABLE "policy" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "policy_version" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "policy_assignment" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "overtime_explanation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "policy_trial" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "employee_wage" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "overtime_period" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "overtime_correction" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is kept as it was written', tg_table_name USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
-- What was published is what people were judged by: it stays, whoever asks.
CREATE TRIGGER policy_version_stays BEFORE UPDATE OR DELETE ON "policy_version"
  FOR EACH ROW WHEN (old.state = 'published') EXECUTE FUNCTION app.refuse_change();--> statement-breakpoint
CREATE TRIGGER overtime_explanation_stays BEFORE UPDATE ON "overtime_explanation"
  FOR EACH ROW EXECUTE FUNCTION app.refuse_change();--> statement-breakpoint
CREATE TRIGGER overtime_correction_stays BEFORE UPDATE OR DELETE ON "overtime_correction"
  FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
