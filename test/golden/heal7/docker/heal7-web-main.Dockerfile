# heal7: parts.heal7-web-main, hanok.parts.ts:109. Written by hanok synth: change the plan, not this file.
# docker build --file generated/docker/heal7-web-main.Dockerfile .
FROM heal7-base AS build
WORKDIR /app
RUN npm install --global pnpm@10
COPY package.json pnpm-lock.yaml ./
RUN --mount=type=cache,target=/pnpm pnpm config set store-dir /pnpm && pnpm install --frozen-lockfile
COPY . .
RUN pnpm build

FROM node:24-alpine
RUN apk add --no-cache dumb-init
ENV NODE_ENV=production PORT=3000 HOSTNAME=0.0.0.0
WORKDIR /app
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
COPY --from=build /app/public ./public
USER 1001:1001
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node","-e","fetch(\"http://127.0.0.1:3000/health\").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["dumb-init","node","server.js"]
