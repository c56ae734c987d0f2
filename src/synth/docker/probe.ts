import { isAlpine, isFpm, type Recipe } from './recipe.ts';

/**
 * A look at a path from inside the container, with what its image has and nothing more. Undefined
 * where the image has nothing to look with.
 */
export function probeOf(recipe: Recipe, path: string): readonly string[] | undefined {
  const url = `http://127.0.0.1:${recipe.port}${path}`;
  // FastCGI is no HTTP: that it listens is what can be seen.
  if (isFpm(recipe))
    return ['php', '-r', `exit(@fsockopen("127.0.0.1", ${recipe.port}) === false ? 1 : 0);`];
  switch (recipe.family) {
    case 'node':
      return [
        'node',
        '-e',
        `fetch(${JSON.stringify(url)}).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`,
      ];
    case 'python':
      return [
        'python',
        '-c',
        `import urllib.request; urllib.request.urlopen(${JSON.stringify(url)}, timeout=3)`,
      ];
    case 'php':
      return ['php', '-r', `exit(@file_get_contents(${JSON.stringify(url)}) === false ? 1 : 0);`];
    default:
      return isAlpine(recipe.from) ? ['wget', '-q', '-O', '/dev/null', url] : undefined;
  }
}
