# heal7: parts.heal7-saju-engine, hanok.parts.ts:40. Written by hanok synth: change the plan, not this file.
# docker build --file generated/docker/heal7-saju-engine.Dockerfile .
FROM rust:1.91 AS toolchain

FROM python:3.11 AS build
WORKDIR /app
COPY --from=toolchain /usr/local/cargo /usr/local/cargo
COPY --from=toolchain /usr/local/rustup /usr/local/rustup
ENV CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup
ENV PATH=/venv/bin:/usr/local/cargo/bin:$PATH
RUN python -m venv /venv
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install --requirement requirements.txt
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip --mount=type=cache,target=/usr/local/cargo/registry pip install --no-deps .

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PORT=8001
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
USER 1001:1001
EXPOSE 8001
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python","-c","import urllib.request; urllib.request.urlopen(\"http://127.0.0.1:8001/health\", timeout=3)"]
STOPSIGNAL SIGTERM
CMD ["uvicorn","python.main:app","--host","0.0.0.0","--port","8001"]
