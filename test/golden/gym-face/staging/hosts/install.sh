#!/bin/sh
# gym-face/staging: environments.staging, hanok.operations.ts:127. Written by hanok synth: change the plan, not this file.
# As root, from the folder of this environment; services of this machine as words.
set -eu
cd "$(dirname "$0")"
install -d /usr/local/lib/gym-face
install -m 0755 bin/* /usr/local/lib/gym-face/
install -m 0644 sysctl.d/* /etc/sysctl.d/
install -d /etc/systemd/journald.conf.d
install -m 0644 journald.conf.d/* /etc/systemd/journald.conf.d/
install -m 0644 logrotate.d/* /etc/logrotate.d/
install -m 0644 apt.conf.d/* /etc/apt/apt.conf.d/
install -m 0644 fail2ban/jail.local /etc/fail2ban/jail.local
cp -R systemd/. /etc/systemd/system/
sysctl --system >/dev/null

id -u gym-face >/dev/null 2>&1 || useradd --system gym-face
install -d /srv/gym-face/app
install -d /srv/gym-face/face

sh bin/make-secrets "$@"

install -d /etc/nginx/sites /etc/nginx/tls /var/www/acme
install -m 0644 ../nginx/nginx.conf /etc/nginx/nginx.conf
install -m 0644 ../nginx/sites/* /etc/nginx/sites/
[ -s /etc/nginx/tls/web.pem ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
  -nodes -days 30 -subj /CN=web -keyout /etc/nginx/tls/web.key \
  -out /etc/nginx/tls/web.pem 2>/dev/null
systemctl enable nginx.service
systemctl restart nginx.service

systemctl daemon-reload
systemctl restart systemd-journald.service
# Which services stand on this machine: all of them, or those named.
for service in ${*:-app face}; do
  systemctl enable "gym-face-$service.target"
done
systemctl enable --now gym-face.target

# The door is shut last: whoever installs by SSH still sees the end.
install -m 0644 nftables.conf /etc/nftables.conf
systemctl enable nftables.service
systemctl restart nftables.service
systemctl restart fail2ban.service
