import { printJson } from './print/json.ts';
import { Sink } from './print/sink.ts';
import { type Line, printText } from './print/text.ts';
import { printYaml } from './print/yaml.ts';
import type { Source, Tree, TreeMap } from './source.ts';

/** What a file holds, by how it is printed. */
export type Body =
  | {
      readonly kind: 'yaml';
      readonly documents: readonly TreeMap[];
      /** What its reader wants before anything else, header included: '#cloud-config'. */
      readonly first?: string;
    }
  | {
      readonly kind: 'json';
      readonly value: TreeMap;
      /** The member that may carry a note, such as '//' in Terraform; none where the format has no place for one. */
      readonly note?: string;
    }
  | {
      readonly kind: 'text';
      readonly lines: readonly Line[];
      /** What a comment begins and ends with. */
      readonly comment: readonly [open: string, close?: string];
      /** As in YAML: '#!/bin/sh'. */
      readonly first?: string;
    };

/** One file of the output. Its text follows from it and from nothing else. */
export interface SynthFile {
  /** Below the environment's folder, with '/': `kubernetes/seoul/api.yaml`. */
  readonly path: string;
  /** What of the plan the file is there for. */
  readonly source: Source;
  readonly body: Body;
}

export interface PrintedFile {
  readonly text: string;
  /** By line, from 0; a line that nothing inside speaks for comes from the file's source. */
  readonly sources: readonly Source[];
}

/** The file's text. `header` is a line that says where it comes from, without comment signs. */
export function printFile(file: SynthFile, header: string): string {
  const sink = new Sink();
  printInto(sink, file, header);
  return sink.text;
}

/** The text together with the plan line behind each of its lines. */
export function printWithSources(file: SynthFile, header: string): PrintedFile {
  const sources: (Source | undefined)[] = [];
  const sink = new Sink(sources);
  printInto(sink, file, header);
  return { text: sink.text, sources: sources.map((source) => source ?? file.source) };
}

function printInto(sink: Sink, { body }: SynthFile, header: string): void {
  if (body.kind !== 'json' && body.first !== undefined) sink.put(body.first);
  switch (body.kind) {
    case 'yaml':
      sink.put(`# ${header}`);
      for (const [index, document] of body.documents.entries()) {
        if (index > 0) sink.put('---');
        printYaml(sink, document);
      }
      break;
    case 'json': {
      const value: Tree =
        body.note === undefined ? body.value : { [body.note]: header, ...body.value };
      printJson(sink, value);
      break;
    }
    case 'text': {
      const [open, close] = body.comment;
      sink.put(close === undefined ? `${open} ${header}` : `${open} ${header} ${close}`);
      printText(sink, body.lines);
    }
  }
}
