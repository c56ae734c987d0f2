import { capabilityOf } from '#facts';
import { withParticle } from '#kernel';
import { cdn, gateway, route, service } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const signed = (issuer: string) =>
  small(`signed by ${issuer}`, {
    roots: [
      cdn('front', {
        managed: 'cloudfront',
        tls: { issuer },
        origins: [gateway('edge', { onlyFrom: 'cdn', routes: [route('/', service('web', {}))] })],
      }),
    ],
  });

export const rule = defineRule({
  id: 'network/certificate-fits-the-edge',
  severity: 'error',
  title: {
    en: 'The certificate is one that the edge can hold and renew.',
    ko: '인증서는 앞단이 담고 갱신할 수 있는 것이다.',
  },
  why: {
    en: 'A managed edge takes certificates of its own kind; one renewed on a host behind it never reaches the browser.',
    ko: '관리형 앞단은 제 방식의 인증서만 받는다. 뒤쪽 호스트에서 갱신한 것은 브라우저에 닿지 않는다.',
  },
  fix: {
    en: 'Let the edge’s own service issue and renew it (ACM for CloudFront and ALB).',
    ko: '앞단의 서비스가 발급하고 갱신하게 한다 (CloudFront와 ALB는 ACM).',
  },
  examples: () => ({ pass: [signed('acm')], fail: [signed('lets-encrypt')] }),
  check({ facts }, report) {
    const edges = partsOfKind(facts, 'cdn', 'gateway');
    for (const issuer of facts.of('tls.issuer')) {
      for (const edge of edges) {
        const managed = facts.first('managed', edge);
        const from = managed && capabilityOf(managed.value, 'certificate-from');
        const own = facts.first('tls.issuer', edge);
        const concerned = own ? own === issuer : facts.first('kind', edge)?.value === 'cdn';
        if (!from || !concerned || issuer.value === from.value) continue;
        report({
          path: `${edge}.tls.issuer`,
          because: [issuer, managed],
          message: {
            en: `${nameOf(edge)} (${managed.value}) ends TLS towards browsers and takes certificates from ${from.value}, not from ${issuer.value}`,
            ko: `브라우저와의 TLS를 끝내는 ${nameOf(edge)}(${managed.value})의 인증서는 ${withParticle(issuer.value, '이/가')} 아니라 ${from.value}에서 온다`,
          },
        });
      }
    }
  },
});
