import { describe, expect, it } from 'vitest';
import { type Answer, type Ask, KubeClient } from './client.ts';
import { DEPLOYMENT, HTTP_ROUTE, POD } from './kinds.ts';

/** A client whose server gives one answer, and what it was asked. */
function answered(status: number, body: unknown = {}) {
  const asked: Ask[] = [];
  const client = new KubeClient('shop', (ask): Promise<Answer> => {
    asked.push(ask);
    return Promise.resolve({
      status,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  });
  return { client, asked };
}

const status = (code: number, reason: string) => ({
  apiVersion: 'v1',
  kind: 'Status',
  code,
  reason,
  message: 'why',
  details: { name: 'x' },
});

describe('the client of a cluster', () => {
  it('applies whole objects as hanok, strictly and by force', async () => {
    const { client, asked } = answered(200, { metadata: { name: 'x' } });
    await client.apply(HTTP_ROUTE, { metadata: { name: 'x' }, spec: {} });
    expect(asked).toEqual([
      {
        method: 'PATCH',
        path: '/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/x?fieldManager=hanok&force=true&fieldValidation=Strict',
        type: 'application/apply-patch+yaml',
        body: '{"apiVersion":"gateway.networking.k8s.io/v1","kind":"HTTPRoute","metadata":{"name":"x"},"spec":{}}',
      },
    ]);
  });

  it('finds objects by their labels', async () => {
    const { client, asked } = answered(200, { items: [] });
    expect(await client.list(POD, { a: '1', 'b/c': '2' })).toEqual([]);
    expect(asked[0]?.path).toBe('/api/v1/namespaces/shop/pods?labelSelector=a%3D1%2Cb%2Fc%3D2');
  });

  it('shows an absent object as undefined, and an absent kind as a failure', async () => {
    expect(
      await answered(404, status(404, 'NotFound')).client.get(DEPLOYMENT, 'x'),
    ).toBeUndefined();
    await answered(404, status(404, 'NotFound')).client.remove(DEPLOYMENT, 'x');
    await expect(
      answered(404, '404 page not found').client.get(HTTP_ROUTE, 'x'),
    ).rejects.toMatchObject({ code: 'delivery/cluster-refuses', retry: 'no' });
  });

  it.each([
    [401, 'no', 'delivery/cluster-forbids'],
    [403, 'no', 'delivery/cluster-forbids'],
    [409, 'later', 'delivery/cluster-not-now'],
    [422, 'no', 'delivery/cluster-refuses'],
    [429, 'later', 'delivery/cluster-not-now'],
    [500, 'later', 'delivery/cluster-not-now'],
    [503, 'later', 'delivery/cluster-not-now'],
  ])('takes %i for a no that may change: %s', async (code, retry, words) => {
    const { client } = answered(code, status(code, 'Reason'));
    await expect(client.get(DEPLOYMENT, 'x')).rejects.toMatchObject({
      code: words,
      retry,
      message: expect.stringContaining('get Deployment x'),
    });
  });

  it('asks again later when no answer came', async () => {
    const client = new KubeClient('shop', () => Promise.reject(new Error('ECONNREFUSED')));
    await expect(client.get(DEPLOYMENT, 'x')).rejects.toMatchObject({
      code: 'delivery/cluster-unreachable',
      retry: 'later',
    });
  });

  it('tells what a pod answered from what the server says of the pod', async () => {
    expect(await answered(500, 'oops').client.visit('p', 80, 'GET /smoke')).toBe(500);
    const away = answered(503, status(503, 'ServiceUnavailable')).client;
    expect(await away.visit('p', 80, 'GET /smoke')).toBeUndefined();
    const closed = answered(403, status(403, 'Forbidden')).client;
    await expect(closed.visit('p', 80, 'GET /smoke')).rejects.toMatchObject({
      code: 'delivery/cluster-forbids',
    });
  });
});
