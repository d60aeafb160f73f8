CREATE TABLE "stored_file" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stored_file_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "stored_file_size" CHECK ("stored_file"."size" = octet_length("stored_file"."bytes"))
);
--> statement-breakpoint
ALTER TABLE "stored_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "membership" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"employee_id" uuid,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "membership_role" CHECK ("membership"."role" in ('user', 'staff', 'ptb_admin', 'superadmin', 'developer'))
);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "permission_grant" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"permission" text NOT NULL,
	"department_id" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "permission_grant_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "permission_grant_permission" CHECK ("permission_grant"."permission" in ('overtime.file', 'overtime.decide', 'overtime.read'))
);
--> statement-breakpoint
ALTER TABLE "permission_grant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "refresh_token" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"active_organization_id" uuid NOT NULL,
	"family_id" uuid NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text,
	"password_hash" text,
	"language" text DEFAULT 'en' NOT NULL,
	"worker_id" text,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_language" CHECK ("user"."language" in ('en', 'id', 'zh'))
);
--> statement-breakpoint
CREATE TABLE "user_session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"active_organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"family_id" uuid,
	"ip" text,
	"user_agent" text,
	"last_seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_session_kind" CHECK ("user_session"."kind" in ('browser', 'api'))
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"app_name" text DEFAULT 'Lembur' NOT NULL,
	"app_acronym" text DEFAULT 'PTB' NOT NULL,
	"time_zone" text DEFAULT 'Asia/Jakarta' NOT NULL,
	"period_start_day" integer DEFAULT 26 NOT NULL,
	"shift_start_minute" integer DEFAULT 480 NOT NULL,
	"shift_end_minute" integer DEFAULT 1020 NOT NULL,
	"break_after_minutes" integer DEFAULT 240 NOT NULL,
	"break_length_minutes" integer DEFAULT 60 NOT NULL,
	"anyone_files_for_anyone" boolean DEFAULT false NOT NULL,
	"idle_minutes" integer,
	"is_demo" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organization_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "organization" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overtime_break" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"start_minute" integer NOT NULL,
	"end_minute" integer NOT NULL,
	"touched" boolean DEFAULT false NOT NULL,
	CONSTRAINT "overtime_break_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "overtime_break_span" CHECK ("overtime_break"."end_minute" > "overtime_break"."start_minute")
);
--> statement-breakpoint
ALTER TABLE "overtime_break" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overtime_request" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number_year" integer NOT NULL,
	"number" integer NOT NULL,
	"employee_id" uuid NOT NULL,
	"department_id" uuid,
	"project_id" uuid NOT NULL,
	"work_date" date NOT NULL,
	"start_minute" integer NOT NULL,
	"end_minute" integer NOT NULL,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"break_minutes" integer NOT NULL,
	"minutes" integer NOT NULL,
	"kind" text NOT NULL,
	"kind_override_reason" text,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"filed_by_id" uuid,
	"decided_by_id" uuid,
	"decided_at" timestamp(3) with time zone,
	"decision_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "overtime_request_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "overtime_request_kind" CHECK ("overtime_request"."kind" in ('weekday', 'weekend', 'holiday')),
	CONSTRAINT "overtime_request_status" CHECK ("overtime_request"."status" in ('pending', 'approved', 'rejected', 'withdrawn')),
	CONSTRAINT "overtime_request_span" CHECK ("overtime_request"."ends_at" > "overtime_request"."starts_at" and "overtime_request"."end_minute" > "overtime_request"."start_minute" and "overtime_request"."start_minute" between 0 and 1439 and "overtime_request"."end_minute" <= "overtime_request"."start_minute" + 1440),
	CONSTRAINT "overtime_request_minutes" CHECK ("overtime_request"."minutes" > 0 and "overtime_request"."break_minutes" >= 0 and "overtime_request"."minutes" + "overtime_request"."break_minutes" = "overtime_request"."end_minute" - "overtime_request"."start_minute"),
	CONSTRAINT "overtime_request_reason" CHECK (length("overtime_request"."reason") between 1 and 200),
	CONSTRAINT "overtime_request_decision" CHECK (("overtime_request"."status" in ('approved', 'rejected')) = ("overtime_request"."decided_at" is not null)),
	CONSTRAINT "overtime_request_rejection" CHECK ("overtime_request"."status" <> 'rejected' or "overtime_request"."decision_reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "overtime_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "department" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "department_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "department_code_form" CHECK ("department"."code" = upper(btrim("department"."code")) and length("department"."code") between 1 and 50),
	CONSTRAINT "department_name_form" CHECK (length("department"."name") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "department" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "employee" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"worker_id" text NOT NULL,
	"name" text NOT NULL,
	"department_id" uuid,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"exclude_from_reports" boolean DEFAULT false NOT NULL,
	"period_start_day" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "employee_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "employee_form" CHECK (length("employee"."worker_id") between 1 and 20 and length("employee"."name") between 1 and 100),
	CONSTRAINT "employee_period" CHECK ("employee"."period_start_day" between 1 and 28)
);
--> statement-breakpoint
ALTER TABLE "employee" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "project" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "project_name_form" CHECK (length("project"."name") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "project" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "report_event" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"report_file_id" uuid NOT NULL,
	"event" text NOT NULL,
	"text" text,
	"size" integer,
	"version" integer,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_event_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "report_event_event" CHECK ("report_event"."event" in ('queued', 'building', 'stored', 'delivered', 'failed', 'open-elsewhere', 'removed'))
);
--> statement-breakpoint
ALTER TABLE "report_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "report_file" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"start_date" date NOT NULL,
	"end_date" date NOT NULL,
	"file_name" text NOT NULL,
	"folder" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"state_reason" text,
	"next_attempt_at" timestamp(3) with time zone,
	"rows" integer DEFAULT 0 NOT NULL,
	"sheets" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"file_id" uuid,
	"built_at" timestamp(3) with time zone,
	"delivered_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_file_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "report_file_kind" CHECK ("report_file"."kind" in ('daily-form', 'daily-summary', 'period-form', 'period-summary')),
	CONSTRAINT "report_file_state" CHECK ("report_file"."state" in ('queued', 'building', 'stored', 'delivered', 'failed', 'open-elsewhere', 'nothing')),
	CONSTRAINT "report_file_range" CHECK ("report_file"."end_date" >= "report_file"."start_date")
);
--> statement-breakpoint
ALTER TABLE "report_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "holiday" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"date" date NOT NULL,
	"is_recurring" boolean DEFAULT false NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"color" text DEFAULT '#FFB6C1' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "holiday_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "holiday_title_form" CHECK (length("holiday"."title") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "holiday" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overtime_limit" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"scope" text NOT NULL,
	"department_id" uuid,
	"employee_id" uuid,
	"span" text NOT NULL,
	"kinds" text,
	"advised_minutes" integer,
	"max_minutes" integer,
	"severity" text DEFAULT 'warn' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "overtime_limit_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "overtime_limit_scope" CHECK ("overtime_limit"."scope" in ('organisation', 'department', 'employee')),
	CONSTRAINT "overtime_limit_span" CHECK ("overtime_limit"."span" in ('day', 'week', 'period')),
	CONSTRAINT "overtime_limit_severity" CHECK ("overtime_limit"."severity" in ('warn', 'block')),
	CONSTRAINT "overtime_limit_target" CHECK (("overtime_limit"."scope" = 'department') = ("overtime_limit"."department_id" is not null) and ("overtime_limit"."scope" = 'employee') = ("overtime_limit"."employee_id" is not null)),
	CONSTRAINT "overtime_limit_values" CHECK (coalesce("overtime_limit"."advised_minutes", "overtime_limit"."max_minutes") is not null and ("overtime_limit"."advised_minutes" <= "overtime_limit"."max_minutes" or "overtime_limit"."advised_minutes" is null or "overtime_limit"."max_minutes" is null))
);
--> statement-breakpoint
ALTER TABLE "overtime_limit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "regulation" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"category" text DEFAULT 'general' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "regulation_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "regulation_form" CHECK (length("regulation"."title") between 1 and 200 and length("regulation"."category") between 1 and 50 and "regulation"."position" >= 0)
);
--> statement-breakpoint
ALTER TABLE "regulation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "regulation_document" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"file_name" text NOT NULL,
	"file_id" uuid NOT NULL,
	"document_version" integer NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"uploaded_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"deleted_by_id" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "regulation_document_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "regulation_document_title_form" CHECK (length("regulation_document"."title") between 1 and 255)
);
--> statement-breakpoint
ALTER TABLE "regulation_document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "activity" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text,
	"subject_label" text,
	"before" jsonb,
	"after" jsonb,
	"request_id" text,
	"ip" text,
	"user_agent" text,
	CONSTRAINT "activity_key" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "activity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event" (
	"organization_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"topic" text NOT NULL,
	"action" text NOT NULL,
	"subject_id" text,
	"user_id" uuid,
	"employee_id" uuid,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "event_topic" CHECK ("event"."topic" in ('overtime', 'report', 'notification', 'department', 'employee', 'project', 'holiday', 'regulation', 'limit', 'configuration'))
);
--> statement-breakpoint
ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notification" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"link" text,
	"read_at" timestamp(3) with time zone,
	"archived_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_key" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "notification_kind" CHECK ("notification"."kind" in ('overtime.submitted', 'overtime.approved', 'overtime.rejected', 'overtime.reopened', 'report.failed'))
);
--> statement-breakpoint
ALTER TABLE "notification" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "number_counter" (
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "number_counter_key" PRIMARY KEY("organization_id","kind","year")
);
--> statement-breakpoint
ALTER TABLE "number_counter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overtime_delta" (
	"organization_id" uuid NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "overtime_delta_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"work_date" date NOT NULL,
	"employee_id" uuid NOT NULL,
	"department_id" uuid,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"minutes" integer NOT NULL,
	"requests" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "overtime_delta" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "total_day" (
	"organization_id" uuid NOT NULL,
	"work_date" date NOT NULL,
	"department_id" uuid,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"minutes" bigint DEFAULT 0 NOT NULL,
	"requests" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "total_day_key" UNIQUE NULLS NOT DISTINCT("organization_id","work_date","department_id","kind","status")
);
--> statement-breakpoint
ALTER TABLE "total_day" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "total_employee" (
	"organization_id" uuid NOT NULL,
	"period_start" date NOT NULL,
	"employee_id" uuid NOT NULL,
	"department_id" uuid,
	"requests" integer DEFAULT 0 NOT NULL,
	"weekday_minutes" bigint DEFAULT 0 NOT NULL,
	"weekend_minutes" bigint DEFAULT 0 NOT NULL,
	"holiday_minutes" bigint DEFAULT 0 NOT NULL,
	"approved_minutes" bigint DEFAULT 0 NOT NULL,
	"pending_minutes" bigint DEFAULT 0 NOT NULL,
	"counted_minutes" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "total_employee_key" UNIQUE NULLS NOT DISTINCT("organization_id","period_start","employee_id","department_id")
);
--> statement-breakpoint
ALTER TABLE "total_employee" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "total_project" (
	"organization_id" uuid NOT NULL,
	"period_start" date NOT NULL,
	"project_id" uuid NOT NULL,
	"requests" integer DEFAULT 0 NOT NULL,
	"weekday_minutes" bigint DEFAULT 0 NOT NULL,
	"weekend_minutes" bigint DEFAULT 0 NOT NULL,
	"holiday_minutes" bigint DEFAULT 0 NOT NULL,
	"approved_minutes" bigint DEFAULT 0 NOT NULL,
	"pending_minutes" bigint DEFAULT 0 NOT NULL,
	"counted_minutes" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "total_project" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_employee" FOREIGN KEY ("organization_id","employee_id") REFERENCES "public"."employee"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permission_grant" ADD CONSTRAINT "permission_grant_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permission_grant" ADD CONSTRAINT "permission_grant_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permission_grant" ADD CONSTRAINT "permission_grant_department" FOREIGN KEY ("organization_id","department_id") REFERENCES "public"."department"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_active_organization_id_organization_id_fk" FOREIGN KEY ("active_organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_active_organization_id_organization_id_fk" FOREIGN KEY ("active_organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_break" ADD CONSTRAINT "overtime_break_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_break" ADD CONSTRAINT "overtime_break_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."overtime_request"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_request" ADD CONSTRAINT "overtime_request_filed_by_id_user_id_fk" FOREIGN KEY ("filed_by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_request" ADD CONSTRAINT "overtime_request_decided_by_id_user_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_request" ADD CONSTRAINT "overtime_request_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_request" ADD CONSTRAINT "overtime_request_employee" FOREIGN KEY ("organization_id","employee_id") REFERENCES "public"."employee"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_request" ADD CONSTRAINT "overtime_request_department" FOREIGN KEY ("organization_id","department_id") REFERENCES "public"."department"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_request" ADD CONSTRAINT "overtime_request_project" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."project"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department" ADD CONSTRAINT "department_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employee" ADD CONSTRAINT "employee_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employee" ADD CONSTRAINT "employee_department" FOREIGN KEY ("organization_id","department_id") REFERENCES "public"."department"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_event" ADD CONSTRAINT "report_event_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_event" ADD CONSTRAINT "report_event_file" FOREIGN KEY ("organization_id","report_file_id") REFERENCES "public"."report_file"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_file" ADD CONSTRAINT "report_file_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_file" ADD CONSTRAINT "report_file_file" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."stored_file"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_limit" ADD CONSTRAINT "overtime_limit_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_limit" ADD CONSTRAINT "overtime_limit_department" FOREIGN KEY ("organization_id","department_id") REFERENCES "public"."department"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_limit" ADD CONSTRAINT "overtime_limit_employee" FOREIGN KEY ("organization_id","employee_id") REFERENCES "public"."employee"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regulation" ADD CONSTRAINT "regulation_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regulation_document" ADD CONSTRAINT "regulation_document_uploaded_by_id_user_id_fk" FOREIGN KEY ("uploaded_by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regulation_document" ADD CONSTRAINT "regulation_document_deleted_by_id_user_id_fk" FOREIGN KEY ("deleted_by_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regulation_document" ADD CONSTRAINT "regulation_document_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regulation_document" ADD CONSTRAINT "regulation_document_file" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."stored_file"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_actor_id_user_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_counter" ADD CONSTRAINT "number_counter_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overtime_delta" ADD CONSTRAINT "overtime_delta_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "total_day" ADD CONSTRAINT "total_day_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "total_employee" ADD CONSTRAINT "total_employee_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "total_project" ADD CONSTRAINT "total_project_organization" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "membership_user" ON "membership" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "membership_by_user" ON "membership" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "membership_by_employee" ON "membership" USING btree ("organization_id","employee_id");--> statement-breakpoint
CREATE UNIQUE INDEX "permission_grant_once" ON "permission_grant" USING btree ("organization_id","user_id","permission",coalesce("department_id", '00000000-0000-0000-0000-000000000000'));--> statement-breakpoint
CREATE INDEX "permission_grant_by_user" ON "permission_grant" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "permission_grant_by_department" ON "permission_grant" USING btree ("organization_id","department_id");--> statement-breakpoint
CREATE INDEX "refresh_token_by_family" ON "refresh_token" USING btree ("family_id");--> statement-breakpoint
CREATE INDEX "refresh_token_by_user" ON "refresh_token" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "refresh_token_by_expiry" ON "refresh_token" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "refresh_token_by_organization" ON "refresh_token" USING btree ("active_organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_username" ON "user" USING btree (lower("username"));--> statement-breakpoint
CREATE INDEX "user_session_by_user" ON "user_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_session_by_expiry" ON "user_session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "user_session_by_family" ON "user_session" USING btree ("family_id");--> statement-breakpoint
CREATE INDEX "user_session_by_organization" ON "user_session" USING btree ("active_organization_id");--> statement-breakpoint
CREATE INDEX "overtime_break_by_request" ON "overtime_break" USING btree ("organization_id","request_id","start_minute");--> statement-breakpoint
CREATE UNIQUE INDEX "overtime_request_number" ON "overtime_request" USING btree ("organization_id","number_year","number");--> statement-breakpoint
CREATE INDEX "overtime_request_by_date" ON "overtime_request" USING btree ("organization_id","work_date","id");--> statement-breakpoint
CREATE INDEX "overtime_request_by_department" ON "overtime_request" USING btree ("organization_id","department_id","work_date","id");--> statement-breakpoint
CREATE INDEX "overtime_request_by_employee" ON "overtime_request" USING btree ("organization_id","employee_id","work_date","id");--> statement-breakpoint
CREATE INDEX "overtime_request_by_project" ON "overtime_request" USING btree ("organization_id","project_id","work_date","id");--> statement-breakpoint
CREATE INDEX "overtime_request_by_status" ON "overtime_request" USING btree ("organization_id","status","work_date","id");--> statement-breakpoint
CREATE INDEX "overtime_request_inbox" ON "overtime_request" USING btree ("organization_id","department_id","work_date","id") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "overtime_request_by_filer" ON "overtime_request" USING btree ("filed_by_id");--> statement-breakpoint
CREATE INDEX "overtime_request_by_decider" ON "overtime_request" USING btree ("decided_by_id","decided_at");--> statement-breakpoint
CREATE UNIQUE INDEX "department_code" ON "department" USING btree ("organization_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "employee_worker_id" ON "employee" USING btree ("organization_id",lower("worker_id"));--> statement-breakpoint
CREATE INDEX "employee_by_department" ON "employee" USING btree ("organization_id","department_id");--> statement-breakpoint
CREATE INDEX "employee_by_name" ON "employee" USING btree ("organization_id","name");--> statement-breakpoint
CREATE INDEX "project_by_name" ON "project" USING btree ("organization_id","name");--> statement-breakpoint
CREATE INDEX "report_event_by_file" ON "report_event" USING btree ("organization_id","report_file_id","at");--> statement-breakpoint
CREATE INDEX "report_event_by_time" ON "report_event" USING btree ("organization_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "report_file_once" ON "report_file" USING btree ("organization_id","start_date","end_date","kind");--> statement-breakpoint
CREATE INDEX "report_file_by_state" ON "report_file" USING btree ("organization_id","state");--> statement-breakpoint
CREATE INDEX "report_file_by_file" ON "report_file" USING btree ("organization_id","file_id");--> statement-breakpoint
CREATE UNIQUE INDEX "holiday_title_and_date" ON "holiday" USING btree ("organization_id","date","title");--> statement-breakpoint
CREATE UNIQUE INDEX "overtime_limit_once" ON "overtime_limit" USING btree ("organization_id","span","scope",coalesce("department_id", "employee_id", '00000000-0000-0000-0000-000000000000'));--> statement-breakpoint
CREATE INDEX "overtime_limit_by_department" ON "overtime_limit" USING btree ("organization_id","department_id");--> statement-breakpoint
CREATE INDEX "overtime_limit_by_employee" ON "overtime_limit" USING btree ("organization_id","employee_id");--> statement-breakpoint
CREATE INDEX "regulation_by_position" ON "regulation" USING btree ("organization_id","position","id");--> statement-breakpoint
CREATE UNIQUE INDEX "regulation_document_version" ON "regulation_document" USING btree ("organization_id","document_version");--> statement-breakpoint
CREATE UNIQUE INDEX "regulation_document_active" ON "regulation_document" USING btree ("organization_id") WHERE is_active and deleted_at is null;--> statement-breakpoint
CREATE INDEX "regulation_document_by_file" ON "regulation_document" USING btree ("organization_id","file_id");--> statement-breakpoint
CREATE INDEX "regulation_document_by_uploader" ON "regulation_document" USING btree ("uploaded_by_id");--> statement-breakpoint
CREATE INDEX "regulation_document_by_deleter" ON "regulation_document" USING btree ("deleted_by_id");--> statement-breakpoint
CREATE INDEX "activity_by_time" ON "activity" USING btree ("organization_id","at","id");--> statement-breakpoint
CREATE INDEX "activity_by_subject" ON "activity" USING btree ("organization_id","subject_type","subject_id","at");--> statement-breakpoint
CREATE INDEX "activity_by_actor" ON "activity" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "event_by_time" ON "event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "event_of_user" ON "event" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "notification_by_user" ON "notification" USING btree ("organization_id","user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notification_of_user" ON "notification" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "overtime_delta_key" ON "overtime_delta" USING btree ("organization_id","sequence");--> statement-breakpoint
CREATE INDEX "total_employee_top" ON "total_employee" USING btree ("organization_id","period_start","counted_minutes");--> statement-breakpoint
CREATE UNIQUE INDEX "total_project_key" ON "total_project" USING btree ("organization_id","period_start","project_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "stored_file" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "membership" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "permission_grant" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "organization" AS PERMISSIVE FOR ALL TO public USING (id = (select app.current_organization())) WITH CHECK (id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "overtime_break" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "overtime_request" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "department" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "employee" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "project" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "report_event" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "report_file" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "holiday" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "overtime_limit" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "regulation" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "regulation_document" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "activity" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "event" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "notification" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "number_counter" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "overtime_delta" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "total_day" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "total_employee" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "tenant" ON "total_project" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));