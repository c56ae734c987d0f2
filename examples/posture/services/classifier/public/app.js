import { showLogin } from './login.js';
import { hasMotion, openMotion } from './motion.js';
import { openPlot } from './plot.js';
import { ask, openStream } from './service.js';
import { ACTIVITIES, openSignal, RATE, SAMPLES } from './signals.js';
import { toggleLanguage, word, writeWords } from './words.js';

const BATCH_MS = 160;
const HISTORY = 8;
const at = (id) => document.getElementById(id);

const state = { token: undefined, mode: 'once', activity: 'walking', connection: 'idle' };
const history = [];
const plots = [
  openPlot(at('acceleration'), { low: -1, high: 2 }),
  openPlot(at('turning'), { low: -2.5, high: 2.5 }),
];
let stopFeed = () => {};

function show() {
  writeWords();
  at('language').textContent = word('other');
  at('logout').hidden = !state.token;
  at('login').hidden = Boolean(state.token);
  at('controls').hidden = !state.token;
  at('mode-hint').textContent = word(`${state.mode}Hint`);
  at('activities').hidden = state.mode === 'motion';
  for (const button of document.querySelectorAll('[data-mode]'))
    button.setAttribute('aria-pressed', String(button.dataset.mode === state.mode));
  for (const button of at('activities').children) {
    button.textContent = word(button.dataset.activity);
    const isOn = state.mode === 'stream' && button.dataset.activity === state.activity;
    button.setAttribute('aria-pressed', String(isOn));
  }
  showAnswer();
}

function showAnswer() {
  const last = history.at(-1);
  const failed = last?.error && (word(last.error.code) || last.error.message);
  at('label').textContent = failed ?? word(last?.label ?? 'waiting');
  at('label').classList.toggle('empty', !last?.label);
  at('fill').style.transform = `scaleX(${last?.probability ?? 0})`;
  const percent = last?.label ? `${Math.round(last.probability * 100)} %` : '–';
  at('probability').textContent = percent;
  at('bar').setAttribute('aria-label', `${word('probability')}: ${percent}`);
  at('model').textContent = last?.modelVersion ?? '–';
  at('connection').textContent = word(state.connection);
  const items = history.slice(0, -1).filter(({ label }) => label);
  at('history').replaceChildren(...items.reverse().map(({ label }) => chip(word(label))));
}

function chip(text) {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}

function take(answer) {
  if (answer.error?.code === 'unauthorized') {
    logOut();
    return;
  }
  history.push(answer);
  history.splice(0, history.length - HISTORY);
  showAnswer();
}

function plot(samples) {
  plots[0].push(samples.map((sample) => sample.slice(0, 3)));
  plots[1].push(samples.map((sample) => sample.slice(3)));
}

async function sendOnce(activity) {
  const next = openSignal(activity);
  const samples = Array.from({ length: SAMPLES }, next);
  plot(samples);
  state.connection = 'rest';
  const asked = { method: 'POST', token: state.token, body: { rateHz: RATE, samples } };
  take(await ask('/api/predictions', asked).catch(({ code = 'failed' }) => ({ error: { code } })));
}

/** Streams what `next` gives at the service's rate, whatever the timer does. */
function feed(next, onStop = () => {}) {
  const stream = openStream(state.token, {
    onAnswer: take,
    onState(name) {
      state.connection = name === 'unauthorized' ? 'idle' : name;
      if (name === 'unauthorized') logOut();
      else showAnswer();
    },
  });
  let sentUntil = performance.now();
  const timer = setInterval(() => {
    const count = Math.min(SAMPLES, Math.floor(((performance.now() - sentUntil) * RATE) / 1_000));
    sentUntil = count === SAMPLES ? performance.now() : sentUntil + (count * 1_000) / RATE;
    const samples = Array.from({ length: count }, () => next());
    if (count > 0) stream.send(samples);
    plot(samples);
  }, BATCH_MS);
  stopFeed = () => {
    clearInterval(timer);
    stream.close();
    onStop();
    stopFeed = () => {};
  };
}

let signal = openSignal(state.activity);

async function choose(mode) {
  stopFeed();
  Object.assign(state, { mode, connection: 'idle' });
  show();
  if (mode === 'stream') feed(() => signal());
  if (mode === 'motion') {
    const motion = await openMotion();
    feed(motion.sample, motion.close);
  }
}

function press(activity) {
  state.activity = activity;
  signal = openSignal(activity);
  show();
  if (state.mode === 'once') void sendOnce(activity);
}

function logOut() {
  stopFeed();
  const { token } = state;
  history.length = 0;
  Object.assign(state, { token: undefined, mode: 'once', connection: 'idle' });
  show();
  void ask('/api/sessions', { method: 'DELETE', token }).catch(() => {});
}

at('activities').append(
  ...ACTIVITIES.map((activity) => {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', onclick: () => press(activity) });
    button.dataset.activity = activity;
    return button;
  }),
);
for (const button of document.querySelectorAll('[data-mode]')) {
  button.hidden = button.dataset.mode === 'motion' && !hasMotion;
  button.onclick = () => choose(button.dataset.mode);
}
at('logout').onclick = logOut;
at('language').onclick = () => {
  toggleLanguage();
  show();
};
showLogin(at('login'), (token) => {
  state.token = token;
  show();
});
show();
