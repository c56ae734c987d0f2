import { from } from '../../source.ts';
import { say } from '../site.ts';
import { channelOf } from './channels.ts';
import { api, numberOf } from './project.ts';
import type { GoogleSite } from './site.ts';

/** The month's budget of the project, and who hears of it. */
export function writeBudget(site: GoogleSite): void {
  const { environment, alerts } = site.plan;
  const { budget } = environment;
  if (!budget) return;
  const said = say(environment, 'environments');
  const source = { path: `environments.${environment.name}.budget`, at: environment.at };
  const alert = alerts.find(({ budgetAbove }) => budgetAbove !== undefined);
  const channels = (alert?.notify ?? []).flatMap((channel) => channelOf(site, channel) ?? []);
  const threshold = budget.alertAt ?? alert?.budgetAbove;
  if (channels.length === 0) sayUnheard(site, source);
  const [units = '0', cents = '00'] = budget.monthly.toFixed(2).split('.');
  site.write.resource('cost', 'google_billing_budget', 'month', [
    source,
    {
      billing_account: site.write.variable('billing_account', {
        type: 'string',
        about: 'The billing account that pays for the project.',
      }),
      display_name: site.called(60),
      budget_filter: { projects: [`projects/${numberOf(site)}`], calendar_period: 'MONTH' },
      amount: {
        specified_amount: from(source, {
          currency_code: 'USD',
          units: said('budget.monthly', units),
          nanos: cents === '00' ? undefined : said('budget.monthly', Number(cents) * 1e7),
        }),
      },
      threshold_rules: [
        ...(threshold === undefined
          ? []
          : [from(source, { threshold_percent: said('budget.alertAt', threshold / 100) })]),
        from(source, { threshold_percent: 1, spend_basis: 'FORECASTED_SPEND' }),
      ],
      all_updates_rule:
        channels.length === 0
          ? undefined
          : {
              monitoring_notification_channels: channels.slice(0, 5),
              disable_default_iam_recipients: true,
            },
      depends_on: [api(site, 'billingbudgets')],
    },
  ]);
  site.cannotSay(source, {
    en: `the budget counts the whole project, as ${environment.name} has it for itself; it is in the currency of the billing account, which has to be USD`,
    ko: `예산은 ${environment.name} 환경이 혼자 쓰는 프로젝트 전체를 센다. 결제 계정의 통화가 USD여야 한다`,
  });
}

const sayUnheard = (site: GoogleSite, source: Parameters<GoogleSite['isMissing']>[0]): void =>
  site.isMissing(source, {
    en: `nobody is told of the budget of ${site.plan.environment.name} on Google Cloud: no alert of the plan has \`budgetAbove\` and a channel that it knows`,
    ko: `Google Cloud의 ${site.plan.environment.name} 예산을 아무도 듣지 못한다. \`budgetAbove\`와 아는 채널이 있는 경보가 계획에 없다`,
  });
