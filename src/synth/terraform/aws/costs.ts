import { from, type TreeMap } from '../../source.ts';
import { say } from '../site.ts';
import { topicOf } from './channels.ts';
import type { AwsSite } from './site.ts';

/** The month's budget, and who hears of it. One for the account's share of this environment. */
export function writeBudget(site: AwsSite): void {
  const { environment, alerts, plan } = { ...site.plan, plan: site.plan };
  const { budget } = environment;
  if (!budget || site.isStandby) return;
  const said = say(environment, 'environments');
  const source = { path: `environments.${environment.name}.budget`, at: environment.at };
  const alert = alerts.find(({ budgetAbove }) => budgetAbove !== undefined);
  const topics = (alert?.notify ?? []).flatMap((channel) => topicOf(site, channel) ?? []);
  const threshold = budget.alertAt ?? alert?.budgetAbove;
  const told = (notification_type: string, share: TreeMap[string]): TreeMap =>
    from(source, {
      notification_type,
      comparison_operator: 'GREATER_THAN',
      threshold: share,
      threshold_type: 'PERCENTAGE',
      subscriber_sns_topic_arns: topics,
    });
  if (topics.length === 0)
    site.isMissing(source, {
      en: `nobody is told of the budget of ${environment.name}: no alert of the plan has \`budgetAbove\` and a channel`,
      ko: `${environment.name} 예산을 아무도 듣지 못한다. \`budgetAbove\`와 채널이 있는 경보가 계획에 없다`,
    });
  site.write.resource('cost', 'aws_budgets_budget', 'month', [
    source,
    {
      name: site.called(100),
      budget_type: 'COST',
      time_unit: 'MONTHLY',
      limit_unit: 'USD',
      limit_amount: said('budget.monthly', budget.monthly.toFixed(2)),
      cost_filter: [{ name: 'TagKeyValue', values: [`user:plan$${plan.name}`] }],
      notification:
        topics.length === 0
          ? undefined
          : [
              ...(threshold === undefined
                ? []
                : [told('ACTUAL', said('budget.alertAt', threshold))]),
              told('FORECASTED', 100),
            ],
    },
  ]);
  site.cannotSay(source, {
    en: 'the budget counts what bears the tag `plan`: it has to be a cost allocation tag of the account',
    ko: '예산은 `plan` 태그가 붙은 것만 센다. 계정의 비용 할당 태그로 켜져 있어야 한다',
  });
}
