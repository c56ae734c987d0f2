import type { ResolvedPlan } from '#model';
import type { Lines } from '../print/text.ts';
import { streamOf } from './fields.ts';
import { urlOf } from './filebeat.ts';
import type { Sink } from './sink.ts';

/** From Filebeat to the store's data stream; the secrets are in Logstash's keystore. */
export function writeLogstash(text: Lines, plan: ResolvedPlan, sink: Sink): void {
  text.line();
  text.block('input {', () => text.block('beats {', () => text.line('port => 5044'), '}'), '}');
  text.line();
  text.block(
    'output {',
    () =>
      text.block(
        'elasticsearch {',
        () => {
          text.line(`hosts => ["${urlOf(sink)}"]`);
          text.line(`user => "\${ELASTICSEARCH_USER}"`);
          text.line(`password => "\${ELASTICSEARCH_PASSWORD}"`);
          text.line(`index => "${streamOf(plan)}"`);
          // A data stream only takes what is new.
          text.line('action => "create"');
        },
        '}',
      ),
    '}',
    sink.source,
  );
}
