-- The runtime role: owns nothing, cannot bypass row-level security. Roles belong to the cluster, so it may be there already.
do $$ begin
  create role lembur_app nologin noinherit nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;
--> statement-breakpoint
do $$ begin execute format('grant lembur_app to %I', current_user); end $$;
--> statement-breakpoint
create extension if not exists btree_gist;
--> statement-breakpoint
create schema app;
--> statement-breakpoint
-- The organisation of this transaction. Unset is an error, not zero rows: a forgotten setting must be seen.
create function app.current_organization() returns uuid language sql stable parallel safe
  as $$ select current_setting('app.organization_id')::uuid $$;
--> statement-breakpoint
-- The user whose own memberships may be read across organisations (at sign-in); null where none is set.
create function app.current_user_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;
