#!/bin/sh
# posture/production: environments.production, hanok.operations.ts:87. Written by hanok synth: change the plan, not this file.
# As root, from the folder of this environment; services of this machine as words.
set -eu
cd "$(dirname "$0")"
install -d /usr/local/lib/posture
install -m 0755 bin/* /usr/local/lib/posture/
install -m 0644 sysctl.d/* /etc/sysctl.d/
install -d /etc/systemd/journald.conf.d
install -m 0644 journald.conf.d/* /etc/systemd/journald.conf.d/
install -m 0644 logrotate.d/* /etc/logrotate.d/
install -m 0644 apt.conf.d/* /etc/apt/apt.conf.d/
install -m 0644 fail2ban/jail.local /etc/fail2ban/jail.local
cp -R systemd/. /etc/systemd/system/
sysctl --system >/dev/null

id -u posture >/dev/null 2>&1 || useradd --system posture
install -d /srv/posture/classifier

sh bin/make-secrets "$@"

install -d -o redis -g redis /var/lib/redis-sessions /var/log/redis-sessions
install -o redis -m 0640 redis/redis-sessions.conf /etc/redis/redis-sessions.conf
systemctl disable --now redis-server.service 2>/dev/null || true
systemctl daemon-reload
systemctl enable redis-server@sessions.service
systemctl restart redis-server@sessions.service

[ -d /etc/postgresql/18/predictions ] || pg_createcluster 18 predictions
install -o postgres -m 0640 ../databases/predictions/postgresql.conf /etc/postgresql/18/predictions/conf.d/posture.conf
install -o postgres -m 0640 ../databases/predictions/pg_hba.conf /etc/postgresql/18/predictions/pg_hba.conf
install -d -o postgres /etc/pgbackrest
install -o postgres -m 0640 ../databases/predictions/pgbackrest.conf /etc/pgbackrest/predictions.conf
pg_ctlcluster 18 predictions restart || pg_ctlcluster 18 predictions start
export PASSWORD_CLASSIFIER="$(cat /etc/posture/secrets/classifier/predictions-password)"
runuser -u postgres -- pgbackrest --config=/etc/pgbackrest/predictions.conf --config-include-path=/etc/pgbackrest/predictions.d --stanza=predictions stanza-create || echo 'copies of predictions are not made yet' >&2
export PASSWORD_PGBOUNCER="$(cat /etc/posture/secrets/predictions-pgbouncer)"
runuser -u postgres -- psql --no-psqlrc --cluster 18/predictions <../databases/predictions/setup.sql

install -d /etc/nginx/sites /etc/nginx/tls /var/www/acme
install -m 0644 ../nginx/nginx.conf /etc/nginx/nginx.conf
install -m 0644 ../nginx/sites/* /etc/nginx/sites/
[ -s /etc/nginx/tls/edge.pem ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
  -nodes -days 30 -subj /CN=edge -keyout /etc/nginx/tls/edge.key \
  -out /etc/nginx/tls/edge.pem 2>/dev/null
systemctl enable nginx.service
systemctl restart nginx.service
systemctl start --no-block posture-certificates.service

systemctl daemon-reload
systemctl restart systemd-journald.service
systemctl enable --now posture-certificates.timer
systemctl enable --now posture-predictions-full.timer
systemctl enable --now posture-predictions-rehearsal.timer
# Which services stand on this machine: all of them, or those named.
for service in ${*:-classifier}; do
  systemctl enable "posture-$service.target"
done
systemctl enable --now posture.target

# The door is shut last: whoever installs by SSH still sees the end.
install -m 0644 nftables.conf /etc/nftables.conf
systemctl enable nftables.service
systemctl restart nftables.service
systemctl restart fail2ban.service
