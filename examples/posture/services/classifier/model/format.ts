import { createHash } from 'node:crypto';
import { type Forest, LEAF } from './forest.ts';
import { readHeader, type Shape } from './header.ts';
import { UnsafeModel } from './unsafe-model.ts';

/** File layout: magic, header length (u32), header (JSON), then the arrays; all little endian. */
const MAGIC = Buffer.from('HFOREST1', 'latin1');
const MAX_BYTES = 8 * 1024 * 1024;
const NODE_BYTES = 1 + 4 + 4;

export function printForest(forest: Forest): Buffer {
  const shape = shapeOf(forest);
  const body = Buffer.concat([
    fromNumbers(forest.roots),
    Buffer.from(forest.feature),
    fromNumbers(forest.threshold),
    fromNumbers(forest.next),
    Buffer.from(forest.leaves),
  ]);
  const header = Buffer.from(JSON.stringify({ ...shape, digest: digestOf(shape, body) }), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return Buffer.concat([MAGIC, length, header, body]);
}

/** Reads a model and its digest; throws `UnsafeModel` for anything but an unaltered, well-formed file. */
export function readForest(file: Buffer): { readonly forest: Forest; readonly digest: string } {
  if (file.length > MAX_BYTES) throw new UnsafeModel(`larger than ${MAX_BYTES} bytes`);
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) throw new UnsafeModel('not a .hforest file');
  const start = MAGIC.length + 4;
  if (file.length < start) throw new UnsafeModel('ends inside the header');
  const end = start + file.readUInt32LE(MAGIC.length);
  if (end > file.length) throw new UnsafeModel('ends inside the header');
  const { digest, ...shape } = readHeader(file.subarray(start, end).toString('utf8'));
  const body = file.subarray(end);
  if (body.length !== bodyBytes(shape)) throw new UnsafeModel('length differs from the header');
  if (digestOf(shape, body) !== digest) throw new UnsafeModel('digest differs from the content');
  const forest = slice(shape, body);
  checkNodes(forest);
  return { forest, digest };
}

function shapeOf({ version, labels, features, roots, feature, leaves }: Forest): Shape {
  return {
    version,
    labels,
    features,
    trees: roots.length,
    nodes: feature.length,
    leaves: leaves.length / labels.length,
  };
}

function bodyBytes({ trees, nodes, leaves, labels }: Shape): number {
  return trees * 4 + nodes * NODE_BYTES + leaves * labels.length;
}

/** Over the header too, in one fixed order of keys: labels swapped in a header are an altered model. */
function digestOf(shape: Shape, body: Buffer): string {
  const { version, labels, features, trees, nodes, leaves } = shape;
  const words = JSON.stringify([version, labels, features, trees, nodes, leaves]);
  return createHash('sha256').update(words).update('\0').update(body).digest('hex');
}

function slice({ version, labels, features, trees, nodes, leaves }: Shape, body: Buffer): Forest {
  let at = 0;
  const take = (bytes: number) => {
    at += bytes;
    return body.subarray(at - bytes, at);
  };
  const roots = Uint32Array.from(toNumbers(take(trees * 4), 'readUInt32LE'));
  const feature = Uint8Array.from(take(nodes));
  const threshold = Float32Array.from(toNumbers(take(nodes * 4), 'readFloatLE'));
  const next = Uint32Array.from(toNumbers(take(nodes * 4), 'readUInt32LE'));
  const votes = Uint8Array.from(take(leaves * labels.length));
  return { version, labels, features, roots, feature, threshold, next, leaves: votes };
}

/** Every walk must move forward, stay in its tree and end in a leaf that exists. */
function checkNodes(forest: Forest): void {
  const { roots, feature, leaves, labels } = forest;
  if (roots[0] !== 0) throw new UnsafeModel('the first tree must start at node 0');
  roots.forEach((root, tree) => {
    const end = tree + 1 < roots.length ? (roots[tree + 1] as number) : feature.length;
    if (end <= root || end > feature.length) throw new UnsafeModel(`tree ${tree} has no nodes`);
    for (let node = root; node < end; node++) checkNode(forest, node, end);
  });
  for (let row = 0; row < leaves.length; row += labels.length)
    if (leaves.subarray(row, row + labels.length).every((vote) => vote === 0))
      throw new UnsafeModel(`leaf ${row / labels.length} votes for nothing`);
}

function checkNode(
  { feature, threshold, next, leaves, labels, features }: Forest,
  node: number,
  end: number,
) {
  const target = next[node] as number;
  if (feature[node] === LEAF) {
    if (target >= leaves.length / labels.length)
      throw new UnsafeModel(`node ${node}: no such leaf`);
    return;
  }
  if ((feature[node] as number) >= features.length)
    throw new UnsafeModel(`node ${node}: no such feature`);
  if (!Number.isFinite(threshold[node])) throw new UnsafeModel(`node ${node}: no threshold`);
  if (target <= node + 1 || target >= end) throw new UnsafeModel(`node ${node}: leaves its tree`);
}

function fromNumbers(numbers: Uint32Array | Float32Array): Buffer {
  const out = Buffer.alloc(numbers.length * 4);
  const isFloat = numbers instanceof Float32Array;
  numbers.forEach((value, i) => {
    if (isFloat) out.writeFloatLE(value, i * 4);
    else out.writeUInt32LE(value, i * 4);
  });
  return out;
}

function toNumbers(bytes: Buffer, read: 'readUInt32LE' | 'readFloatLE'): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes[read](i * 4));
}
