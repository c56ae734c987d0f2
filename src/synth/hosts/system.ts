import { DAY, SECOND } from '#kernel';
import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import type { Source } from '../source.ts';
import { type Hosts, policySource } from './room.ts';
import { timerEntries, unitFile } from './systemd.ts';

const textFile = (
  path: string,
  source: Source,
  text: string,
  comment: readonly [string] = ['#'],
): SynthFile => ({
  path,
  source,
  body: { kind: 'text', comment, lines: new Lines().line(text, source).lines },
});

/** What every machine is told, whatever runs on it. */
export function systemFiles(hosts: Hosts): readonly SynthFile[] {
  return [
    textFile(`sysctl.d/60-${hosts.name}.conf`, hosts.source, SYSCTL),
    ...logFiles(hosts),
    ...upgradeFiles(hosts),
    jails(hosts),
  ];
}

const SYSCTL = `net.ipv4.tcp_syncookies = 1
net.ipv4.conf.all.rp_filter = 1
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.all.accept_source_route = 0
net.ipv6.conf.all.accept_redirects = 0
net.ipv6.conf.all.accept_source_route = 0
kernel.kptr_restrict = 2
kernel.dmesg_restrict = 1
kernel.unprivileged_bpf_disabled = 1
fs.protected_hardlinks = 1
fs.protected_symlinks = 1
fs.suid_dumpable = 0

# Connections that wait to be taken, and a Redis that copies itself.
net.core.somaxconn = 4096
vm.overcommit_memory = 1
vm.swappiness = 10`;

/** Lines that rest on this machine rest as long as the plan says; else only until they are sent on. */
function logFiles(hosts: Hosts): readonly SynthFile[] {
  const { logs } = hosts.context.plan.policy;
  const rests = logs?.local !== false;
  const days = rests && logs?.keep !== undefined ? Math.ceil(logs.keep / DAY) : 2;
  return [journal(hosts, rests, days), rotation(hosts, days)];
}

function journal(hosts: Hosts, rests: boolean, days: number): SynthFile {
  const { logs } = hosts.context.plan.policy;
  const source = policySource(hosts, 'logs');
  const text = new Lines();
  const most = logs?.perDay === undefined ? undefined : mebibytes(logs.perDay) * (rests ? days : 1);
  text.line('[Journal]\nCompress=yes', source);
  text.line(`Storage=${rests ? 'persistent' : 'volatile'}`, policySource(hosts, 'logs.local'));
  if (rests && logs?.keep !== undefined)
    text.line(
      `MaxRetentionSec=${Math.ceil(logs.keep / SECOND)}s`,
      policySource(hosts, 'logs.keep'),
    );
  if (most !== undefined) {
    const entry = `${rests ? 'System' : 'Runtime'}MaxUse=${most}M`;
    text.line(entry, policySource(hosts, 'logs.perDay'));
  }
  return {
    path: `journald.conf.d/${hosts.name}.conf`,
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}

function rotation(hosts: Hosts, days: number): SynthFile {
  const source = policySource(hosts, 'logs');
  const text = new Lines();
  text.block(
    '/var/log/nginx/*.log /var/log/redis-*/*.log {',
    () => {
      text.line(`daily\nrotate ${days}\nmaxage ${days}`, policySource(hosts, 'logs.keep'));
      text.line('missingok\nnotifempty\nnodateext\ncompress\ndelaycompress\nsharedscripts');
      text.line('su root adm\ncreate 0640 www-data adm\npostrotate');
      text.line('  test ! -s /run/nginx.pid || kill -USR1 "$(cat /run/nginx.pid)"\nendscript');
    },
    '}',
    source,
  );
  return {
    path: `logrotate.d/${hosts.name}`,
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}

const mebibytes = (bytes: number): number => Math.max(1, Math.floor(bytes / 2 ** 20));

/** Security fixes by themselves; when they are looked at is the plan's operation, a restart is a person's. */
function upgradeFiles(hosts: Hosts): readonly SynthFile[] {
  const operations = hosts.context.plan.policy.operations ?? [];
  const patches = operations.find(({ name }) => /patch|upgrade|update/.test(name));
  const source = patches
    ? policySource(hosts, `operations.${patches.name}`)
    : policySource(hosts, 'operations');
  const timer = patches
    ? [
        unitFile(`systemd/apt-daily-upgrade.timer.d/${hosts.name}.conf`, source, [
          [
            'Timer',
            [
              ['OnCalendar', ''],
              ...timerEntries(patches.every, source),
              ['RandomizedDelaySec', '15min'],
            ],
          ],
        ]),
      ]
    : [];
  return [textFile(`apt.conf.d/52${hosts.name}`, source, UPGRADES, ['//']), ...timer];
}

const UPGRADES = `APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
#clear Unattended-Upgrade::Origins-Pattern;
Unattended-Upgrade::Origins-Pattern {
  "origin=\${distro_id},codename=\${distro_codename},label=Debian-Security";
  "origin=\${distro_id},codename=\${distro_codename}-security,label=Debian-Security";
  "origin=\${distro_id},archive=\${distro_codename}-security";
};
Unattended-Upgrade::Automatic-Reboot "false";
Unattended-Upgrade::Remove-Unused-Kernel-Packages "true";`;

/** Who fails to log in, or asks too much, again and again is shut out for a while. */
function jails(hosts: Hosts): SynthFile {
  const source = policySource(hosts, 'network.intrusion');
  const text = new Lines();
  text.from(source, () => {
    text.line('[DEFAULT]\nbantime = 1h\nfindtime = 10m\nmaxretry = 5\nbanaction = nftables');
    text.line().line('[sshd]\nenabled = true\nbackend = systemd');
  });
  for (const { gateway, source: at, role, routes } of hosts.edges) {
    if (role !== 'edge' || !routes.some(({ route }) => route.limit)) continue;
    text.from(at, () => {
      text.line().line(`[${gateway.name}]\nenabled = true\nfilter = nginx-limit-req`);
      // The proxy refuses one request too many by itself: this is for who goes on for long.
      text.line(
        'logpath = /var/log/nginx/error.log\nbackend = polling\nport = http,https\nmaxretry = 600',
      );
    });
  }
  return {
    path: 'fail2ban/jail.local',
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}
