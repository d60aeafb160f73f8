# syntax=docker/dockerfile:1
# Two images from one set of layers: `--target server` (HTTP and the built client) and `--target worker` (jobs, and the
# command line for migrations and administration). Server and worker run their TypeScript sources as they are; only the
# client is built.

FROM node:24-bookworm-slim AS base
ENV NODE_ENV=production
WORKDIR /lembur
RUN npm install --global pnpm@10.34.9 && npm cache clean --force

# Package manifests first: as long as they do not change, neither do the layers with the packages.
FROM base AS manifests
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc ./
COPY apps/cli/package.json apps/cli/
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/
COPY apps/worker/package.json apps/worker/
COPY packages/api/package.json packages/api/
COPY packages/config/package.json packages/config/
COPY packages/contracts/package.json packages/contracts/
COPY packages/db/package.json packages/db/
COPY packages/domain/package.json packages/domain/
COPY packages/jobs/package.json packages/jobs/
COPY packages/providers/package.json packages/providers/
COPY packages/reports/package.json packages/reports/
COPY packages/rules/package.json packages/rules/

FROM manifests AS client
RUN pnpm install --frozen-lockfile --prod=false --filter "@lembur/web..."
COPY packages packages
COPY apps/web apps/web
RUN pnpm --filter @lembur/web build

FROM manifests AS runtime
RUN pnpm install --frozen-lockfile --prod --filter "@lembur/server..." --filter "@lembur/worker..." --filter "@lembur/cli..."
COPY packages packages
COPY apps/server apps/server
COPY apps/worker apps/worker
COPY apps/cli apps/cli
COPY docker/worker-health.mjs docker/
# Files that are kept, when no share is configured. The database is another container's.
RUN mkdir /data && chown node:node /data
ENV DATA_DIR=/data
VOLUME /data
USER node

FROM runtime AS server
COPY --from=client /lembur/apps/web/dist apps/web/dist
ENV HOST=0.0.0.0 PORT=8008
EXPOSE 8008
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/ready/`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/src/main.ts"]

FROM runtime AS worker
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["node", "docker/worker-health.mjs"]
CMD ["node", "apps/worker/src/main.ts"]
