/** A message's head with its empty line; `headers` flat. */
export function printHead(status: string, headers: readonly string[]): string {
  let head = `HTTP/1.1 ${status}\r\n`;
  for (let index = 0; index < headers.length; index += 2) {
    head += `${headers[index]}: ${headers[index + 1]}\r\n`;
  }
  return `${head}\r\n`;
}
