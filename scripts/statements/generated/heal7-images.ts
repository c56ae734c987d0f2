import { at, type Tellings } from './anchor.ts';

const WEB = 'docker/heal7-web-main.Dockerfile';
const web = (below: string, ...words: readonly string[]) =>
  at(WEB, `parts.heal7-web-main${below}`, ...words);
const API = 'docker/heal7-api-gateway.Dockerfile';
const api = (below: string, ...words: readonly string[]) =>
  at(API, `parts.heal7-api-gateway${below}`, ...words);
const SAJU = 'docker/heal7-saju-engine.Dockerfile';
const saju = (below: string, ...words: readonly string[]) =>
  at(SAJU, `parts.heal7-saju-engine${below}`, ...words);

/** How the images of heal7 are made. */
export const images: Tellings = {
  'S4-014': {
    lines: [
      web('.image.builds', 'FROM heal7-base AS build'),
      web('.image.from', 'FROM node:24-alpine'),
    ],
  },
  'S4-015': {
    lines: [],
    note: {
      en: 'No labels: whose image it is and of which release stands in its name and digest.',
      ko: '라벨은 없다. 누구의 어떤 릴리스인지는 이름과 다이제스트에 있다.',
    },
  },
  'S4-016': {
    lines: [
      web('.image.builds', 'npm install --global pnpm@10'),
      web('.image.contains', 'apk add --no-cache dumb-init'),
    ],
  },
  'S4-017': {
    partly: true,
    lines: [web('.image.user', 'USER 1001:1001')],
    note: {
      en: 'The numbers alone: no name is needed to run.',
      ko: '번호만 쓴다. 실행하는 데 이름은 필요 없다.',
    },
  },
  'S4-018': { lines: [web('.image.user', 'USER 1001:1001')] },
  'S4-019': {
    partly: true,
    lines: [web('', 'FROM node', 'WORKDIR /app')],
    note: {
      en: 'What is copied belongs to root: whoever runs may read it and change nothing.',
      ko: '복사한 것은 root의 것이다. 실행하는 사용자는 읽기만 한다.',
    },
  },
  'S4-020': {
    lines: [web('.health', 'HEALTHCHECK --interval=10s'), web('.health', '127.0.0.1:3000/health')],
    note: {
      en: 'Every 10 s by Node itself, as the plan gives 30 s to begin; no curl is in the image.',
      ko: '계획이 시작에 30초를 주므로 Node가 스스로 10초마다 묻는다. 이미지에 curl은 없다.',
    },
  },
  'S4-022': {
    lines: [
      web('.image.builds', 'COPY package.json pnpm-lock.yaml'),
      web('.image.builds', 'pnpm install --frozen-lockfile'),
    ],
  },
  'S4-023': { lines: [web('.image.builds', 'COPY . .'), web('.image.builds', 'RUN pnpm build')] },
  'S4-024': {
    lines: [
      web('.image.from', 'FROM node:24-alpine'),
      web('.image', 'COPY --from=build /app/.next/standalone'),
    ],
  },
  'S4-025': { lines: [web('.port', 'EXPOSE 3000')] },
  'S4-026': { lines: [web('.run.command', 'CMD ["dumb-init","node","server.js"]')] },
  'S4-028': { lines: [api('.image.builds', 'FROM golang:1.26-alpine AS build')] },
  'S4-029': {
    lines: [
      api('.image.builds', 'go mod download'),
      api('.image.builds', 'CGO_ENABLED=0 go build'),
    ],
  },
  'S4-030': { lines: [api('.image.from', 'FROM alpine:3.24'), api('.image', 'COPY --from=build')] },
  'S4-031': { lines: [api('.port', 'EXPOSE 8000')] },
  'S4-033': {
    lines: [
      saju('.image.builds', 'FROM rust:1.91 AS toolchain'),
      saju('.image.builds', 'pip install --no-deps .'),
    ],
  },
  'S4-034': {
    lines: [
      saju('.image.from', 'FROM python:3.11-slim'),
      saju('.image.builds', 'pip install --requirement requirements.txt'),
    ],
    note: {
      en: 'Which packages they are stands in requirements.txt.',
      ko: '어떤 패키지인지는 requirements.txt에 있다.',
    },
  },
  'S4-035': { lines: [saju('.port', 'EXPOSE 8001')] },
  'S4-036': { lines: [saju('.run.command', 'CMD ["uvicorn","python.main:app"')] },
  'S4-037': { lines: [web('.image.builds', '--mount=type=cache,target=/pnpm')] },
  'S4-038': {
    lines: [
      web('.image.builds', 'COPY package.json pnpm-lock.yaml'),
      web('.image.builds', 'COPY . .'),
    ],
  },
  'S4-040': {
    partly: true,
    lines: [api('.image.from', 'FROM alpine:3.24')],
    found: ['synth/docker-cannot-say parts.heal7-api-gateway.image.maxSize'],
  },
};
