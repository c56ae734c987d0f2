# heal7: parts.heal7-ai-models, hanok.parts.ts:61. Written by hanok synth: change the plan, not this file.
# docker build --file generated/docker/heal7-ai-models.Dockerfile .
FROM python:3.11-slim AS build
WORKDIR /app
ENV PATH=/venv/bin:$PATH
RUN python -m venv /venv
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install --requirement requirements.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PORT=8002
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
USER 1001:1001
EXPOSE 8002
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python","-c","import urllib.request; urllib.request.urlopen(\"http://127.0.0.1:8002/health\", timeout=3)"]
STOPSIGNAL SIGTERM
# The plan does not say what is started: run.command.
