const WORDS = {
  en: {
    title: 'Posture',
    subtitle: 'Send motion signals and see what the classifier makes of them.',
    other: '한국어',
    loginTitle: 'Log in to try it',
    loginHint: 'A name and a password are enough. The name is never stored in clear.',
    name: 'Name',
    password: 'Password (10 characters or more)',
    login: 'Log in',
    register: 'Register',
    logout: 'Log out',
    signal: 'Signal',
    once: 'One window',
    stream: 'Stream',
    motion: 'This device',
    onceHint: 'Each press sends one window of 2.56 seconds over REST.',
    streamHint: 'A signal runs without end over a WebSocket; press to change what it plays.',
    motionHint: 'Wear the device at the waist: its own sensors are streamed.',
    answer: 'Answer',
    waiting: 'No answer yet.',
    probability: 'Probability',
    model: 'Model',
    connection: 'Connection',
    signals: 'Signals',
    acceleration: 'Acceleration (g)',
    turning: 'Angular velocity (rad/s)',
    idle: 'idle',
    rest: 'REST',
    open: 'streaming',
    reconnecting: 'reconnecting…',
    laying: 'Laying',
    sitting: 'Sitting',
    standing: 'Standing',
    walking: 'Walking',
    walking_upstairs: 'Upstairs',
    walking_downstairs: 'Downstairs',
    'name-taken': 'This name is taken.',
    unauthorized: 'The session has ended: log in again.',
    'rate-limited': 'Too many requests. Wait a moment.',
    failed: 'The service did not answer. Try again.',
    wrong: 'Name and password do not belong together.',
    short: 'Use at least 2 characters for the name and 10 for the password.',
  },
  ko: {
    title: '자세 분류',
    subtitle: '움직임 신호를 보내고 분류기가 어떻게 읽는지 확인합니다.',
    other: 'English',
    loginTitle: '로그인하고 사용해 보기',
    loginHint: '이름과 비밀번호만 있으면 됩니다. 이름은 원문으로 저장하지 않습니다.',
    name: '이름',
    password: '비밀번호 (10자 이상)',
    login: '로그인',
    register: '가입',
    logout: '로그아웃',
    signal: '신호',
    once: '한 번',
    stream: '연속',
    motion: '이 기기',
    onceHint: '누를 때마다 2.56초 길이의 창 하나를 REST로 보냅니다.',
    streamHint: '신호를 WebSocket으로 끊임없이 보냅니다. 누르면 동작이 바뀝니다.',
    motionHint: '기기를 허리에 차면 기기의 센서 값을 그대로 보냅니다.',
    answer: '결과',
    waiting: '아직 결과가 없습니다.',
    probability: '확률',
    model: '모델',
    connection: '연결',
    signals: '신호 그래프',
    acceleration: '가속도 (g)',
    turning: '각속도 (rad/s)',
    idle: '대기',
    rest: 'REST',
    open: '연속 전송 중',
    reconnecting: '다시 연결하는 중…',
    laying: '누움',
    sitting: '앉음',
    standing: '서 있음',
    walking: '걷기',
    walking_upstairs: '계단 오르기',
    walking_downstairs: '계단 내려가기',
    'name-taken': '이미 쓰이는 이름입니다.',
    unauthorized: '세션이 끝났습니다. 다시 로그인하세요.',
    'rate-limited': '요청이 너무 많습니다. 잠시 기다리세요.',
    failed: '서비스가 응답하지 않습니다. 다시 시도하세요.',
    wrong: '이름과 비밀번호가 맞지 않습니다.',
    short: '이름은 2자, 비밀번호는 10자 이상이어야 합니다.',
  },
};

let language = navigator.language.startsWith('ko') ? 'ko' : 'en';

/** The word in the page's language. */
export function word(name) {
  return WORDS[language][name] ?? name;
}

export function toggleLanguage() {
  language = language === 'ko' ? 'en' : 'ko';
}

/** Writes every `data-word` element of the page. */
export function writeWords() {
  document.documentElement.lang = language;
  document.title = word('title');
  for (const element of document.querySelectorAll('[data-word]'))
    element.textContent = word(element.dataset.word);
}
