# gym-face: parts.app, hanok.parts.ts:36. Written by hanok synth: change the plan, not this file.
# docker build --file generated/docker/app.Dockerfile .
FROM composer:2 AS build
WORKDIR /app
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/tmp/cache composer install --no-dev --no-scripts --no-autoloader --ignore-platform-reqs
COPY . .
RUN composer dump-autoload --no-dev --optimize

FROM php:8.4-fpm
RUN docker-php-ext-install mysqli pdo_mysql
WORKDIR /app
COPY --from=build /app ./
USER 10001:10001
EXPOSE 9000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["php","-r","exit(@fsockopen(\"127.0.0.1\", 9000) === false ? 1 : 0);"]
STOPSIGNAL SIGQUIT
CMD ["php-fpm"]
