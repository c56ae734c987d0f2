# posture: parts.classifier, hanok.parts.ts:95. Written by hanok synth: change the plan, not this file.
# docker build --file generated/docker/classifier.Dockerfile ./services/classifier
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.npm if [ -f package-lock.json ]; then npm ci --omit=dev; fi

FROM node:24-slim
ENV NODE_ENV=production PORT=8000
WORKDIR /app
COPY --from=build /app ./
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node","-e","fetch(\"http://127.0.0.1:8000/health\").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node","main.ts"]
