# heal7: parts.heal7-api-gateway, hanok.parts.ts:79. Written by hanok synth: change the plan, not this file.
# docker build --file generated/docker/heal7-api-gateway.Dockerfile .
FROM golang:1.26-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -trimpath -o /out/heal7-api-gateway ./cmd/api

FROM alpine:3.24
ENV PORT=8000
WORKDIR /app
COPY --from=build /out/heal7-api-gateway /usr/local/bin/heal7-api-gateway
USER 1001:1001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["wget","-q","-O","/dev/null","http://127.0.0.1:8000/health"]
STOPSIGNAL SIGTERM
CMD ["/usr/local/bin/heal7-api-gateway"]
