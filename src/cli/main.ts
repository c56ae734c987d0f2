import { Failure, type Language, nearest } from '#kernel';
import { languageOf, parse, saidLanguage, splitCommand } from './args.ts';
import { COMMANDS, INNER } from './commands.ts';
import { EXIT } from './exit.ts';
import { HELP, help, helpOf } from './help.ts';
import { toRefusal } from './refusal.ts';
import { versionOf } from './version.ts';

/** Runs one command line; answers the exit code. Everything thrown is caught here, once. */
async function main(argv: readonly string[]): Promise<number> {
  let language = languageOf(undefined, process.env);
  try {
    language = languageOf(saidLanguage(argv), process.env);
    const { name, rest } = splitCommand(argv);
    if (name === undefined || name === 'help') return await showHelp(rest, language);
    const command = await commandOf(name);
    const { words, values, switches } = parse(command, rest);
    if (switches.has('help')) return print(helpOf(command, language));
    return await command.run({
      words,
      values,
      on: (flag) => switches.has(flag),
      language,
      json: switches.has('json'),
      terminal: process.stdout.isTTY === true,
      width: process.stdout.isTTY ? (process.stdout.columns ?? 80) : Number.POSITIVE_INFINITY,
      folder: process.cwd(),
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      signal: interrupted(),
    });
  } catch (cause) {
    return explain(cause, language);
  }
}

async function showHelp(rest: readonly string[], language: Language): Promise<number> {
  const { words, switches } = parse(HELP, rest);
  if (switches.has('version')) return print(`${versionOf()}\n`);
  const [name] = words;
  return print(name ? helpOf(await commandOf(name), language) : await help(language));
}

async function commandOf(name: string) {
  const all = { ...COMMANDS, ...INNER };
  const load = Object.hasOwn(all, name) ? all[name] : undefined;
  if (load) return (await load()).command;
  const near = nearest(name, Object.keys(COMMANDS));
  throw new Failure(
    'usage/unknown-command',
    { en: `there is no command '${name}'`, ko: `'${name}' 명령은 없다` },
    {
      hint: near
        ? { en: `Did you mean \`hanok ${near}\`?`, ko: `혹시 \`hanok ${near}\`인가?` }
        : { en: 'See `hanok help`.', ko: '`hanok help`를 본다.' },
    },
  );
}

function print(text: string): number {
  process.stdout.write(text);
  return EXIT.done;
}

function interrupted(): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  return controller.signal;
}

function explain(thrown: unknown, language: Language): number {
  const cause = toRefusal(thrown) ?? thrown;
  if (cause instanceof Failure) {
    const hint = cause.hint ? `\n→ ${cause.hint[language]}` : '';
    process.stderr.write(`${cause.text[language]}${hint}\n(${cause.code})\n`);
    return cause.code.startsWith('usage/') ? EXIT.usage : EXIT.failure;
  }
  const stack = cause instanceof Error ? cause.stack : String(cause);
  process.stderr.write(
    `${stack}\n${language === 'ko' ? '이것은 Hanok의 버그다.' : 'This is a bug in Hanok.'}\n`,
  );
  return EXIT.bug;
}

// Whoever reads us may leave first, as `| head` does: then there is nobody to tell, and nothing wrong.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') throw cause;
    process.exit();
  });

// The exit code is set, not forced: what was printed still drains to a slow pipe.
process.exitCode = await main(process.argv.slice(2));
