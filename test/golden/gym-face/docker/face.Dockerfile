# gym-face: parts.face, hanok.parts.ts:8. Written by hanok synth: change the plan, not this file.
# docker build --file generated/docker/face.Dockerfile .
FROM python:3.13-slim AS build
WORKDIR /app
ENV PATH=/venv/bin:$PATH
RUN python -m venv /venv
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install --requirement requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PORT=5002
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
USER 10001:10001
EXPOSE 5002
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["python","-c","import urllib.request; urllib.request.urlopen(\"http://127.0.0.1:5002/health\", timeout=3)"]
STOPSIGNAL SIGTERM
# The plan does not say what is started: run.command.
