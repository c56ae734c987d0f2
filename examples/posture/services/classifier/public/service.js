/** Asks the service; throws an error with its `code` for anything but success. */
export async function ask(path, { method = 'GET', token, body } = {}) {
  const headers = { 'content-type': 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  if (response.status === 204) return undefined;
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error.message), answer.error);
  return answer;
}

/** Streams samples and comes back when the service restarts. */
export function openStream(token, { onAnswer, onState }) {
  let socket;
  let isOver = false;
  const connect = () => {
    const url = new URL('/stream', location.href.replace(/^http/, 'ws'));
    socket = new WebSocket(url, ['posture']);
    socket.onopen = () => socket.send(JSON.stringify({ authorization: `Bearer ${token}` }));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.authorized) onState('open');
      else onAnswer(message);
    };
    socket.onclose = ({ code }) => {
      if (isOver) return;
      if (code === 4401) return onState('unauthorized');
      onState('reconnecting');
      setTimeout(() => isOver || connect(), code === 1012 ? 100 : 1_000);
    };
  };
  connect();
  return {
    send(samples) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ samples }));
    },
    close() {
      isOver = true;
      socket.close(1000);
    },
  };
}
