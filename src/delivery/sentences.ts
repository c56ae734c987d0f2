import type { Text } from '#kernel';
import type { Verdict } from './evidence.ts';
import type { Observation } from './rollout.ts';

// What a rollout says of itself where the decision alone gives the words.

export const SMOKING: Text = {
  en: 'the smoke requests are not answered yet',
  ko: '스모크 요청의 답이 아직 오지 않았다',
};

export const UNANSWERED: Text = {
  en: 'the smoke requests were never answered, and no user had come yet',
  ko: '스모크 요청에 끝내 답이 없었다. 아직 아무 사용자도 닿지 않았다',
};

export const NO_CONTROL: Text = {
  en: 'stable has no ready instance to compare with',
  ko: '견줄 안정판 인스턴스가 하나도 준비되어 있지 않다',
};

export const WARM: Text = {
  en: 'it is ready and the smoke requests passed',
  ko: '준비되었고 스모크 요청이 통과했다',
};

export const UNREHEARSED: Text = {
  en: 'the synthetic requests were never answered in full',
  ko: '합성 요청의 답이 끝내 다 오지 않았다',
};

export const tellGaveUp = ({ candidate }: Observation): Text => ({
  en: `the candidate does not stay up: ${candidate.because}`,
  ko: `후보가 떠 있지 못한다: ${candidate.because}`,
});

export const tellSmoke = (request: string): Text => ({
  en: `a smoke request failed before any user came: ${request}`,
  ko: `사용자가 오기 전에 스모크 요청이 실패했다: ${request}`,
});

export const tellGoOn = ({ because }: Verdict): Text => ({
  en: `a person let it go on: ${because.en}`,
  ko: `사람이 나아가게 했다: ${because.ko}`,
});
