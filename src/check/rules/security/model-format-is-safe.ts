import { withParticle } from '#kernel';
import { gateway, link, modelFiles, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

/** Formats whose loader runs code from the file. */
const RUNS_CODE = ['pickle', 'pkl', 'joblib', 'dill', 'marshal', 'torch', 'pt'];

const loading = (format: string) => {
  const web = service('predict', { uses: [link(modelFiles('models', { format }))] });
  return sketch(`models as ${format}`, {
    plan: { roots: [gateway('front', { routes: [route('/', web)] })] },
  });
};

export const rule = defineRule({
  id: 'security/model-format-is-safe',
  severity: 'error',
  title: {
    en: 'A model file is data; loading it runs nothing.',
    ko: '모델 파일은 데이터이며, 읽어도 아무것도 실행되지 않는다.',
  },
  why: {
    en: 'Loading a pickle runs whatever it holds: who can write the model store owns the service.',
    ko: 'pickle을 읽으면 담긴 코드가 실행된다. 모델 저장소에 쓸 수 있는 사람이 서비스를 갖게 된다.',
  },
  fix: {
    en: 'Store the model in a format that is only data (ONNX, safetensors, a checked format of your own), with a digest.',
    ko: '데이터만 담는 형식(ONNX, safetensors, 검증하는 자체 형식)으로 digest와 함께 저장한다.',
  },
  examples: () => ({ pass: [loading('onnx')], fail: [loading('pickle')] }),
  check({ facts }, report) {
    for (const format of facts.of('format')) {
      if (!RUNS_CODE.includes(format.value.toLowerCase())) continue;
      report({
        path: `${format.subject}.format`,
        because: [format],
        message: {
          en: `${nameOf(format.subject)} are stored as ${format.value}, which runs code when it is loaded`,
          ko: `${withParticle(nameOf(format.subject), '이/가')} ${withParticle(format.value, '으로/로')} 저장된다. 읽을 때 코드가 실행되는 형식이다`,
        },
      });
    }
  },
});
